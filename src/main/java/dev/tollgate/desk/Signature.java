package dev.tollgate.desk;

import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Event;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where on the record an answer stands, for the caller to keep: whoever has it can later tell whether the log was rewritten. A dry run has
 * none.
 *
 * @param hash 64 hexadecimal digits
 */
public record Signature(@Nullable Long seq, @Nullable String hash) {

    private static final Signature NONE = new Signature(null, null);

    /** The entry of the first event of this kind; there is none where the command asked for what already stood. */
    public static Signature of(Outcome.Done done, Class<? extends Event> kind, boolean dryRun) {
        List<LogEntry> entries = done.entries();
        return dryRun
                ? NONE
                : entries.stream()
                        .filter(entry -> kind.isInstance(entry.event()))
                        .findFirst()
                        .map(entry -> new Signature(entry.seq(), HexFormat.of().formatHex(entry.hash())))
                        .orElse(NONE);
    }
}
