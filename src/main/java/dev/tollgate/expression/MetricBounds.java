package dev.tollgate.expression;

import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Answer.Reading;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.Variables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The simple form beside CEL: one metric of the evidence and the bounds that it has to keep, both of them included.
 *
 * @param metric its name in {@code evidence.metrics}
 * @param atLeast empty where there is no lower bound; one of the two is there
 */
public record MetricBounds(String metric, Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost)
        implements Expression {

    public MetricBounds {
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            throw new ExpressionException(0, "has no bound", Optional.of("give atLeast, atMost or both"));
        }
        if (atLeast.isPresent() && atMost.isPresent() && atLeast.get().compareTo(atMost.get()) > 0) {
            throw new ExpressionException(0, "atLeast is above atMost, so no value keeps both", Optional.empty());
        }
    }

    /** What such a check is called where it has no name of its own: the metric in lower-case words joined by hyphens, or empty if it has none. */
    public static String name(String metric) {
        return metric.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    @Override
    public String text() {
        if (atLeast.isPresent() && atMost.isPresent()) {
            return "%s <= %s <= %s".formatted(plain(atLeast.get()), metric, plain(atMost.get()));
        }
        return atLeast.map(low -> "%s >= %s".formatted(metric, plain(low)))
                .or(() -> atMost.map(high -> "%s <= %s".formatted(metric, plain(high))))
                .orElse(metric);
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    @Override
    public boolean readsClock() {
        return false;
    }

    @Override
    public Answer answer(Variables variables) {
        Place place = Place.variable("evidence").child("metrics").child(metric);
        Object metrics = variables.evidence().get("metrics");
        Object value = metrics instanceof Map<?, ?> map ? map.get(metric) : null;
        if (value == null) {
            return new Answer.Unanswerable(place.path() + " is missing", Optional.of(place.path()));
        }
        if (!(value instanceof Number number)) {
            return new Answer.Unanswerable(
                    "%s is %s, not a number".formatted(place.path(), Json.kind(value)), Optional.empty());
        }
        double found = number.doubleValue();
        boolean kept = atLeast.stream().allMatch(low -> found >= low.doubleValue())
                && atMost.stream().allMatch(high -> found <= high.doubleValue());
        return kept ? new Answer.Yes() : new Answer.No(List.of(new Reading(place.path(), value)));
    }
}
