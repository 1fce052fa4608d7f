package dev.tollgate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gate.GateAnswer;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What an answerer stands on, without a service around it. */
final class Desks implements AutoCloseable {

    static final GateAnswer PASSED =
            new GateAnswer("churn", "deploy", true, GateState.PASSED, List.of(), Optional.empty());
    static final GateAnswer BLOCKED = new GateAnswer(
            "churn",
            "deploy",
            false,
            GateState.NOT_READY,
            List.of(
                    new GateAnswer.Reason("deploy.rollback", "Rollback was tried", "no evidence", "platform engineer"),
                    new GateAnswer.Reason(
                            "deploy.monitoring", "Alarms are set", "the last evidence failed", "on-call engineer")),
            Optional.of(Problem.of(ProblemType.GATE_BLOCKED, "Gate deploy of the project is NOT_READY; 2 unmet.")));

    static final Channel CHANNEL = new Channel(
            "deploys",
            new ChannelProfile(
                    "Deploys",
                    List.of("churn"),
                    Optional.empty(),
                    new ChannelAuth(
                            AuthMode.URL_TOKEN, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                    EvidenceOutcome.INCONCLUSIVE,
                    List.of()),
            true,
            Optional.empty(),
            List.of(),
            List.of(),
            "developer",
            Instant.EPOCH,
            Instant.EPOCH);

    record Config(List<Duration> retries, Duration connectTimeout, Duration callTimeout, int most)
            implements AnswerConfig {}

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final AnswerMeters meters = new AnswerMeters(registry);
    final ApiCalls calls;
    final Messenger messenger;

    Desks(int most) {
        var config = new Config(
                List.of(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(5)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                most);
        calls = new ApiCalls(config);
        messenger = new Messenger(meters, config);
    }

    double count(Tool tool, Outcome outcome) {
        return registry.get("tollgate.answers")
                .tag("tool", tool.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.name())
                .counter()
                .count();
    }

    /** Once something has come of one answer. */
    void await(Tool tool, Outcome outcome) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (Arrays.stream(Outcome.values()).allMatch(any -> count(tool, any) == 0)) {
            assertThat(Instant.now()).as("nothing came of it in 30 seconds").isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        for (Outcome other : Outcome.values()) {
            assertThat(count(tool, other)).isEqualTo(other == outcome ? 1 : 0);
        }
    }

    @Override
    public void close() {
        messenger.stop();
        calls.close();
    }
}
