package dev.tollgate.audit;

import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.Checkpoint;
import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.VerifierKey;
import java.util.List;
import java.util.Optional;

/**
 * What an auditor brings along, and so need not take from the export.
 *
 * @param keys those of the log; where none is given, signatures are not checked
 * @param kept a checkpoint from elsewhere: a mail, a CI log, another download
 */
record Trust(List<VerifierKey> keys, Optional<SignedNote> kept) {

    static final Trust NOTHING = new Trust(List.of(), Optional.empty());

    Trust {
        keys = List.copyOf(keys);
    }

    /** @throws BrokenSealException where it is not a checkpoint of this log, or none of the keys has signed it */
    Checkpoint checkpoint(SignedNote note, String origin) {
        Checkpoint checkpoint = keys.isEmpty() ? Checkpoint.parse(note.text()) : Checkpoint.verified(note, keys);
        if (!checkpoint.origin().equals(origin)) {
            throw new BrokenSealException(
                    "the checkpoint is of the log %s, and the export of %s".formatted(checkpoint.origin(), origin));
        }
        return checkpoint;
    }
}
