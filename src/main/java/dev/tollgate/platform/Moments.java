package dev.tollgate.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Moments in query parameters that may be dates. */
public final class Moments {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Moments() {}

    /**
     * A time with its zone, cut to the microseconds that the log has, or a date for the beginning of that day in UTC.
     *
     * @throws ProblemException invalid-request, where the text is neither
     */
    public static Instant dateOrTime(String parameter, String text) {
        try {
            return DATE.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : JsonScalar.instant(text).truncatedTo(ChronoUnit.MICROS);
        } catch (JsonScalar.Unreadable | DateTimeException e) {
            throw Problem.invalid(FieldError.parameter(
                            parameter,
                            "bad-time",
                            "%s must be a date such as 2026-11-22 or a time with its zone such as 2026-11-22T09:30:00Z (RFC 3339; a + is written %%2B in a URL)"
                                    .formatted(parameter)))
                    .toException();
        }
    }
}
