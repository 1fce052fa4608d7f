package dev.tollgate.feed;

import dev.tollgate.ledger.EventNames;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both feeds are asked with, as lists and as streams. */
record ReadQuery(
        @QueryParam("after") @Nullable String after,
        @QueryParam("types") List<String> types,
        @QueryParam("limit") @Nullable String limit) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_VALUES = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    /** From where to read: from the beginning, where nothing is said. */
    FeedCursor from() {
        return after == null
                ? FeedCursor.START
                : FeedCursor.parse(after)
                        .orElseThrow(() -> Problem.invalid(
                                        FieldError.parameter("after", "invalid-cursor", notACursor("after")))
                                .toException());
    }

    /** From where to stream. What the reader had seen when its connection broke is newer than what its URL says. */
    FeedCursor from(@Nullable String lastEventId) {
        return lastEventId == null || lastEventId.isBlank()
                ? from()
                : FeedCursor.parse(lastEventId)
                        .orElseThrow(() -> Problem.invalid(FieldError.header(
                                        "Last-Event-ID", "invalid-cursor", notACursor("Last-Event-ID")))
                                .toException());
    }

    private static String notACursor(String name) {
        return "%s is a number from 0 up, as this feed gives it out with or without what follows the point, or 'latest'"
                .formatted(name);
    }

    List<String> chosenTypes() {
        List<String> chosen = values("types", types);
        chosen.stream().filter(type -> !EventNames.knows(type)).findFirst().ifPresent(type -> {
            String detail = "there is no event type '%s'".formatted(type);
            throw Problem.invalid(
                            FieldError.parameter("types", "not-allowed", detail).allowing(EventNames.all()))
                    .toException();
        });
        return chosen;
    }

    int pageSize() {
        return limit == null ? DEFAULT_LIMIT : number(limit);
    }

    /** After how many events a stream ends: never, where nothing is said. */
    long streamLength() {
        return limit == null ? Long.MAX_VALUE : number(limit);
    }

    private static int number(String text) {
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MAX_LIMIT) {
            String detail = "limit is a whole number from 1 to %d".formatted(MAX_LIMIT);
            throw Problem.invalid(FieldError.parameter("limit", "out-of-range", detail))
                    .toException();
        }
        return number;
    }

    /** The values of a parameter that may be given several times, and several at a time with commas between. */
    static List<String> values(String name, List<String> given) {
        List<String> values = given.stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .distinct()
                .toList();
        if (values.size() > MAX_VALUES) {
            String detail = "%s takes at most %d values".formatted(name, MAX_VALUES);
            throw Problem.invalid(FieldError.parameter(name, "too-many", detail))
                    .toException();
        }
        return values;
    }
}
