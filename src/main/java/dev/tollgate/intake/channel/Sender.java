package dev.tollgate.intake.channel;

import dev.tollgate.installation.ChannelAuth;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request comes from who it should, by what the sender shares with the channel. Always over the bytes as they came, before anything
 * is made of them; every comparison of something secret takes the same time however much of it is right.
 *
 * @param body as sent, compressed if it was
 * @param now by our clock
 * @param tolerance how far a signed time may be from ours
 * @param retryTolerance how old a time may be that is sent again with each attempt
 */
record Sender(Headers headers, byte[] body, Instant now, Duration tolerance, Duration retryTolerance) {

    private static final int HEX_DIGITS = 64;
    private static final String STANDARD_PREFIX = "whsec_";

    /**
     * @param secrets those that count now; an earlier one counts for a while beside the newest
     * @return why it is not believed; empty where it is
     */
    Optional<String> doubt(ChannelAuth auth, List<String> secrets) {
        return switch (auth.mode()) {
            case URL_TOKEN, DSSE, OIDC -> Optional.empty();
            case BASIC -> expect("Authorization", given -> any(secrets, s -> same(basic(auth, s), given)));
            case BEARER -> expect("Authorization", given -> any(secrets, s -> same("Bearer " + s, given)));
            case HEADER_EQUALS -> expect(auth.header().orElseThrow(), given -> any(secrets, s -> same(s, given)));
            case GITHUB_HMAC ->
                expect("X-Hub-Signature-256", given -> any(secrets, s -> same("sha256=" + hex(bytes(s), body), given)));
            case WANDB_HMAC -> expect("X-Wandb-Signature", given -> any(secrets, s -> wandb(s, given)));
            case MLFLOW_HMAC ->
                timed("X-MLflow-", "Delivery-Id", retryTolerance, given -> any(secrets, s -> mlflow(s, given)));
            case STANDARD_WEBHOOKS ->
                timed("webhook-", "id", tolerance, given -> any(secrets, s -> standard(s, given)));
        };
    }

    private Optional<String> expect(String header, Predicate<String> test) {
        Optional<String> given = headers.get(header);
        if (given.isEmpty()) {
            return Optional.of("the header %s is missing".formatted(header));
        }
        return test.test(given.get()) ? Optional.empty() : Optional.of("the header %s is not right".formatted(header));
    }

    /** Signatures over an id, a time and the body: whoever recorded one cannot send it again later. */
    private Optional<String> timed(String prefix, String id, Duration oldest, Predicate<String> test) {
        String stamp = headers.get(prefix + "timestamp").orElse("");
        Instant signedAt;
        try {
            signedAt = Instant.ofEpochSecond(Long.parseLong(stamp));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.of("the header %stimestamp is not a time in seconds".formatted(prefix));
        }
        if (headers.get(prefix + id).isEmpty()) {
            return Optional.of("the header %s%s is missing".formatted(prefix, id));
        }
        Optional<String> doubt = expect(prefix + "signature", test);
        if (doubt.isEmpty() && (signedAt.isBefore(now.minus(oldest)) || signedAt.isAfter(now.plus(tolerance)))) {
            return Optional.of("it was signed at %s, which is too far from now".formatted(signedAt));
        }
        return doubt;
    }

    private static boolean any(List<String> secrets, Predicate<String> test) {
        boolean right = false;
        for (String secret : secrets) {
            right |= test.test(secret);
        }
        return right;
    }

    private static String basic(ChannelAuth auth, String secret) {
        String pair = auth.username().orElse("") + ":" + secret;
        return "Basic " + Base64.getEncoder().encodeToString(bytes(pair));
    }

    /** W&B documents Base64 in one place; receivers in the wild read hexadecimal. The lengths tell them apart. */
    private boolean wandb(String secret, String given) {
        String bare = given.startsWith("sha256=") ? given.substring("sha256=".length()) : given;
        byte[] mac = mac(bytes(secret), body);
        return same(
                bare.length() == HEX_DIGITS
                        ? HexFormat.of().formatHex(mac)
                        : Base64.getEncoder().encodeToString(mac),
                bare);
    }

    /** Like Standard Webhooks, under names of its own and with the secret's text as the key. */
    private boolean mlflow(String secret, String given) {
        return same("v1," + base64(bytes(secret), signed("X-MLflow-Delivery-Id", "X-MLflow-Timestamp")), given);
    }

    /** Several signatures may be sent, separated by spaces, while a sender changes its secret. */
    private boolean standard(String secret, String given) {
        String expected = "v1," + base64(standardKey(secret), signed("webhook-id", "webhook-timestamp"));
        boolean right = false;
        for (String one : given.split(" ", -1)) {
            right |= same(expected, one);
        }
        return right;
    }

    private static byte[] standardKey(String secret) {
        if (!secret.startsWith(STANDARD_PREFIX)) {
            return bytes(secret);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            return bytes(secret);
        }
    }

    private byte[] signed(String id, String timestamp) {
        byte[] head =
                bytes(headers.get(id).orElse("") + "." + headers.get(timestamp).orElse("") + ".");
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static String hex(byte[] key, byte[] message) {
        return HexFormat.of().formatHex(mac(key, message));
    }

    private static String base64(byte[] key, byte[] message) {
        return Base64.getEncoder().encodeToString(mac(key, message));
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(bytes(expected), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
