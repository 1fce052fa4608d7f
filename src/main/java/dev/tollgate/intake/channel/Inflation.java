package dev.tollgate.intake.channel;

import dev.tollgate.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Bodies that were sent compressed. A few bytes can stand for gigabytes, so it stops at a limit and never holds more than that. */
final class Inflation {

    private Inflation() {}

    /**
     * @param encoding the request's Content-Encoding; empty text for none
     * @throws Unreadable where it is no gzip, another encoding, or too large
     */
    static byte[] inflate(byte[] body, String encoding, int limit) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> gunzip(body, limit);
            default -> throw new Unreadable("unknown-encoding", "the Content-Encoding is not gzip");
        };
    }

    private static byte[] gunzip(byte[] body, int limit) {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = plain.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new Unreadable(
                        "too-large-inflated",
                        "the body has more than %,d bytes once it is decompressed".formatted(limit));
            }
            return bytes;
        } catch (IOException e) {
            throw new Unreadable("malformed-gzip", "the body is not valid gzip");
        }
    }
}
