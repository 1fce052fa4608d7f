package dev.tollgate.ledger;

import dev.tollgate.installation.InstallationRefusal;
import java.util.List;

/** What became of a change of the installation. */
public sealed interface PlatformOutcome {

    /**
     * @param before how it stood
     * @param after as this left it
     * @param entries what was written, in order; in a dry run what would have been
     */
    record Done(PlatformTip before, PlatformTip after, List<RawEntry> entries) implements PlatformOutcome {}

    record Refused(InstallationRefusal refusal) implements PlatformOutcome {}
}
