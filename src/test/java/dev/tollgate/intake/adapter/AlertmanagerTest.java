package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertmanagerTest {

    private final AdapterKit alertmanager = new AdapterKit(new Alertmanager());

    @Test
    void anAlertThatFires() {
        Reading alert = alertmanager.readings("alerts.json").getFirst();
        assertThat(alert.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(alert.summary()).hasValue("DataDrift firing: half of the columns drifted");
        assertThat(alert.key()).isEqualTo("0a1b2c3d4e5f6071\n2026-03-02T10:00:00Z\nfiring");
        assertThat(alert.subject()).hasValue(new Subject("churn", Optional.of("7"), Optional.empty()));
        assertThat(alert.metrics()).isEqualTo(Map.of("value", 0.52));
        assertThat(alert.url()).hasValue("https://prometheus.acme.example/graph?g0.expr=drift_share");
        assertThat(alert.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(alert.finishedAt()).isEmpty();
        assertThat(alert.producer()).hasValue("https://alerts.acme.example");
        assertThat(alert.facets())
                .isEqualTo(Map.of(
                        "alert", "DataDrift",
                        "status", "firing",
                        "severity", "critical",
                        "model", "churn",
                        "model_version", "7",
                        "environment", "churn-prod",
                        "namespace", "churn-prod",
                        "service", "churn-api",
                        "receiver", "gates"));
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void anAlertThatIsResolved() {
        Reading alert = alertmanager.readings("alerts.json").getLast();
        assertThat(alert.verdict()).isEqualTo(Verdict.PASS);
        assertThat(alert.subject()).isEmpty();
        assertThat(alert.url()).hasValue("https://alerts.acme.example");
        assertThat(alert.finishedAt()).hasValue(Instant.parse("2026-03-02T09:30:00Z"));
        assertThat(alert.facets()).containsEntry("environment", "staging");
    }

    @Test
    void theEndOfAnAlertThatFiresIsAGuess() {
        String body = alertmanager.text("alerts.json").replace("0001-01-01T00:00:00Z", "2026-03-02T12:00:00Z");
        List<Reading> alerts = ((Message.Evidence) alertmanager.messageOf(body)).readings();
        assertThat(alerts.getFirst().finishedAt()).isEmpty();
    }

    @Test
    void repeatsHaveTheSameKeyAndTheNextTimeAnother() {
        String body = alertmanager.text("alerts.json");
        assertThat(alertmanager.readingOf(body.replace("half", "most")).key())
                .isEqualTo(alertmanager.readingOf(body).key());
        assertThat(alertmanager
                        .readingOf(body.replace("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"))
                        .key())
                .isNotEqualTo(alertmanager.readingOf(body).key());
    }

    @Test
    void noAlertIsNoEvidence() {
        assertThat(alertmanager.messageOf("{\"version\": \"4\", \"groupKey\": \"g\", \"alerts\": []}"))
                .isEqualTo(new Message.Nothing("the delivery holds no report"));
    }
}
