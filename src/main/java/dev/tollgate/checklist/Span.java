package dev.tollgate.checklist;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time span of fixed length, as its author spelled it: people say P90D where a {@link Duration} says PT2160H.
 *
 * @param text ISO 8601, in days, hours and minutes; longer than nothing and at most a hundred years
 */
public record Span(@JsonValue String text) {

    private static final Pattern FORM = Pattern.compile("P(?=.)(\\d{1,5}D)?(T(?=.)(\\d{1,6}H)?(\\d{1,7}M)?)?");
    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** Empty where the text spells no such span. */
    static Optional<Span> parse(String text) {
        return Optional.of(new Span(text))
                .filter(span -> FORM.matcher(text).matches())
                .filter(span -> span.duration().isPositive() && span.duration().compareTo(LONGEST) <= 0);
    }

    public Duration duration() {
        return Duration.parse(text);
    }
}
