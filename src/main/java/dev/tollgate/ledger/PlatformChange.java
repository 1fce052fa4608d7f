package dev.tollgate.ledger;

import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.lifecycle.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * What somebody wants to change about the installation.
 *
 * @param rule decides on the installation as it stands, which nobody else changes meanwhile. May throw, and then nothing happens
 * @param beside keeps what belongs to the change and is not on the record, in the same transaction; not called in a dry run, nor where nothing
 *     changed
 */
public record PlatformChange(
        Caller caller, boolean dryRun, Function<Installation, InstallationRuling> rule, Bookkeeping beside) {

    /** Writes of a package that keeps books of its own. */
    public interface Bookkeeping {

        Bookkeeping NONE = (connection, done) -> {};

        void write(Connection connection, PlatformOutcome.Done done) throws SQLException;
    }

    public PlatformChange(Caller caller, boolean dryRun, Function<Installation, InstallationRuling> rule) {
        this(caller, dryRun, rule, Bookkeeping.NONE);
    }
}
