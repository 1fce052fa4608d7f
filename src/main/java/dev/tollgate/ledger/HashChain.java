package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Sha256;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * The hash that makes a change of the log visible. It is taken over eight fixed lines of text, so that an auditor needs no JSON library to
 * recompute it; openapi.yaml has the formula with a worked example.
 */
final class HashChain {

    /** What the first event of a project follows. */
    static final byte[] START = new byte[32];

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HashChain() {}

    static byte[] link(UUID project, long seq, Instant at, String type, String actor, byte[] data, byte[] prevHash) {
        String lines = String.join(
                "\n",
                "tollgate-event-v1",
                project.toString(),
                Long.toString(seq),
                time(at),
                type,
                actor,
                hex(Sha256.of(data)),
                hex(prevHash));
        return Sha256.of(lines);
    }

    /** RFC 3339 in UTC, always with microseconds. */
    static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
