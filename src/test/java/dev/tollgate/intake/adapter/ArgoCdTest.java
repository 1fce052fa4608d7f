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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgoCdTest {

    private static final String REVISION = "77aa0d9be1a34c5f8a6b7c8d9e0f112233445566";

    private final AdapterKit argocd = new AdapterKit(new ArgoCd());

    @Test
    void aDeploymentThatWentWell() {
        Reading app = argocd.reading("application.synced.json");
        assertThat(app.verdict()).isEqualTo(Verdict.PASS);
        assertThat(app.summary())
                .hasValue("churn-api: Succeeded, Healthy, Synced, successfully synced (all tasks run)");
        assertThat(app.subject()).hasValue(new Subject("churn-api", Optional.of(REVISION), Optional.empty()));
        assertThat(app.metrics()).isEqualTo(Map.of("resources.healthy", 2.0));
        assertThat(app.url()).hasValue("https://churn.acme.example");
        assertThat(app.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(app.finishedAt()).hasValue(Instant.parse("2026-03-02T10:01:30Z"));
        assertThat(app.author()).hasValue("a-ruiz");
        assertThat(app.facets())
                .isEqualTo(Map.ofEntries(
                        Map.entry("service", "churn-api"),
                        Map.entry("environment", "churn-prod"),
                        Map.entry("cluster", "https://kubernetes.default.svc"),
                        Map.entry("project", "ml"),
                        Map.entry("repository", "acme/deploy"),
                        Map.entry("branch", "main"),
                        Map.entry("commit", REVISION),
                        Map.entry("status", "Succeeded"),
                        Map.entry("health", "Healthy"),
                        Map.entry("sync", "Synced")));
        assertThat(app.data()).isEqualTo(Map.of("images", List.of("registry.acme.example/churn-api:1.4.0")));
        assertThat(app.notes()).isEmpty();
    }

    @Test
    void aDeploymentOfSeveralSourcesThatFailed() {
        Reading app = argocd.reading("application.failed.yaml");
        assertThat(app.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(app.subject().orElseThrow().version()).hasValue("88bb0d9be1a34c5f8a6b7c8d9e0f112233445566");
        assertThat(app.author()).isEmpty();
        assertThat(app.producer()).hasValue("proj:ml:release");
        assertThat(app.facets()).containsEntry("repository", "acme/deploy").containsEntry("cluster", "prod-eu");
    }

    @Test
    void healthAloneProvesNoDeployment() {
        Reading app = argocd.reading("application.bare.yaml");
        assertThat(app.verdict()).isEqualTo(Verdict.INFO);
        assertThat(app.subject()).isEmpty();
        assertThat(app.finishedAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Succeeded, Healthy, Synced, PASS",
        "Succeeded, Healthy, OutOfSync, WARN",
        "Succeeded, Healthy, Unknown, NEUTRAL",
        "Succeeded, Degraded, Synced, FAIL",
        "Succeeded, Missing, OutOfSync, FAIL",
        "Succeeded, Progressing, Synced, PENDING",
        "Succeeded, Suspended, Synced, NEUTRAL",
        "Succeeded, Unknown, Synced, NEUTRAL",
        "Succeeded, Dizzy, Synced, INFO",
        "Running, Degraded, OutOfSync, PENDING",
        "Terminating, Healthy, Synced, PENDING",
        "Failed, Healthy, Synced, FAIL",
        "Error, Progressing, Synced, FAIL"
    })
    void states(String phase, String health, String sync, Verdict verdict) {
        String body = argocd.text("application.synced.json")
                .replace("\"phase\": \"Succeeded\"", "\"phase\": \"%s\"".formatted(phase))
                .replace(
                        "\"health\": {\"status\": \"Healthy\", ", "\"health\": {\"status\": \"%s\", ".formatted(health))
                .replace("\"sync\": {\"status\": \"Synced\"", "\"sync\": {\"status\": \"%s\"".formatted(sync));
        assertThat(argocd.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aRecoveryIsAnotherReport() {
        String body = argocd.text("application.synced.json");
        assertThat(argocd.readingOf(body.replace("10:03:00Z", "10:09:00Z")).key())
                .isEqualTo(argocd.readingOf(body).key());
        assertThat(argocd.readingOf(body.replace("10:02:00Z", "10:30:00Z")).key())
                .isNotEqualTo(argocd.readingOf(body).key());
    }

    @Test
    void severalApplicationsAreSeveralReports() {
        String twice = "[%s,%s]"
                .formatted(
                        argocd.text("application.synced.json"),
                        argocd.text("application.synced.json").replace("a001", "a002"));
        List<Reading> all = ((Message.Evidence) argocd.messageOf(twice)).readings();
        assertThat(all).hasSize(2).extracting(Reading::key).doesNotHaveDuplicates();
    }
}
