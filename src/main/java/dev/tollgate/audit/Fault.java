package dev.tollgate.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The first place where an export is not what the log wrote.
 *
 * @param line from 1; one behind the last where lines are missing at the end; 0 where no line of the export is wrong, but what it is held
 *     against
 * @param project id, as far as the line could be read
 * @param position place among the events of all projects
 * @param reason goes on a sentence that begins with the line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Fault(
        long line,
        @Nullable String project,
        @Nullable String key,
        @Nullable Long seq,
        @Nullable String position,
        String reason) {

    static Fault at(long line, String reason) {
        return new Fault(line, null, null, null, null, reason);
    }

    static Fault at(long line, EventLine event, String reason) {
        return new Fault(
                line,
                text(event, EventLine.Field.PROJECT),
                text(event, EventLine.Field.KEY),
                event.has(EventLine.Field.SEQ) ? event.seq() : null,
                text(event, EventLine.Field.POSITION),
                reason);
    }

    private static @Nullable String text(EventLine event, EventLine.Field field) {
        return event.has(field) ? event.get(field).toString() : null;
    }
}
