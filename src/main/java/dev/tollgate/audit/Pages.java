package dev.tollgate.audit;

import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.platform.Download;
import java.util.List;
import java.util.Optional;

/** An export, page by page: its header with the first of them, its end with the last. */
final class Pages implements Download.Pieces {

    /** Events read at a time, which is all that an export ever holds. */
    static final int SIZE = 1_000;

    /**
     * An event on its way into an export.
     *
     * @param cursor its number in the order of the export
     * @param key of its project; empty where it belongs to none
     * @param position empty where the export is of one project
     */
    record Row(long cursor, Optional<String> key, RawEntry entry, Optional<Long> position) {}

    /** Where the events come from. */
    @FunctionalInterface
    interface Source {

        /** Those with {@code after < cursor <= last}, in order, at most {@code limit}; fewer only where there are no more. */
        List<Row> read(long after, long last, int limit);
    }

    private final Header header;
    private final Source source;
    private final long last;
    private long cursor;
    private long events;
    private byte[] head = HashChain.start();
    private boolean begun;
    private boolean ended;

    /** @param last cursor of the last event */
    Pages(Header header, Source source, long last) {
        this.header = header;
        this.source = source;
        this.last = last;
    }

    @Override
    public Optional<byte[]> next() {
        if (ended) {
            return Optional.empty();
        }
        var lines = new ExportLines();
        if (!begun) {
            begun = true;
            lines.header(header);
        }
        List<Row> page = source.read(cursor, last, SIZE);
        page.forEach(row -> add(lines, row));
        // A page that is short although there was to be more: somebody deleted events. What is there is exported, and a
        // verifier names the gap.
        if (page.size() < SIZE || cursor >= last) {
            ended = true;
            lines.end(
                    new EndLine(new EndLine.End(events, header.scope() == Scope.PROJECT ? HashChain.hex(head) : null)));
        }
        return Optional.of(lines.bytes());
    }

    private void add(ExportLines lines, Row row) {
        lines.event(row.key(), row.entry(), row.position());
        cursor = row.cursor();
        head = row.entry().hash();
        events++;
    }
}
