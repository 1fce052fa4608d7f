package dev.tollgate.feed;

import dev.tollgate.platform.Page;
import java.util.List;
import java.util.stream.Stream;

/** Pages of a log, of which there is always one more: who has read the last event asks again from there. */
final class EventPages {

    private EventPages() {}

    static Page<CloudEventJson> page(EventLog log, FeedCursor from, Selection selection, int limit) {
        FeedCursor after = log.resume(from);
        // Asked before the page: all up to here is visible to the page, so where it is not full it leaves nothing out.
        FeedCursor end = selection.equals(Selection.ALL) ? after : log.end();
        List<LogEvent> read = log.read(after.number(), selection, limit + 1);
        List<LogEvent> shown = read.subList(0, Math.min(limit, read.size()));
        FeedCursor last = shown.isEmpty() ? after : shown.getLast().cursor();
        boolean more = read.size() > limit;
        FeedCursor next = more || last.number() > end.number() ? last : end;
        return Page.open(shown.stream().map(LogEvent::json).toList(), link(log, next, selection, limit), more);
    }

    private static String link(EventLog log, FeedCursor after, Selection selection, int limit) {
        var link = new StringBuilder("%s?after=%s&limit=%d".formatted(log.path(), after, limit));
        Stream.concat(
                        selection.types().stream().map("&types=%s"::formatted),
                        selection.projects().stream().map("&projects=%s"::formatted))
                .forEach(link::append);
        return link.toString();
    }
}
