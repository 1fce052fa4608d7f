package dev.tollgate.evidence;

import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Sha256;
import dev.tollgate.lifecycle.Subject;
import java.util.Optional;

/** By what a repeated post of the same evidence is recognised. The prefixes keep keys of different kinds apart. */
final class DedupeKeys {

    static final String KEY = "[!-~]{1,255}";
    static final String KEY_MESSAGE = "must be 1 to 255 printable ASCII characters without spaces";

    private DedupeKeys() {}

    /** The caller's own key, else the natural one; empty where neither is there, and every post counts as new. */
    static Optional<String> of(Optional<String> given, String item, EvidenceReport report) {
        return given.map(key -> "key:" + key).or(() -> natural(item, report));
    }

    /** The run of a tool reports once for each item and subject. */
    private static Optional<String> natural(String item, EvidenceReport report) {
        String digest = report.subject().flatMap(Subject::digest).orElse("");
        return report.run().map(run -> String.join("\n", run, item, digest)).map(lines -> "run:" + Sha256.named(lines));
    }
}
