package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Detection;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DvcTest {

    private final AdapterKit dvc = new AdapterKit(new Dvc());

    private static Message named(String format, String body) {
        return new Detection(Stream.of(new Dvc()))
                .named(format)
                .orElseThrow()
                .read(AdapterKit.delivery(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Reading> readings(Message message) {
        return ((Message.Evidence) message).readings();
    }

    @Test
    void metrics() {
        Reading shown = dvc.reading("metrics-show.json");
        assertThat(shown.verdict()).isEqualTo(Verdict.INFO);
        assertThat(shown.metrics()).isEqualTo(Map.of("auc", 0.83, "by.region.eu", 0.8, "size.json", 12.0));
        assertThat(shown.facets()).isEmpty();
        assertThat(shown.notes()).containsExactly("the metric 'loss' is no finite number and was left out");
    }

    @Test
    void everyRevisionIsAReportAndAnErrorFails() {
        List<Reading> revisions = dvc.readings("metrics-show.revisions.json");
        assertThat(revisions).extracting(Reading::verdict).containsExactly(Verdict.INFO, Verdict.FAIL, Verdict.FAIL);
        assertThat(revisions)
                .extracting(Reading::facets)
                .containsExactly(Map.of(), Map.of("branch", "main"), Map.of("commit", "2f1c0d9"));
        assertThat(revisions).extracting(Reading::key).doesNotHaveDuplicates();
        assertThat(revisions.getFirst().metrics()).isEqualTo(Map.of("auc", 0.83, "b.json.auc", 0.81, "b.json.n", 4.0));
        assertThat(revisions.get(1).notes()).containsExactly("FileNotFoundError: a.json is not there");
    }

    @Test
    void differences() {
        Reading diff = dvc.reading("metrics-diff.json");
        assertThat(diff.verdict()).isEqualTo(Verdict.INFO);
        assertThat(diff.metrics())
                .isEqualTo(Map.of("auc", 0.83, "auc.delta", 0.03, "size.json", 12.0, "size.json.delta", 2.0));
    }

    @Test
    void dataThatIsNotAsCommittedFails() {
        Reading status = dvc.reading("data-status.json");
        assertThat(status.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(status.metrics())
                .isEqualTo(Map.of(
                        "not_in_cache", 1.0,
                        "committed.added", 1.0,
                        "committed.renamed", 1.0,
                        "uncommitted.modified", 2.0,
                        "unchanged", 1.0));
        assertThat(status.data()).isEqualTo(Map.of("notInCache", List.of("data/raw.csv")));
    }

    @Test
    void aCleanWorkspaceIsNothingOrUnchanged() {
        assertThat(dvc.reading("data-status.unchanged.json").verdict()).isEqualTo(Verdict.PASS);
        assertThat(dvc.formatOf("{}")).isEmpty();
        Reading clean = readings(named("dvc.data-status", "{}")).getFirst();
        assertThat(clean.verdict()).isEqualTo(Verdict.PASS);
        assertThat(clean.metrics()).isEmpty();
    }

    @Test
    void whatIsNamedDataStatusAndIsNoneIsRefused() {
        for (String body : List.of("[]", "{\"auc\":1}", "{\"committed\":{},\"other\":[]}")) {
            assertThatThrownBy(() -> named("dvc.data-status", body))
                    .isInstanceOf(Unreadable.class)
                    .hasMessage("this is not what dvc data status --json prints");
        }
    }

    @Test
    void nothingToShowIsNoReport() {
        assertThat(named("dvc.metrics-show", "{}")).isInstanceOf(Message.Nothing.class);
        assertThat(readings(named("dvc.metrics-diff", "{}")).getFirst().metrics())
                .isEmpty();
    }

    @Test
    void aLockFile() {
        Reading lock = dvc.reading("lock.yaml");
        assertThat(lock.verdict()).isEqualTo(Verdict.PASS);
        assertThat(lock.summary()).hasValue("2 stages have run");
        assertThat(lock.metrics()).isEqualTo(Map.of("params.train.seed", 42.0));
        assertThat(lock.subject()).isEmpty();
        assertThat(lock.data())
                .isEqualTo(Map.of(
                        "stages",
                        List.of("prepare", "train"),
                        "deps",
                        Map.of("data/raw", "md5:11111111111111111111111111111111.dir"),
                        "outs",
                        Map.of(
                                "data/train",
                                "md5:22222222222222222222222222222222.dir",
                                "model.pkl",
                                "md5:33333333333333333333333333333333")));
    }

    @Test
    void theOnlyOutputIsTheSubject() {
        assertThat(dvc.reading("lock.single.yaml").subject())
                .hasValue(
                        new Subject("data/raw", Optional.empty(), Optional.of("md5:11111111111111111111111111111111")));
    }

    @Test
    void theTableOfExperiments() {
        List<Reading> rows = dvc.readings("exp-show.json");
        assertThat(rows)
                .extracting(Reading::verdict)
                .containsExactly(Verdict.INFO, Verdict.INFO, Verdict.PASS, Verdict.FAIL, Verdict.PENDING);
        Reading experiment = rows.get(2);
        assertThat(experiment.metrics()).isEqualTo(Map.of("auc", 0.86));
        assertThat(experiment.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(experiment.facets())
                .isEqualTo(Map.of(
                        "commit", "7777777777777777777777777777777777777777",
                        "experiment", "deep-owl",
                        "status", "success"));
        assertThat(experiment.data())
                .isEqualTo(Map.of(
                        "deps", Map.of("data/train", "22222222222222222222222222222222.dir"),
                        "outs", Map.of("model.pkl", "33333333333333333333333333333333"),
                        "params", Map.of("train.seed", 42)));
        assertThat(rows.get(1).facets()).containsEntry("branch", "main");
        assertThat(rows.get(3).notes()).containsExactly("YAMLFileCorruptedError: unable to read: 'params.yaml'");
        assertThat(rows).extracting(Reading::key).doesNotHaveDuplicates();
    }

    @Test
    void signsFitNothingElse() {
        for (String body : List.of(
                "{\"data\":{\"a\":1}}",
                "{\"run\":{\"data\":{\"metrics\":[]}}}",
                "{\"a\":{\"data\":{}}}",
                "{\"a\":{\"b\":{\"old\":1}}}",
                "{\"a\":{\"b\":{\"old\":1,\"new\":2,\"by\":3}}}",
                "{\"git\":{}}",
                "{\"committed\":true}",
                "[{\"rev\":\"main\"}]",
                "[]")) {
            assertThat(dvc.formatOf(body)).as(body).isEmpty();
        }
    }
}
