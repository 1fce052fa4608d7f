package dev.tollgate.http;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How senders sign what they send to a channel. */
final class Signatures {

    private Signatures() {}

    static ChannelApi github(ChannelApi channel, String event, String body) {
        return channel.with("X-GitHub-Event", event)
                .with("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac(channel.secret(), body)));
    }

    static ChannelApi mlflow(ChannelApi channel, Instant now, String body) {
        String id = "00000000-0000-4000-8000-000000000002";
        String stamp = String.valueOf(now.getEpochSecond());
        byte[] mac = mac(channel.secret(), id + "." + stamp + "." + body);
        return channel.with("X-MLflow-Delivery-Id", id)
                .with("X-MLflow-Timestamp", stamp)
                .with("X-MLflow-Signature", "v1," + Base64.getEncoder().encodeToString(mac));
    }

    static ChannelApi standard(ChannelApi channel, String id, Instant now, String body) {
        try {
            String signature = new Webhook(channel.secret()).sign(id, now.getEpochSecond(), body);
            return channel.with("webhook-id", id)
                    .with("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                    .with("webhook-signature", signature);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(user + ":" + secret));
    }

    private static byte[] mac(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
            return mac.doFinal(bytes(message));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Who signs attestations, in envelopes of DSSE. */
    record Signer(KeyPair keys) {

        private static final String TYPE = "application/vnd.in-toto+json";

        static Signer fresh() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return new Signer(generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** As a value in JSON. */
        String pem() {
            String base64 = Base64.getMimeEncoder(64, bytes("\n"))
                    .encodeToString(keys.getPublic().getEncoded());
            return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                    .formatted(base64)
                    .replace("\n", "\\n");
        }

        String envelope(String statement) {
            byte[] payload = bytes(statement);
            String encoded = Base64.getEncoder().encodeToString(payload);
            return """
                    {"payloadType": "%s", "payload": "%s", "signatures": [{"keyid": "", "sig": "%s"}]}""".formatted(TYPE, encoded, Base64.getEncoder().encodeToString(sign(payload, statement)));
        }

        /** Over the pre-authentication encoding. */
        private byte[] sign(byte[] payload, String statement) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(keys.getPrivate());
                signature.update(bytes("DSSEv1 %d %s %d %s".formatted(TYPE.length(), TYPE, payload.length, statement)));
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
