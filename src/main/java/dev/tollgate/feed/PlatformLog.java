package dev.tollgate.feed;

import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.ledger.PlatformTip;
import dev.tollgate.ledger.ProjectLogs;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.seal.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log of what administrators changed, in the order of seq. */
@ApplicationScoped
class PlatformLog implements EventLog {

    private final PlatformStream platform;
    private final ProjectLogs logs;
    private final Positions positions;

    PlatformLog(PlatformStream platform, ProjectLogs logs, Positions positions) {
        this.platform = platform;
        this.logs = logs;
        this.positions = positions;
    }

    @Override
    public String path() {
        return PlatformStream.SOURCE + "/events";
    }

    @Override
    public FeedCursor end() {
        PlatformTip tip = platform.read();
        return tip.seq() == 0 ? FeedCursor.START : FeedCursor.of(tip.seq(), tip.hash());
    }

    @Override
    public Optional<FeedCursor> at(long number) {
        return logs.hash(PlatformStream.ID, number).map(hash -> FeedCursor.of(number, hash));
    }

    @Override
    public List<LogEvent> read(long after, Selection selection, int limit) {
        List<RawEntry> page = logs.page(PlatformStream.ID, after, selection.types(), limit);
        if (page.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> sealed = positions.of(
                PlatformStream.ID, page.getFirst().seq(), page.getLast().seq());
        return page.stream().map(entry -> event(entry, sealed)).toList();
    }

    private static LogEvent event(RawEntry entry, Map<Long, Long> sealed) {
        return new LogEvent(
                FeedCursor.of(entry.seq(), entry.hash()),
                entry.type(),
                "",
                CloudEventJson.of(PlatformStream.SOURCE, entry, sealed.get(entry.seq())));
    }
}
