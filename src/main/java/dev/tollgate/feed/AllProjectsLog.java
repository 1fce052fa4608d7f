package dev.tollgate.feed;

import dev.tollgate.seal.Positions;
import dev.tollgate.seal.SealedEntry;
import dev.tollgate.seal.SealedLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The sealed log: events of all projects in the order of their positions. */
@ApplicationScoped
class AllProjectsLog implements EventLog {

    static final String PATH = "/v1/events";

    private final SealedLog log;
    private final Positions positions;

    AllProjectsLog(SealedLog log, Positions positions) {
        this.log = log;
        this.positions = positions;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public FeedCursor end() {
        return positions.last().map(AllProjectsLog::cursor).orElse(FeedCursor.START);
    }

    @Override
    public Optional<FeedCursor> at(long number) {
        return positions.at(number).map(AllProjectsLog::cursor);
    }

    @Override
    public List<LogEvent> read(long after, Selection selection, int limit) {
        var wanted = new SealedLog.Selection(selection.types(), selection.projects());
        return log.read(after, wanted, limit).stream()
                .map(AllProjectsLog::event)
                .toList();
    }

    private static FeedCursor cursor(Positions.Place place) {
        return FeedCursor.of(place.position(), place.leaf());
    }

    private static LogEvent event(SealedEntry sealed) {
        return new LogEvent(
                FeedCursor.of(sealed.position(), sealed.leaf()),
                sealed.entry().type(),
                ProjectLog.keyIn(sealed.source()),
                CloudEventJson.of(sealed.source(), sealed.entry(), sealed.position()));
    }
}
