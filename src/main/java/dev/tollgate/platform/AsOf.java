package dev.tollgate.platform;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The moment that an answer shall speak of: {@code ?asOf=2026-11-22T09:30:00Z}. Taken by a resource method as {@code @BeanParam AsOf}.
 */
public record AsOf(@QueryParam("asOf") List<String> texts) {

    public AsOf {
        texts = List.copyOf(texts);
    }

    static final String NAME = "asOf";

    /** Header of every answer about the past: its moment, in UTC. The body has no place for it: it is what was answered then. */
    static final String HEADER = "Tollgate-As-Of";

    /**
     * The moment, cut to the microseconds that the log has; empty where the answer is about now.
     *
     * @param now what no moment may lie behind: nobody knows what will stand then
     */
    public Optional<Instant> moment(Instant now) {
        Optional<Instant> moment = moment();
        if (moment.filter(now::isBefore).isPresent()) {
            throw refused("in-future", "asOf %s lies ahead of this service's clock".formatted(texts.getFirst()));
        }
        return moment;
    }

    private Optional<Instant> moment() {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (texts.size() > 1) {
            throw refused("repeated", "asOf is there more than once");
        }
        try {
            return Optional.of(JsonScalar.instant(texts.getFirst()).truncatedTo(ChronoUnit.MICROS));
        } catch (JsonScalar.Unreadable | DateTimeException e) {
            throw refused(
                    "bad-time",
                    "asOf must be a time with its zone such as 2026-11-22T09:30:00Z (RFC 3339; a + is written %2B in a URL)");
        }
    }

    /** What the header says of an answer to a request with this parameter. */
    static String header(String text) {
        return new AsOf(List.of(text)).moment().orElseThrow().toString();
    }

    private static ProblemException refused(String code, String detail) {
        return Problem.invalid(FieldError.parameter(NAME, code, detail)).toException();
    }
}
