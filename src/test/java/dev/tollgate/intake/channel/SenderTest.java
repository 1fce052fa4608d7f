package dev.tollgate.intake.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.standardwebhooks.Webhook;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.ChannelAuth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Signatures that real senders make are believed; with one bit of anything flipped, none is. */
class SenderTest {

    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_753_950_452L);
    private static final String SECRET = "my-webhook-secret";
    private static final String WHSEC = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDY8TvTSBq0qk=";

    /**
     * A signed delivery.
     *
     * @param vital headers that the signature depends on
     */
    private record Vector(
            String name, AuthMode mode, String secret, Map<String, String> headers, String body, List<String> vital) {

        Optional<String> doubt(Map<String, String> sent, byte[] bytes) {
            return SenderTest.doubt(mode, secret, sent, bytes, SIGNED_AT);
        }
    }

    private static Optional<String> doubt(
            AuthMode mode, String secret, Map<String, String> headers, byte[] body, Instant now) {
        var auth =
                new ChannelAuth(mode, Optional.of("ci"), Optional.of("X-Webhook-Secret"), Optional.empty(), List.of());
        return new Sender(new Headers(headers), body, now, Duration.ofMinutes(5), Duration.ofMinutes(15))
                .doubt(auth, List.of("another-secret-before", secret));
    }

    private static Stream<Vector> vectors() throws Exception {
        String standard = new Webhook(WHSEC).sign("msg_1", SIGNED_AT.getEpochSecond(), "{\"a\": 1}");
        return Stream.of(
                // The example of GitHub's documentation, "Validating webhook deliveries".
                new Vector(
                        "GitHub",
                        AuthMode.GITHUB_HMAC,
                        "It's a Secret to Everybody",
                        Map.of(
                                "X-Hub-Signature-256",
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
                        "Hello, World!",
                        List.of("X-Hub-Signature-256")),
                new Vector(
                        "MLflow",
                        AuthMode.MLFLOW_HMAC,
                        SECRET,
                        Map.of(
                                "X-MLflow-Delivery-Id", "00000000-0000-4000-8000-000000000002",
                                "X-MLflow-Timestamp", "1753950452",
                                "X-MLflow-Signature", "v1,T9vyyR+mYiglxj7qn8d8aqyJT9dSZ8k3oC2e4PmTZgs="),
                        "{\"entity\": \"model_version\"}",
                        List.of("X-MLflow-Delivery-Id", "X-MLflow-Timestamp", "X-MLflow-Signature")),
                new Vector(
                        "W&B in hexadecimal",
                        AuthMode.WANDB_HMAC,
                        SECRET,
                        Map.of("X-Wandb-Signature", "6a109d526c11d87ba77622ebc3219ef56f64629cb19ce0746db71d26a613cd51"),
                        "{\"event_type\": \"LINK_ARTIFACT\"}",
                        List.of("X-Wandb-Signature")),
                new Vector(
                        "W&B in Base64",
                        AuthMode.WANDB_HMAC,
                        SECRET,
                        Map.of("X-Wandb-Signature", "ahCdUmwR2HundiLrwyGe9W9kYpyxnOB0bbcdJqYTzVE="),
                        "{\"event_type\": \"LINK_ARTIFACT\"}",
                        List.of("X-Wandb-Signature")),
                new Vector(
                        "Standard Webhooks",
                        AuthMode.STANDARD_WEBHOOKS,
                        WHSEC,
                        Map.of(
                                "webhook-id",
                                "msg_1",
                                "webhook-timestamp",
                                String.valueOf(SIGNED_AT.getEpochSecond()),
                                "webhook-signature",
                                standard),
                        "{\"a\": 1}",
                        List.of("webhook-id", "webhook-timestamp", "webhook-signature")));
    }

    @TestFactory
    Stream<DynamicTest> aSignatureIsBelieved() throws Exception {
        return vectors()
                .map(v -> dynamicTest(
                        v.name(),
                        () -> assertThat(v.doubt(v.headers(), v.body().getBytes(StandardCharsets.UTF_8)))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> oneFlippedBitIsNot() throws Exception {
        return vectors()
                .flatMap(vector -> flips(vector).stream()
                        .map(flip -> dynamicTest(
                                vector.name() + ", " + flip.what(),
                                () -> assertThat(vector.doubt(flip.headers(), flip.body()))
                                        .isPresent())));
    }

    private record Flip(String what, Map<String, String> headers, byte[] body) {}

    /** Each bit of the body, and of each header that the signature depends on, on its own; where the result is no text, it could not be sent. */
    private static List<Flip> flips(Vector vector) {
        byte[] body = vector.body().getBytes(StandardCharsets.UTF_8);
        List<Flip> flips = new ArrayList<>();
        for (int bit = 0; bit < body.length * 8; bit++) {
            flips.add(new Flip("bit %d of the body".formatted(bit), vector.headers(), flipped(body, bit)));
        }
        for (String header : vector.vital()) {
            byte[] value = vector.headers().get(header).getBytes(StandardCharsets.US_ASCII);
            for (int bit = 0; bit < value.length * 8; bit++) {
                String changed = new String(flipped(value, bit), StandardCharsets.ISO_8859_1);
                Map<String, String> headers = new HashMap<>(vector.headers());
                headers.put(header, changed);
                flips.add(new Flip("bit %d of %s".formatted(bit, header), headers, body));
            }
        }
        return flips;
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return changed;
    }

    @Test
    void aDeliveryOfYesterdayIsNotBelieved() throws Exception {
        for (Vector vector : vectors().filter(v -> v.vital().size() == 3).toList()) {
            byte[] body = vector.body().getBytes(StandardCharsets.UTF_8);
            Instant late = SIGNED_AT.plus(
                    vector.mode() == AuthMode.MLFLOW_HMAC ? Duration.ofMinutes(15) : Duration.ofMinutes(5));
            assertThat(doubt(vector.mode(), vector.secret(), vector.headers(), body, late))
                    .isEmpty();
            assertThat(doubt(vector.mode(), vector.secret(), vector.headers(), body, late.plusMillis(1)))
                    .hasValueSatisfying(why -> assertThat(why).contains("too far from now"));
            assertThat(doubt(vector.mode(), vector.secret(), vector.headers(), body, SIGNED_AT.minusSeconds(301)))
                    .isPresent();
        }
    }

    @Test
    void secretsInHeaders() {
        String basic = "Basic " + Base64.getEncoder().encodeToString(("ci:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(sent(AuthMode.BASIC, "Authorization", basic)).isEmpty();
        assertThat(sent(AuthMode.BASIC, "Authorization", basic + "x")).isPresent();
        assertThat(sent(AuthMode.BEARER, "authorization", "Bearer " + SECRET)).isEmpty();
        assertThat(sent(AuthMode.BEARER, "Authorization", "Bearer another")).isPresent();
        assertThat(sent(AuthMode.HEADER_EQUALS, "x-webhook-secret", SECRET)).isEmpty();
        assertThat(sent(AuthMode.HEADER_EQUALS, "X-Webhook-Secret", ""))
                .hasValue("the header X-Webhook-Secret is missing");
        assertThat(sent(AuthMode.BEARER, "Authorization", "Bearer another-secret-before"))
                .isEmpty();
    }

    private static Optional<String> sent(AuthMode mode, String header, String value) {
        return doubt(mode, SECRET, Map.of(header, value), new byte[0], SIGNED_AT);
    }

    @Test
    void whatHeadersAreDoesNotShowTheirValues() {
        var headers = new Headers(Map.of("Authorization", "Bearer " + SECRET, "X-GitHub-Event", "push"));
        assertThat(headers.toString()).doesNotContain(SECRET);
        assertThat(headers.kept()).isEqualTo(Map.of("x-github-event", "push"));
    }
}
