package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeptuneTest {

    private final AdapterKit neptune = new AdapterKit(new Neptune());

    @Test
    void everyRunIsAReport() {
        List<Reading> runs = neptune.readings("exporter-rows.json");
        assertThat(runs).extracting(Reading::run).containsExactly(Optional.of("CH-7"), Optional.of("CH-8"));
        assertThat(runs).extracting(Reading::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(runs).extracting(Reading::key).doesNotHaveDuplicates();
        Reading first = runs.getFirst();
        assertThat(first.metrics()).isEqualTo(Map.of("auc", 0.85));
        assertThat(first.summary()).hasValue("run CH-7 train-77");
        assertThat(first.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(first.finishedAt()).hasValue(Instant.parse("2026-03-02T10:12:00Z"));
        assertThat(first.author()).hasValue("k-ito");
        assertThat(first.facets()).isEqualTo(Map.of("experiment", "train-77", "project", "acme/churn"));
        assertThat(first.data()).isEqualTo(Map.of("config", Map.of("depth", 8)));
        assertThat(first.notes()).containsExactly("1 rows without run_id or attribute_path were left out");
    }

    @Test
    void rowsMayBeLinesAndOnlyMetricsAreMetrics() {
        Reading run = neptune.reading("exporter-rows.lines.jsonl");
        assertThat(run.verdict()).isEqualTo(Verdict.INFO);
        assertThat(run.metrics()).isEqualTo(Map.of("auc", 0.83));
        String one =
                neptune.text("exporter-rows.lines.jsonl").lines().findFirst().orElseThrow();
        assertThat(neptune.readingOf(one).run()).hasValue("CH-9");
    }

    @Test
    void rowsWithoutRunsAreNoReport() {
        assertThat(neptune.messageOf("[{\"run_id\":null,\"attribute_path\":\"a\",\"attribute_type\":\"int\"}]"))
                .isEqualTo(new Message.Nothing("the delivery holds no report"));
    }
}
