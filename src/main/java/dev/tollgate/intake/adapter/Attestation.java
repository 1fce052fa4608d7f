package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Bodies;
import dev.tollgate.intake.Content;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.lifecycle.Sha256;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An in-toto Statement out of whatever it is wrapped in: a Sigstore bundle, a DSSE envelope, or nothing.
 *
 * @param key the digest of the bytes of the statement, as {@code sha256:…}
 * @param notes about the signature and about how the statement is written
 */
record Attestation(Fields statement, String key, Seal seal, List<String> notes) {

    static final String STATEMENT = "https://in-toto.io/Statement/";
    private static final String PAYLOAD = "application/vnd.in-toto";
    private static final String CERTIFICATE = "/verificationMaterial/certificate/rawBytes";
    private static final String FIRST_CERTIFICATE =
            "/verificationMaterial/x509CertificateChain/certificates/0/rawBytes";

    Attestation {
        notes = List.copyOf(notes);
    }

    /** What is known of the signature. */
    enum Seal {
        /** By a key that the channel has. */
        VERIFIED,
        /** Not signed, or by somebody whom nobody vouches for. */
        UNVERIFIED,
        /** Made for other bytes. */
        WRONG
    }

    /** The seal and why. */
    private record Verified(Seal seal, List<String> notes) {}

    static boolean is(Fields body) {
        return body.text("/_type").filter(type -> type.startsWith(STATEMENT)).isPresent()
                || Dsse.is(body)
                || body.has("/dsseEnvelope")
                || body.has("/bundle/dsseEnvelope")
                || body.text("/mediaType")
                        .filter(type -> type.startsWith("application/vnd.dev.sigstore.bundle"))
                        .isPresent();
    }

    /**
     * @param bytes of the element, exactly as sent
     * @param keys of which one must have signed, unless there are none
     * @throws Unreadable where there is no statement, or no signature by one of the keys
     */
    static Attestation open(Fields element, byte[] bytes, List<PublicKey> keys) {
        Fields bundle = element.has("/bundle") ? element.at("/bundle") : element;
        if (bundle.has("/messageSignature")) {
            throw new Unreadable("not-a-statement", "the bundle signs a file and holds no in-toto statement");
        }
        Fields envelope = bundle.has("/dsseEnvelope") ? bundle.at("/dsseEnvelope") : bundle;
        if (!Dsse.is(envelope)) {
            return unsigned(envelope, bytes, keys);
        }
        Dsse dsse = Dsse.unwrap(envelope);
        if (!dsse.payloadType().startsWith(PAYLOAD)) {
            throw new Unreadable("not-a-statement", "the envelope's payloadType is none of in-toto");
        }
        Verified verified = verify(dsse, certificate(bundle), keys);
        Content content = Bodies.read(dsse.payload());
        List<String> notes = new ArrayList<>(verified.notes());
        notes.addAll(content.notes());
        return new Attestation(statement(content.tree()), Sha256.named(dsse.payload()), verified.seal(), notes);
    }

    private static Attestation unsigned(Fields statement, byte[] bytes, List<PublicKey> keys) {
        if (!keys.isEmpty()) {
            throw new Unreadable("bad-signature", "the channel has keys and the statement is not signed");
        }
        return new Attestation(
                statement(statement), Sha256.named(bytes), Seal.UNVERIFIED, List.of("the statement is not signed"));
    }

    private static Fields statement(Fields tree) {
        if (tree.text("/_type").filter(type -> type.startsWith(STATEMENT)).isEmpty()) {
            throw new Unreadable("not-a-statement", "there is no in-toto statement: _type must begin " + STATEMENT);
        }
        return tree;
    }

    /**
     * One good signature is enough. A bundle's own certificate proves only that nobody changed the statement afterwards: who may sign is for keys to
     * say, since without a trusted root anybody can make a certificate.
     */
    private static Verified verify(Dsse dsse, Optional<PublicKey> enclosed, List<PublicKey> keys) {
        if (keys.stream().anyMatch(dsse::isSignedBy)) {
            return new Verified(Seal.VERIFIED, List.of());
        }
        if (!keys.isEmpty()) {
            throw new Unreadable("bad-signature", "no key of the channel made a signature of this envelope");
        }
        if (!dsse.isSigned()) {
            return new Verified(Seal.UNVERIFIED, List.of("the envelope has no usable signature"));
        }
        return enclosed.map(key -> dsse.isSignedBy(key)
                        ? new Verified(
                                Seal.UNVERIFIED,
                                List.of(
                                        "the signature fits the bundle's own certificate, whose issuer was not verified"))
                        : new Verified(Seal.WRONG, List.of("the signature does not fit the bundle's own certificate")))
                .orElseGet(() ->
                        new Verified(Seal.UNVERIFIED, List.of("the channel has no key to verify the signature with")));
    }

    /** The key that a Sigstore bundle brings along, where it is readable. */
    private static Optional<PublicKey> certificate(Fields bundle) {
        return bundle.text(CERTIFICATE)
                .or(() -> bundle.text(FIRST_CERTIFICATE))
                .flatMap(Dsse::base64)
                .flatMap(Attestation::publicKey)
                .filter(Dsse::knows);
    }

    private static Optional<PublicKey> publicKey(byte[] der) {
        try {
            return Optional.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey());
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }
}
