package dev.tollgate.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
                hex(sha256(data)),
                hex(prevHash));
        return sha256(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 3339 in UTC, always with microseconds. */
    static String time(Instant at) {
        return MICROSECONDS.format(at);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
