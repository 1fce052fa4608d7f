package dev.tollgate.feed;

import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import java.util.List;
import java.util.Optional;

/** A log as it is read: that of all projects by position, or that of one project by seq. Numbers count from 1 without gaps. */
interface EventLog {

    /** The path of the list of its events. */
    String path();

    /** Of the last event; {@link FeedCursor#START} where there is none. */
    FeedCursor end();

    /** The cursor of the event with that number, with its check. */
    Optional<FeedCursor> at(long number);

    /** Events behind that number, oldest first, at most {@code limit}. */
    List<LogEvent> read(long after, Selection selection, int limit);

    /**
     * Where to go on, as this log says it.
     *
     * @throws ProblemException {@code cursor-unknown} where this log has no such event: never is a reader sent on from another place
     */
    default FeedCursor resume(FeedCursor asked) {
        if (asked.equals(FeedCursor.LATEST)) {
            return end();
        }
        if (asked.equals(FeedCursor.START)) {
            return asked;
        }
        return at(asked.number()).filter(asked::means).orElseThrow(() -> unknown(asked));
    }

    private ProblemException unknown(FeedCursor asked) {
        FeedCursor end = end();
        String detail = asked.number() > end.number()
                ? "This log ends at %d, before %s.".formatted(end.number(), asked)
                : "The event %d of this log is another one than that of %s.".formatted(asked.number(), asked);
        return Problem.of(ProblemType.CURSOR_UNKNOWN, detail)
                .with("end", end.toString())
                .toException();
    }
}
