package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfdvTest {

    private final AdapterKit tfdv = new AdapterKit(new Tfdv());

    @Test
    void anomalies() {
        Reading found = tfdv.reading("anomalies.json");
        assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(found.metrics())
                .isEqualTo(Map.of(
                        "anomalies", 2.0,
                        "errors", 1.0,
                        "warnings", 1.0,
                        "drift.trip.age", 0.3,
                        "skew.trip.age", 0.05));
        assertThat(found.data())
                .isEqualTo(Map.of(
                        "anomalies",
                        List.of(
                                Map.of(
                                        "feature", "payment_type",
                                        "severity", "ERROR",
                                        "reason", "ENUM_TYPE_UNEXPECTED_STRING_VALUES",
                                        "description", "Unexpected string values"),
                                Map.of(
                                        "feature", "age",
                                        "severity", "WARNING",
                                        "reason", "COMPARATOR_L_INFTY_HIGH",
                                        "description", "High drift"))));
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void bothWaysOfWritingNames() {
        Reading camel = tfdv.reading("anomalies.camel.json");
        assertThat(camel.verdict()).isEqualTo(Verdict.WARN);
        assertThat(camel.metrics()).containsEntry("drift.fare", 0.02);
        assertThat(tfdv.reading("anomalies.none.json").verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'anomalyInfo': {}} | PASS",
                "{'anomalyInfo': {'a': {'severity': 2}}} | FAIL",
                "{'anomalyInfo': {'a': {'severity': 1}}} | WARN",
                "{'anomalyInfo': {'a': {}}} | WARN",
                "{'anomalyInfo': {}, 'datasetAnomalyInfo': {'severity': 'ERROR'}} | FAIL",
                "{'anomaly_info': {}, 'data_missing': true} | FAIL",
                "{'anomaly_info': {}, 'data_missing': false} | PASS"
            })
    void verdicts(String body, Verdict verdict) {
        assertThat(tfdv.readingOf(body.replace('\'', '"')).verdict()).isEqualTo(verdict);
    }
}
