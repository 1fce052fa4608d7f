package dev.tollgate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.intake.Message;
import dev.tollgate.lifecycle.Phase;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A merge request's external status check passes or fails as the gate stands. */
class GitLabCheckTest {

    record Config(Optional<URI> url, Optional<String> token) implements GitLabConfig {}

    private final Desks desks = new Desks(10);
    private final Map<String, String> asked = new HashMap<>(Map.of(
            "statusCheck", "3",
            "mergeRequest", "7",
            "gitlabProject", "60",
            "commit", "9f0e1d2c3b4a59687766554433221100ffeeddcc"));

    @AfterEach
    void stop() {
        desks.close();
    }

    private String ask(GateAnswer gate, GitLabConfig config) {
        Gates gates = (project, phase) -> gate;
        return new GitLabCheck(gates, config, desks.calls, desks.messenger)
                .answer(Desks.CHANNEL, new Message.Question(GitLabCheck.KIND, asked), "churn", Phase.DEPLOY)
                .done();
    }

    private String ask(GateAnswer gate, URI url) {
        return ask(gate, new Config(Optional.of(url), Optional.of("glpat-made-up-for-this-test")));
    }

    @Test
    void aBlockedGateFailsIt() throws IOException {
        try (Recorded gitlab = Recorded.exchange("gitlab-failed")) {
            assertThat(ask(Desks.BLOCKED, gitlab.url()))
                    .isEqualTo(
                            "GitLab is told that gate deploy of churn is NOT_READY, 2 unmet: deploy.rollback, deploy.monitoring");

            desks.await(Tool.GITLAB, Outcome.BLOCKED);
            gitlab.check();
        }
    }

    @Test
    void aGateThatStandsPassesIt() throws IOException {
        try (Recorded gitlab = Recorded.exchange("gitlab-passed")) {
            assertThat(ask(Desks.PASSED, URI.create(gitlab.url() + "/")))
                    .isEqualTo("GitLab is told that gate deploy of churn is PASSED");

            desks.await(Tool.GITLAB, Outcome.PASSED);
            gitlab.check();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab-down", "gitlab-denied"})
    void itIsGivenUpAfterAFewAttempts(String exchange) throws IOException {
        try (Recorded gitlab = Recorded.exchange(exchange)) {
            ask(Desks.BLOCKED, gitlab.url());

            desks.await(Tool.GITLAB, Outcome.FAILED);
            gitlab.check();
        }
    }

    @Test
    void nobodyThereIsAFailure() throws IOException {
        Recorded gone = Recorded.exchange("gitlab-passed");
        gone.close();

        ask(Desks.PASSED, gone.url());

        desks.await(Tool.GITLAB, Outcome.FAILED);
        assertThat(gone.calls()).isZero();
    }

    @Test
    void withoutCredentialsNobodyIsTold() {
        assertThat(ask(Desks.PASSED, new Config(Optional.empty(), Optional.empty())))
                .isEqualTo("not answered: this service has no credentials for GitLab (tollgate.gitlab.url, token)");
        assertThat(desks.count(Tool.GITLAB, Outcome.FAILED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statusCheck", "mergeRequest", "gitlabProject"})
    void whatIsNoNumberIsNotPutIntoAPath(String name) {
        asked.put(name, "7/../../users");

        assertThat(ask(Desks.PASSED, URI.create("https://gitlab.example")))
                .isEqualTo("not answered: the %s is not a number".formatted(name));
    }
}
