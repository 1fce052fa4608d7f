package dev.tollgate.audit;

import dev.tollgate.seal.Checkpoint;
import java.util.Optional;

/** What ties the events of an export to a signed checkpoint. Throws BrokenSealException, too, where it says so of itself. */
sealed interface Seal permits LogSeal, ProjectSeal {

    /** Takes the next event, whose chain is whole. */
    void take(EventLine event, EventHash hash) throws BrokenExportException;

    /** Is told that the events end, after so many. */
    void end(EndLine.End end, long events) throws BrokenExportException;

    /** The checkpoint in the export. */
    Optional<Checkpoint> checkpoint();

    /** The checkpoint that was kept elsewhere. */
    Optional<Checkpoint> kept();
}
