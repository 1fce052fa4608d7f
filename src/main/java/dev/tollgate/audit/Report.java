package dev.tollgate.audit;

import dev.tollgate.seal.Checkpoint;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param header empty where the first line is none
 * @param events how many lines of events were read and found right
 * @param projects how many projects they belong to
 * @param checkpoint the one in the export, which its events lead up to; empty where it has none or a fault came first
 * @param signed whether a key was given, and has signed that checkpoint
 * @param kept the checkpoint that was kept elsewhere and agrees; empty where none was given or a fault came first
 */
record Report(
        Optional<Header> header,
        long events,
        long projects,
        Optional<Checkpoint> checkpoint,
        boolean signed,
        Optional<Checkpoint> kept,
        Optional<Fault> fault) {

    boolean valid() {
        return fault.isEmpty();
    }
}
