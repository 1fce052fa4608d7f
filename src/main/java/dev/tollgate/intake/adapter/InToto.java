package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Attestations of in-toto (in-toto/attestation, spec v1): statements about artifacts, mostly signed. Each line of JSON Lines, each element of a list
 * and each of GitHub's {@code attestations} is a report of its own. Any predicate is read, so that a tool of one's own can attest whatever a checklist
 * asks for.
 */
@Singleton
final class InToto implements Adapter {

    private static final int MOST_SUBJECTS = 100;

    @Override
    public String source() {
        return "in-toto";
    }

    @Override
    public String title() {
        return "in-toto and SLSA attestations";
    }

    @Override
    public String authentication() {
        return "`dsse`: a signature of the envelope by one of the channel's keys (ECDSA as ASN.1 or r and s, RSA PKCS #1 v1.5,"
                + " Ed25519); whoever delivers it needs a credential too.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("attestation", "A statement, bare, in a DSSE envelope or in a Sigstore bundle")
                .knownBy(
                        Sign.mediaType("application/vnd.in-toto"),
                        Sign.mediaType("application/vnd.dsse.envelope"),
                        Sign.mediaType("application/vnd.dev.sigstore.bundle"),
                        Sign.body(
                                "`_type` of in-toto, `payloadType` with `payload` and `signatures`, or `dsseEnvelope`",
                                body -> Attestation.is(first(body))))
                .fills(Field.OUTCOME, "predicate: result, verificationResult, or a verified provenance")
                .fills(Field.METRICS, "predicate: counts of tests, levels, vulnerabilities; metrics of any other")
                .fills(Field.SUBJECT, "/subject/0/name or uri")
                .fills(Field.VERSION, "predicate/purl")
                .fills(Field.DIGEST, "/subject/0/digest")
                .fills(Field.URL, "predicate: url, policy/uri or the builder's run")
                .fills(Field.RUN, "predicate: invocationId")
                .fills(Field.STARTED, "predicate: metadata")
                .fills(Field.FINISHED, "predicate: metadata, timeVerified or timeCreated")
                .fills(Field.PRODUCER, "predicate: builder, verifier, scanner or configuration")
                .fills(Field.KEY, "SHA-256 of the statement's bytes, which are the payload of an envelope")
                .readsEach(InToto::elements, InToto::read));
    }

    private static Fields first(Fields body) {
        Fields listed = body.at("/attestations/0");
        return listed.isObject() ? listed : body.isList() ? body.at("/0") : body;
    }

    private static List<Fields> elements(Delivery delivery) {
        List<Fields> listed = delivery.body().list("/attestations");
        return listed.isEmpty() ? delivery.body().each() : listed;
    }

    private static Transcript read(Format.Part part) {
        Delivery delivery = part.delivery();
        Attestation attestation = Attestation.open(part.body(), delivery.slice(part.body()), delivery.keys());
        Fields statement = attestation.statement();
        String type = statement.require("/predicateType");
        Transcript transcript = Transcript.of(attestation.key())
                .opened(statement)
                .summary("attestation %s".formatted(type))
                .facet("predicate", Optional.of(type))
                .facet("signature", Optional.of(attestation.seal().name().toLowerCase(Locale.ROOT)));
        attestation.notes().forEach(transcript::note);
        about(transcript, statement);
        transcript.data("predicateType", type);
        boolean verified = attestation.seal() == Attestation.Seal.VERIFIED;
        Predicates.read(transcript, type, statement.at("/predicate"), verified);
        // What it says may have been said by anybody.
        return attestation.seal() == Attestation.Seal.WRONG ? transcript.verdict(Verdict.INFO) : transcript;
    }

    /** The first subject is what the evidence is about; all of them can be checked. */
    private static void about(Transcript transcript, Fields statement) {
        List<Fields> subjects = statement.list("/subject");
        Fields first = subjects.isEmpty() ? Fields.NONE : subjects.getFirst();
        transcript
                .subject(name(statement, first))
                .digest(Digests.best(digests(first)))
                .facet("commit", first.text("/digest/gitCommit"))
                .data(
                        "subjects",
                        subjects.stream()
                                .limit(MOST_SUBJECTS)
                                .map(InToto::named)
                                .toList());
        if (subjects.size() > MOST_SUBJECTS) {
            transcript.note("of %,d subjects the data names the first %d".formatted(subjects.size(), MOST_SUBJECTS));
        }
    }

    /** An underscore says that the name has no meaning; a verification summary names what it is about once more. */
    private static Optional<String> name(Fields statement, Fields subject) {
        return subject.text("/name")
                .filter(name -> !name.equals("_"))
                .or(() -> subject.text("/uri"))
                .or(() -> statement.text("/predicate/resourceUri"));
    }

    private static Map<String, Object> named(Fields subject) {
        Map<String, Object> facts = new LinkedHashMap<>();
        subject.text("/name").ifPresent(name -> facts.put("name", name));
        subject.text("/uri").ifPresent(uri -> facts.put("uri", uri));
        facts.put("digest", digests(subject));
        return facts;
    }

    private static Map<String, String> digests(Fields subject) {
        Map<String, String> digests = new LinkedHashMap<>();
        subject.entries("/digest")
                .forEach((algorithm, value) -> value.text().ifPresent(hex -> digests.put(algorithm, hex)));
        return digests;
    }
}
