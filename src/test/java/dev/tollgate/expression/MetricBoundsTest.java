package dev.tollgate.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Answer.No;
import dev.tollgate.lifecycle.Answer.Reading;
import dev.tollgate.lifecycle.Answer.Unanswerable;
import dev.tollgate.lifecycle.Answer.Yes;
import dev.tollgate.lifecycle.Variables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricBoundsTest {

    @ParameterizedTest
    @CsvSource({"0.8, true", "0.79, false", "0.95, true", "0.96, false"})
    void bothBoundsAreIncluded(double auc, boolean kept) {
        assertThat(ask(bounds("auc", "0.8", "0.95"), Map.of("auc", auc)).isYes())
                .isEqualTo(kept);
    }

    @Test
    void oneBoundIsEnough() {
        assertThat(ask(bounds("wape", null, "0.18"), Map.of("wape", 0.171))).isEqualTo(new Yes());
        assertThat(ask(bounds("folds", "3", null), Map.of("folds", 2)))
                .isEqualTo(new No(List.of(new Reading("evidence.metrics.folds", 2))));
    }

    @Test
    void givenNoNumber_whenAsked_thenItSaysSo() {
        MetricBounds bounds = bounds("f1-score", "0.8", null);

        assertThat(ask(bounds, Map.of("auc", 0.9)))
                .isEqualTo(new Unanswerable(
                        "evidence.metrics['f1-score'] is missing", Optional.of("evidence.metrics['f1-score']")));
        assertThat(ask(bounds, Map.of("f1-score", "high")))
                .isEqualTo(new Unanswerable("evidence.metrics['f1-score'] is text, not a number", Optional.empty()));
        assertThat(bounds.answer(variables(Map.of("metrics", "none")))).isInstanceOf(Unanswerable.class);
        assertThat(bounds.answer(variables(Map.of()))).isInstanceOf(Unanswerable.class);
    }

    @Test
    void itReadsAsAFormula() {
        assertThat(bounds("auc", "0.80", null).text()).isEqualTo("auc >= 0.80");
        assertThat(bounds("wape", null, "0.18").text()).isEqualTo("wape <= 0.18");
        assertThat(bounds("auc", "0.8", "1").text()).isEqualTo("0.8 <= auc <= 1");
        assertThat(bounds("auc", "0.8", null).readsClock()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"auc, auc", "pr_auc, pr-auc", "F1 @ 0.5, f1-0-5", "%, ''"})
    void itsNameIsTheMetrics(String metric, String name) {
        assertThat(MetricBounds.name(metric)).isEqualTo(name);
    }

    @Test
    void givenNoBoundOrNoRoom_whenMade_thenItIsRefused() {
        assertThatThrownBy(() -> bounds("auc", null, null))
                .hasMessage("column 1: has no bound; give atLeast, atMost or both");
        assertThatThrownBy(() -> bounds("auc", "0.9", "0.8"))
                .hasMessage("column 1: atLeast is above atMost, so no value keeps both");
    }

    private static MetricBounds bounds(String metric, String atLeast, String atMost) {
        return new MetricBounds(
                metric,
                Optional.ofNullable(atLeast).map(BigDecimal::new),
                Optional.ofNullable(atMost).map(BigDecimal::new));
    }

    private static Answer ask(MetricBounds bounds, Map<String, Object> metrics) {
        return bounds.answer(variables(Map.of("metrics", metrics)));
    }

    private static Variables variables(Map<String, Object> evidence) {
        return new Variables(evidence, Map.of(), Map.of(), Map.of(), Instant.EPOCH);
    }
}
