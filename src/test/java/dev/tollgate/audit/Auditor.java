package dev.tollgate.audit;

import dev.tollgate.seal.SignedNote;
import dev.tollgate.seal.VerifierKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Somebody outside with an export, the log's key and a checkpoint from earlier; for tests outside this package. */
public final class Auditor {

    private Auditor() {}

    /**
     * Where the offline verifier finds the export broken first.
     *
     * @param event as {@code churn/7}; empty where it is no event that is broken
     * @param line 0 where it is none
     */
    public record Finding(Optional<String> event, long line, String reason) {}

    /** @return empty where the export is what was sealed */
    public static Optional<Finding> verify(byte[] export, String vkey, String checkpoint) {
        var trust = new Trust(List.of(VerifierKey.parse(vkey)), Optional.of(SignedNote.parse(checkpoint)));
        try {
            return ExportVerifier.verify(new ByteArrayInputStream(export), trust)
                    .fault()
                    .map(fault -> new Finding(
                            Optional.ofNullable(fault.seq()).map(seq -> fault.key() + "/" + seq),
                            fault.line(),
                            fault.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
