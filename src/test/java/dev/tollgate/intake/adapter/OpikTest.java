package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpikTest {

    private final AdapterKit opik = new AdapterKit(new Opik());

    @Test
    void everyExperimentIsAReportOfItsOwn() {
        List<Reading> experiments = opik.readings("experiment-finished.json");
        assertThat(experiments).extracting(Reading::run).containsExactly(Optional.of("ex-1"), Optional.of("ex-2"));
        assertThat(experiments)
                .extracting(Reading::key)
                .containsExactly("experiment\nwh-1\nex-1", "experiment\nwh-1\nex-2");
        Reading first = experiments.getFirst();
        assertThat(first.verdict()).isEqualTo(Verdict.INFO);
        assertThat(first.metrics()).isEqualTo(Map.of("accuracy", 0.92));
        assertThat(first.author()).hasValue("s-haddad");
        assertThat(first.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(first.facets())
                .isEqualTo(Map.of(
                        "alert", "Production",
                        "dataset", "ds-1",
                        "event", "experiment:finished",
                        "experiment", "triage-eval"));
        assertThat(new String(first.bytes(), StandardCharsets.UTF_8))
                .startsWith("{")
                .contains("ex-1")
                .doesNotContain("ex-2");
    }

    @Test
    void withoutTheEnvelopeNothingIsMadeUp() {
        Reading experiment = opik.reading("experiment-finished.metadata.json");
        assertThat(experiment.key()).isEqualTo("experiment\n2026-03-02T10:10:00Z\nex-1");
        assertThat(experiment.facets()).isEqualTo(Map.of("dataset", "ds-1", "experiment", "triage-eval"));
        Reading alert = opik.reading("alert.metadata.json");
        assertThat(alert.finishedAt()).isEmpty();
        assertThat(alert.facets()).isEqualTo(Map.of("event", "trace:latency", "project", "Support"));
    }

    @Test
    void anAlertFails() {
        Reading alert = opik.reading("alert.json");
        assertThat(alert.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(alert.key()).isEqualTo("alert\nwh-1");
        assertThat(alert.metrics())
                .isEqualTo(Map.of("events", 1.0, "trace:latency", 5250.5, "trace:latency.threshold", 5000.0));
        assertThat(alert.finishedAt()).hasValue(Instant.parse("2026-03-02T10:15:00Z"));
        assertThat(alert.author()).isEmpty();
        assertThat(alert.facets())
                .isEqualTo(Map.of("alert", "Production", "event", "trace:latency", "project", "Support"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace:errors",
                "trace:cost",
                "trace:feedback_score",
                "trace_thread:feedback_score",
                "trace:guardrails_triggered"
            })
    void everyKindOfAlertFails(String event) {
        String body =
                opik.text("alert.json").replace("\"eventType\": \"trace:latency\"", "\"eventType\": \"" + event + "\"");
        assertThat(opik.readingOf(body).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatUsersWroteIsNotKept() {
        Reading alert = opik.reading("alert.errors.json");
        assertThat(alert.metrics()).isEqualTo(Map.of("events", 4.0));
        assertThat(alert.data().toString() + alert.facets() + alert.summary()).doesNotContain("secret");
    }

    @Test
    void prompts() {
        Reading committed = opik.reading("prompt.json");
        assertThat(committed.verdict()).isEqualTo(Verdict.INFO);
        assertThat(committed.subject()).hasValue(new Subject("pr-1", Optional.of("abc12345"), Optional.empty()));
        assertThat(committed.author()).hasValue("s-haddad");
        Reading deleted = opik.reading("prompt.deleted.json");
        assertThat(deleted.subject()).hasValue(new Subject("triage", Optional.of("abc12345"), Optional.empty()));
        assertThat(deleted.author()).hasValue("k-ito");
    }

    @Test
    void whatIsNoEvidence() {
        assertThat(opik.messageOf(opik.text("other.json")))
                .isEqualTo(new Message.Nothing("the Opik event dataset:changed is no evidence"));
        assertThat(opik.messageOf("{\"hello\":1}", "User-Agent", "Opik-Webhook/1.0"))
                .isEqualTo(new Message.Nothing("the Opik event sent is no evidence"));
        assertThat(opik.messageOf(opik.text("alert.json"), "User-Agent", "Opik-Webhook/1.0"))
                .isInstanceOf(Message.Evidence.class);
    }

    @Test
    void anExperimentWithoutItsIdIsRefused() {
        String body = opik.text("experiment-finished.json").replace("\"id\": \"ex-2\",", "");
        assertThatThrownBy(() -> opik.readingOf(body)).isInstanceOf(Unreadable.class);
    }
}
