package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CometTest {

    private final AdapterKit comet = new AdapterKit(new Comet());

    @Test
    void aModelOfTheRegistry() {
        Reading model = comet.reading("model-registry.json");
        assertThat(model.verdict()).isEqualTo(Verdict.INFO);
        assertThat(model.subject()).hasValue(new Subject("acme/churn", Optional.of("1.2.0"), Optional.empty()));
        assertThat(model.facets()).isEqualTo(Map.of("stage", "staging"));
        assertThat(model.data()).isEqualTo(Map.of("stages", List.of("staging")));
    }

    @Test
    void theShapeForGitHubAndSeveralStages() {
        Reading model = comet.reading("model-registry.dispatch.json");
        assertThat(model.subject()).hasValue(new Subject("acme/churn", Optional.of("1.2.0"), Optional.empty()));
        assertThat(model.facets()).isEqualTo(Map.of("event", "model-changed"));
        assertThat(model.data()).isEqualTo(Map.of("stages", List.of("staging", "production")));
    }

    @Test
    void anExperimentEndsWithoutAWordForHow() {
        Reading ended = comet.reading("experiment.json");
        assertThat(ended.verdict()).isEqualTo(Verdict.INFO);
        assertThat(ended.key()).isEqualTo("experiment\n9f2c\n1772446200000");
        assertThat(ended.run()).hasValue("9f2c");
        assertThat(ended.author()).hasValue("s-haddad");
        assertThat(ended.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(ended.facets()).isEqualTo(Map.of("experiment", "train-77", "project", "churn", "workspace", "acme"));
        Reading running = comet.reading("experiment.running.json");
        assertThat(running.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(running.finishedAt()).isEmpty();
    }

    @Test
    void metricsAreTexts() {
        Reading metrics = comet.reading("metrics-summary.json");
        assertThat(metrics.metrics()).isEqualTo(Map.of("auc", 0.83));
        assertThat(metrics.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(metrics.notes()).containsExactly("the metric 'loss' is no finite number and was left out");
    }

    @Test
    void whatHasNoUsableNameIsRefused() {
        assertThatThrownBy(() -> comet.readingOf("{\"workspaceName\":\"acme\",\"registryModelName\":[]}"))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> comet.readingOf("{\"experimentKey\":\" \",\"startTimeMillis\":1}"))
                .isInstanceOf(Unreadable.class);
    }
}
