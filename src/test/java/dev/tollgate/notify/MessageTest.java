package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is signed here, receivers verify with the library of Standard Webhooks. */
class MessageTest {

    private static final byte[] BODY = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);

    private final Secret secret = Secret.fresh();
    private final Message message = new Message("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a57/41", BODY);

    /** The worked example that the libraries of Standard Webhooks share. */
    @Test
    void theSignatureIsThatOfTheSharedVector() {
        var shared = new Secret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        var vector =
                new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(vector.headers(List.of(shared), Instant.ofEpochSecond(1_614_265_330)))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aReceiverVerifiesIt() {
        assertThatCode(() -> verify(secret, message.headers(List.of(secret), Instant.now()), BODY))
                .doesNotThrowAnyException();
    }

    @Test
    void duringARotationBothSecretsVerify() {
        Secret old = Secret.fresh();
        Map<String, String> headers = message.headers(List.of(secret, old), Instant.now());

        assertThat(headers.get("webhook-signature").split(" ")).hasSize(2);
        assertThatCode(() -> verify(secret, headers, BODY)).doesNotThrowAnyException();
        assertThatCode(() -> verify(old, headers, BODY)).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(Secret.fresh(), headers, BODY))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void anotherBodyIdOrTimeDoesNotVerify() {
        Map<String, String> headers = message.headers(List.of(secret), Instant.now());
        byte[] other = "{\"name\":\"Zoe\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> verify(secret, headers, other)).isInstanceOf(WebhookVerificationException.class);
        for (String header : List.of("webhook-id", "webhook-timestamp")) {
            Map<String, String> changed = Map.of(
                    "webhook-id", header.equals("webhook-id") ? "other" : headers.get("webhook-id"),
                    "webhook-timestamp",
                            header.equals("webhook-id")
                                    ? headers.get("webhook-timestamp")
                                    : Long.toString(Instant.now().getEpochSecond() - 7),
                    "webhook-signature", headers.get("webhook-signature"));
            assertThatThrownBy(() -> verify(secret, changed, BODY)).isInstanceOf(WebhookVerificationException.class);
        }
    }

    @Test
    void aSecretIsThirtyTwoBytesAndTellsNothingOfItselfInALog() {
        assertThat(secret.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secret.keyId()).matches("[0-9a-f]{12}");
        assertThat(secret.toString()).isEqualTo("secret " + secret.keyId());
        assertThat(secret.text()).isNotEqualTo(Secret.fresh().text());
    }

    static void verify(Secret secret, Map<String, String> headers, byte[] body) throws Exception {
        Map<String, List<String>> all = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        new Webhook(secret.text())
                .verify(new String(body, StandardCharsets.UTF_8), HttpHeaders.of(all, (name, value) -> true));
    }
}
