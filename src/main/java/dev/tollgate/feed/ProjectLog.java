package dev.tollgate.feed;

import dev.tollgate.ledger.LogEnd;
import dev.tollgate.ledger.ProjectLogs;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.seal.Positions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The log of one project, in the order of seq. An event is there as soon as it is committed, and shows its position once it is sealed. */
record ProjectLog(ProjectLogs logs, Positions positions, UUID project, String key) implements EventLog {

    private static final String PROJECTS = "/v1/projects/";

    static String keyIn(String source) {
        return source.startsWith(PROJECTS) ? source.substring(PROJECTS.length()) : "";
    }

    static FeedCursor cursor(LogEnd end) {
        return end.seq() == 0 ? FeedCursor.START : FeedCursor.of(end.seq(), end.hash());
    }

    @Override
    public String path() {
        return source() + "/events";
    }

    @Override
    public FeedCursor end() {
        return logs.end(key).map(ProjectLog::cursor).orElse(FeedCursor.START);
    }

    @Override
    public Optional<FeedCursor> at(long number) {
        return logs.hash(project, number).map(hash -> FeedCursor.of(number, hash));
    }

    @Override
    public List<LogEvent> read(long after, Selection selection, int limit) {
        List<RawEntry> page = logs.page(project, after, selection.types(), limit);
        if (page.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> sealed =
                positions.of(project, page.getFirst().seq(), page.getLast().seq());
        return page.stream().map(entry -> event(entry, sealed)).toList();
    }

    /** As {@link #read}, of all types and without positions: for events that were committed a moment ago. */
    List<LogEvent> readNew(long after, int limit) {
        return logs.page(project, after, List.of(), limit).stream()
                .map(entry -> event(entry, Map.of()))
                .toList();
    }

    private LogEvent event(RawEntry entry, Map<Long, Long> sealed) {
        return new LogEvent(
                FeedCursor.of(entry.seq(), entry.hash()),
                entry.type(),
                key,
                CloudEventJson.of(source(), entry, sealed.get(entry.seq())));
    }

    private String source() {
        return PROJECTS + key;
    }
}
