package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Unreadable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures of envelopes. Keys are made anew for every test: nothing here depends on which they are. */
class DsseTest {

    static final String IN_TOTO = "application/vnd.in-toto+json";
    private static final byte[] BODY = "{\"a\": \"ä\"}".getBytes(StandardCharsets.UTF_8);

    /** An envelope with one signature. */
    static ObjectNode envelope(String type, byte[] payload, byte[] signature) {
        ObjectNode envelope = new ObjectMapper().createObjectNode();
        envelope.put("payloadType", type);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(signature));
        return envelope;
    }

    static KeyPair keys(String kind) {
        try {
            boolean curve = kind.startsWith("secp");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(curve ? "EC" : kind);
            if (curve) {
                generator.initialize(new ECGenParameterSpec(kind));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] sign(String algorithm, KeyPair keys, byte[] signed) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(keys.getPrivate());
            signer.update(signed);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean verifies(JsonNode envelope, PublicKey key) {
        return Dsse.unwrap(new Fields(envelope)).isSignedBy(key);
    }

    @ParameterizedTest
    @CsvSource({
        "secp256r1, SHA256withECDSA",
        "secp256r1, SHA256withECDSAinP1363Format",
        "secp384r1, SHA384withECDSA",
        "secp384r1, SHA384withECDSAinP1363Format",
        "secp384r1, SHA256withECDSA",
        "secp521r1, SHA512withECDSA",
        "RSA, SHA256withRSA",
        "Ed25519, Ed25519"
    })
    void aSignatureIsVerifiedAndOneFlippedBitIsNot(String kind, String algorithm) {
        KeyPair keys = keys(kind);
        byte[] signature = sign(algorithm, keys, Dsse.pae(IN_TOTO, BODY));
        assertThat(verifies(envelope(IN_TOTO, BODY, signature), keys.getPublic()))
                .isTrue();
        assertThat(verifies(envelope(IN_TOTO, flipped(BODY, 5), signature), keys.getPublic()))
                .as("another payload")
                .isFalse();
        assertThat(verifies(envelope("application/vnd.in-toto+jsoo", BODY, signature), keys.getPublic()))
                .as("another type")
                .isFalse();
        assertThat(verifies(envelope(IN_TOTO, BODY, flipped(signature, signature.length - 1)), keys.getPublic()))
                .as("another signature")
                .isFalse();
        assertThat(verifies(envelope(IN_TOTO, BODY, signature), keys(kind).getPublic()))
                .as("another key")
                .isFalse();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }

    @Test
    void aSignatureOverThePayloadAloneIsNone() {
        KeyPair keys = keys("Ed25519");
        assertThat(verifies(envelope(IN_TOTO, BODY, sign("Ed25519", keys, BODY)), keys.getPublic()))
                .isFalse();
    }

    /** The test vector of the protocol, version 1.0.0. */
    @Test
    void theVectorOfTheSpecification() throws GeneralSecurityException {
        byte[] hello = "hello world".getBytes(StandardCharsets.UTF_8);
        String type = "http://example.com/HelloWorld";
        assertThat(new String(Dsse.pae(type, hello), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                new BigInteger("5640078356564379163099075877009565129882514886557779369047442380624545832820"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        byte[] signature = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        assertThat(verifies(envelope(type, hello, signature), key)).isTrue();
    }

    @Test
    void bothAlphabetsOfBase64AreRead() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe};
        assertThat(Dsse.base64(Base64.getEncoder().encodeToString(bytes))).hasValue(bytes);
        assertThat(Dsse.base64(Base64.getUrlEncoder().encodeToString(bytes))).hasValue(bytes);
        assertThat(Dsse.base64("not base64")).isEmpty();
    }

    @Test
    void aPayloadThatIsNotBase64IsRefused() {
        ObjectNode envelope = envelope(IN_TOTO, BODY, new byte[64]);
        envelope.put("payload", "{}");
        assertThatThrownBy(() -> Dsse.unwrap(new Fields(envelope)))
                .isInstanceOf(Unreadable.class)
                .hasMessage("the envelope's payload is not base64");
    }

    @Test
    void signaturesThatAreNoneVerifyWithNoKey() {
        for (String kind : new String[] {"secp256r1", "RSA", "Ed25519"}) {
            PublicKey key = keys(kind).getPublic();
            assertThat(verifies(envelope(IN_TOTO, BODY, new byte[0]), key)).isFalse();
            assertThat(verifies(envelope(IN_TOTO, BODY, new byte[64]), key)).isFalse();
            assertThat(verifies(envelope(IN_TOTO, BODY, new byte[3000]), key)).isFalse();
        }
    }
}
