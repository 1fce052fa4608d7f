package dev.tollgate.feed;

import dev.tollgate.ledger.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param events how many events follow each other without a fault
 * @param headSeq the last of them
 */
record VerificationJson(
        boolean valid, long events, long headSeq, String headHash, Chain chain, Tables tables, Instant verifiedAt) {

    record Chain(boolean valid, @Nullable Broken firstBroken) {}

    record Broken(long seq, String reason) {}

    record Tables(boolean valid, List<Difference> differences) {}

    /** @param column absent where the whole row is missing or too many */
    record Difference(String table, String key, @Nullable String column, String log, String stored) {}

    static VerificationJson of(Verification.Report report, Instant now) {
        Broken broken =
                report.broken().map(b -> new Broken(b.seq(), b.reason())).orElse(null);
        return new VerificationJson(
                report.valid(),
                report.events(),
                report.events(),
                report.headHash(),
                new Chain(broken == null, broken),
                new Tables(
                        broken == null && report.differences().isEmpty(),
                        report.differences().stream().map(VerificationJson::of).toList()),
                now);
    }

    private static Difference of(Verification.Difference d) {
        return new Difference(d.table(), d.key(), d.column().isEmpty() ? null : d.column(), d.log(), d.stored());
    }
}
