package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Follows a log from its beginning, entry by entry, as far as each is what it should be. */
final class Chain {

    private static final int PAGE = 1_000;

    private byte[] hash = HashChain.start();
    private long seq;

    /** Of the last entry that was right, which is also how many there are. */
    long seq() {
        return seq;
    }

    byte[] hash() {
        return hash;
    }

    /**
     * Reads the whole log and stops at the first entry that is wrong, if any is.
     *
     * @param fold takes each entry whose hash is right, and throws a RuntimeException where it may not follow those before it
     */
    Optional<Verification.Broken> follow(Connection connection, UUID log, Consumer<RawEntry> fold) throws SQLException {
        List<RawEntry> page;
        do {
            page = EventTable.read(connection, log, seq, PAGE);
            for (RawEntry entry : page) {
                Optional<Verification.Broken> broken = follow(entry, fold);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        } while (page.size() == PAGE);
        return Optional.empty();
    }

    private Optional<Verification.Broken> follow(RawEntry entry, Consumer<RawEntry> fold) {
        if (entry.seq() != seq + 1) {
            return broken(seq + 1, "is missing");
        }
        if (!Arrays.equals(entry.prevHash(), hash)) {
            return broken(entry.seq(), "does not name the hash of the event before it");
        }
        if (!Arrays.equals(entry.hash(), entry.expectedHash(hash))) {
            return broken(entry.seq(), "was changed: its hash is not that of its content");
        }
        try {
            fold.accept(entry);
        } catch (RuntimeException e) {
            return broken(entry.seq(), "is no event that may follow those before it");
        }
        seq = entry.seq();
        hash = entry.hash();
        return Optional.empty();
    }

    private static Optional<Verification.Broken> broken(long seq, String reason) {
        return Optional.of(new Verification.Broken(seq, reason));
    }
}
