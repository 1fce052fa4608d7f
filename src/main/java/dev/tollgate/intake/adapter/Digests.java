package dev.tollgate.intake.adapter;

import dev.tollgate.lifecycle.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses the one digest of a subject among several. In lower case, algorithm and value: {@code gitCommit} is {@code gitcommit}. What is then no
 * {@code algorithm:hex} cannot be chosen.
 */
final class Digests {

    /** Those of contents before those of commits; of any other the first by name. */
    private static final List<String> ORDER = List.of("sha256", "sha512", "sha384", "gitcommit", "sha1");

    private Digests() {}

    /** @param values by algorithm */
    static Optional<String> best(Map<String, String> values) {
        Map<String, String> usable = new TreeMap<>();
        values.forEach((algorithm, value) -> {
            String name = algorithm.toLowerCase(Locale.ROOT);
            String digest = name + ":" + value.toLowerCase(Locale.ROOT);
            if (Subject.isDigest(digest)) {
                usable.put(name, digest);
            }
        });
        return ORDER.stream()
                .filter(usable::containsKey)
                .map(usable::get)
                .findFirst()
                .or(() -> usable.values().stream().findFirst());
    }
}
