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
public final class HashChain {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HashChain() {}

    /** What the first event of a log follows. */
    public static byte[] start() {
        return new byte[32];
    }

    public static byte[] link(
            UUID project, long seq, Instant at, String type, String actor, byte[] data, byte[] prevHash) {
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
    public static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
