package dev.tollgate.insight.flow;

import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Moments;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Which window, and told by what.
 *
 * @param from inclusive; absent for 90 days before the end
 * @param to exclusive; absent for the moment behind now
 */
record FlowRequest(
        @QueryParam("from") List<String> from,
        @QueryParam("to") List<String> to,
        @QueryParam("by") List<FlowGroups> by) {

    static final Duration DEFAULT = Duration.ofDays(90);

    Window window(Instant now) {
        // The end is exclusive and what happens now is to count, so without a word it is the first moment behind now.
        Instant end = one("to", to)
                .map(text -> Moments.dateOrTime("to", text))
                .orElseGet(() -> now.plus(1, ChronoUnit.MICROS));
        Instant begin = one("from", from)
                .map(text -> Moments.dateOrTime("from", text))
                .orElseGet(() -> (end.isBefore(now) ? end : now).minus(DEFAULT));
        if (begin.isAfter(now)) {
            throw refused("from", "in-future", "from %s lies ahead of this service's clock".formatted(begin));
        }
        if (!begin.isBefore(end)) {
            throw refused("to", "bad-order", "to %s must be after from %s".formatted(end, begin));
        }
        return new Window(begin, end, now);
    }

    Optional<FlowGroups> groups() {
        return one("by", by);
    }

    private static <T> Optional<T> one(String parameter, List<T> values) {
        if (values.size() > 1) {
            throw refused(parameter, "repeated", parameter + " is there more than once");
        }
        return values.stream().findFirst();
    }

    private static ProblemException refused(String parameter, String code, String detail) {
        return Problem.invalid(FieldError.parameter(parameter, code, detail)).toException();
    }
}
