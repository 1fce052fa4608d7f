package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HuggingFaceTest {

    private static final String REVISION = "227c78346870a85e5de4fff8a585db68df975402";

    private final AdapterKit hub = new AdapterKit(new HuggingFace());

    @Test
    void aPush() {
        Reading push = hub.reading("webhook.json");
        assertThat(push.verdict()).isEqualTo(Verdict.INFO);
        assertThat(push.summary()).hasValue("model acme/churn: repo.content update");
        assertThat(push.subject()).hasValue(new Subject("acme/churn", Optional.of(REVISION), Optional.empty()));
        assertThat(push.url()).hasValue("https://huggingface.co/acme/churn");
        assertThat(push.author())
                .as("the Hub says only whose the repository is")
                .isEmpty();
        assertThat(push.facets())
                .isEqualTo(Map.of(
                        "action", "update",
                        "branch", "main",
                        "commit", REVISION,
                        "event", "repo.content",
                        "repository", "acme/churn",
                        "type", "model"));
        assertThat(push.data()).containsEntry("tags", List.of("tabular-classification"));
        String again = hub.text("webhook.json").replace("\"private\": true", "\"private\": false");
        assertThat(hub.readingOf(again).key()).isEqualTo(push.key());
        String other = hub.text("webhook.json").replace(REVISION, REVISION.replace("22", "33"));
        assertThat(hub.readingOf(other).key()).isNotEqualTo(push.key());
    }

    @Test
    void aDiscussionOfADataSet() {
        Reading discussion = hub.reading("webhook.discussion.json");
        assertThat(discussion.subject()).hasValue(new Subject("acme/orders", Optional.empty(), Optional.empty()));
        assertThat(discussion.url()).hasValue("https://huggingface.co/datasets/acme/orders/discussions/3");
        assertThat(discussion.facets()).containsEntry("dataset", "acme/orders").containsEntry("status", "open");
    }

    @Test
    void evaluationResultsInFrontMatter() {
        Reading results = hub.reading("model-index.md");
        assertThat(results.verdict()).isEqualTo(Verdict.INFO);
        assertThat(results.subject()).hasValue(new Subject("churn", Optional.empty(), Optional.empty()));
        assertThat(results.metrics()).isEqualTo(Map.of("accuracy.acme/orders.test", 0.91, "f1", 0.84));
        assertThat(results.notes())
                .containsExactly(
                        "the metric 'confusion' is not a single number and was left out",
                        "the metric 'accuracy.acme/orders.validation' is no finite number and was left out");
        assertThat(results.url()).hasValue("https://leaderboard.example.com/churn");
        assertThat(results.facets())
                .isEqualTo(Map.of("dataset", "acme/orders", "library", "sklearn", "task", "tabular-classification"));
        assertThat(results.data())
                .containsEntry("license", "apache-2.0")
                .containsEntry("datasets", List.of("acme/orders"));
    }

    @Test
    void frontMatterWithoutResultsIsNotTaken() {
        assertThat(hub.formatOf("---\nlicense: mit\n---\n# Model\n")).isEmpty();
    }
}
