package dev.tollgate.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.gate.GateAnswer;
import dev.tollgate.intake.Message;
import dev.tollgate.lifecycle.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment that waits on GitHub is approved or rejected as the gate stands. */
class GitHubRuleTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:30:00Z");
    private static final KeyPair KEYS = keys();

    record Config(Optional<String> appId, Optional<String> privateKey, URI apiUrl) implements GitHubConfig {}

    private final Desks desks = new Desks(10);

    @AfterEach
    void stop() {
        desks.close();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String type, byte[] key) {
        return "-----BEGIN %sPRIVATE KEY-----\n%s\n-----END %sPRIVATE KEY-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(key), type);
    }

    /** As PKCS #8, and without what PKCS #8 puts around the key: as GitHub gives it for download. */
    private static String pem(boolean wrapped) {
        byte[] pkcs8 = KEYS.getPrivate().getEncoded();
        return wrapped ? pem("", pkcs8) : pem("RSA ", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    }

    private GitHubRule rule(GateAnswer gate, URI api) {
        return rule(gate, new Config(Optional.of("4711"), Optional.of(pem(false)), api));
    }

    private GitHubRule rule(GateAnswer gate, GitHubConfig config) {
        Gates gates = (project, phase) -> gate;
        return new GitHubRule(gates, config, desks.calls, desks.messenger, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Message.Question question(String callback) {
        return new Message.Question(
                GitHubRule.KIND,
                new HashMap<>(Map.of(
                        "environment", "production",
                        "callback", callback,
                        "installation", "777",
                        "repository", "acme/churn",
                        "repositoryId", "5150")));
    }

    private static Message.Question question(URI api) {
        return question(api + "/repos/acme/churn/actions/runs/9001/deployment_protection_rule");
    }

    private static String ask(GitHubRule rule, Message.Question question) {
        return rule.answer(Desks.CHANNEL, question, "churn", Phase.DEPLOY).done();
    }

    @Test
    void aBlockedGateRejectsWithItsReasons() throws IOException {
        try (Recorded github = Recorded.exchange("github-rejected")) {
            String done = ask(rule(Desks.BLOCKED, github.url()), question(github.url()));

            assertThat(done)
                    .isEqualTo(
                            "GitHub is told that gate deploy of churn is NOT_READY, 2 unmet: deploy.rollback, deploy.monitoring");
            desks.await(Tool.GITHUB, Outcome.BLOCKED);
            github.check();
        }
    }

    @Test
    void aGateThatStandsApproves() throws IOException {
        try (Recorded github = Recorded.exchange("github-approved")) {
            ask(rule(Desks.PASSED, github.url()), question(github.url()));

            desks.await(Tool.GITHUB, Outcome.PASSED);
            github.check();
        }
    }

    @Test
    void theAppShowsWhoItIsForAFewMinutes() throws IOException, GeneralSecurityException {
        try (Recorded github = Recorded.exchange("github-approved")) {
            ask(rule(Desks.PASSED, github.url()), question(github.url()));
            desks.await(Tool.GITHUB, Outcome.PASSED);

            String[] parts = github.authorizations()
                    .getFirst()
                    .substring("Bearer ".length())
                    .split("\\.");
            assertThat(decoded(parts[0])).isEqualTo(new ObjectMapper().readTree("{\"alg\":\"RS256\",\"typ\":\"JWT\"}"));
            JsonNode claims = decoded(parts[1]);
            assertThat(claims.path("iss").asText()).isEqualTo("4711");
            assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond() - 60);
            assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 540);
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(KEYS.getPublic());
            rsa.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            assertThat(rsa.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        }
    }

    private static JsonNode decoded(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    @Test
    void whatPassesIsTriedAgain() throws IOException {
        try (Recorded github = Recorded.exchange("github-down-once")) {
            ask(rule(Desks.BLOCKED, github.url()), question(github.url()));

            desks.await(Tool.GITHUB, Outcome.BLOCKED);
            github.check();
        }
    }

    @Test
    void whatDoesNotPassIsNot() throws IOException {
        try (Recorded github = Recorded.exchange("github-denied")) {
            ask(rule(Desks.BLOCKED, github.url()), question(github.url()));

            desks.await(Tool.GITHUB, Outcome.FAILED);
            github.check();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothFormsOfAKeyAreRead(boolean wrapped) {
        assertThat(AppKey.read(pem(wrapped)).token("1", NOW))
                .isEqualTo(AppKey.read(pem(wrapped).replace("\n", "\\n")).token("1", NOW))
                .isEqualTo(AppKey.read(pem(!wrapped)).token("1", NOW));
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingQuoted() {
        for (String text : new String[] {"not-a-key", pem("", new byte[300]), pem("EC ", new byte[300])}) {
            assertThatThrownBy(() -> AppKey.read(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tollgate.github.private-key is no RSA private key in PEM");
        }
        assertThat(AppKey.read(pem(true))).hasToString("the key of a GitHub App");
    }

    @Test
    void withoutCredentialsNobodyIsTold() {
        URI api = URI.create("https://api.github.com");
        for (Config config : new Config[] {
            new Config(Optional.empty(), Optional.of(pem(true)), api),
            new Config(Optional.of("1"), Optional.empty(), api)
        }) {
            assertThat(ask(rule(Desks.PASSED, config), question(api)))
                    .isEqualTo(
                            "not answered: this service has no credentials of a GitHub App (tollgate.github.app-id, private-key)");
        }
        assertThat(desks.count(Tool.GITHUB, Outcome.FAILED)).isEqualTo(2);
    }

    /** Whoever can write to the channel must not have the app's token sent anywhere, nor used for anything else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://evil.example/repos/acme/churn/actions/runs/1/deployment_protection_rule
            http://api.github.com/repos/acme/churn/actions/runs/1/deployment_protection_rule
            https://api.github.com:8443/repos/acme/churn/actions/runs/1/deployment_protection_rule
            https://api.github.com@evil.example/repos/acme/churn/actions/runs/1/deployment_protection_rule
            https://x:y@api.github.com/repos/acme/churn/actions/runs/1/deployment_protection_rule
            https://api.github.com/repos/acme/churn/dispatches
            https://api.github.com/repos/acme/churn/actions/runs/1/../2/deployment_protection_rule
            https://api.github.com/repos/../churn/actions/runs/1/deployment_protection_rule
            https://api.github.com/repos/acme/churn/actions/runs/1/deployment_protection_rule?x=1
            https://api.github.com/repos/acme%2Fchurn/x/actions/runs/1/deployment_protection_rule
            //api.github.com/repos/acme/churn/actions/runs/1/deployment_protection_rule
            mailto:someone
            not a url
            """)
    void aCallbackElsewhereIsNotCalled(String callback) {
        URI api = URI.create("https://api.github.com");

        assertThat(ask(rule(Desks.PASSED, api), question(callback)))
                .isEqualTo("not answered: its callback is no deployment protection rule of https://api.github.com");
        assertThat(desks.count(Tool.GITHUB, Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void anInstallationThatIsNoNumberIsNotAskedFor() {
        URI api = URI.create("https://api.github.com");
        Message.Question question = question(api);
        question.particulars().put("installation", "7/../8");

        assertThat(ask(rule(Desks.PASSED, api), question)).isEqualTo("not answered: the installation is not a number");
    }

    @Test
    void moreThanFitAreNotTakenOn() {
        try (Desks full = new Desks(0)) {
            URI api = URI.create("https://api.github.com");
            var rule = new GitHubRule(
                    (project, phase) -> Desks.PASSED,
                    new Config(Optional.of("1"), Optional.of(pem(true)), api),
                    full.calls,
                    full.messenger,
                    Clock.fixed(NOW, ZoneOffset.UTC));

            assertThat(ask(rule, question(api)))
                    .isEqualTo("not answered: too many answers are under way; have it delivered again");
            assertThat(full.count(Tool.GITHUB, Outcome.FAILED)).isEqualTo(1);
        }
    }
}
