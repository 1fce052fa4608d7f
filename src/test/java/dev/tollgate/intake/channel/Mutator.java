package dev.tollgate.intake.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils bodies in the ways in which they get spoilt: by lines that break, tools that change, and people who try. */
final class Mutator {

    private static final List<String> BITS = List.of(
            "null",
            "NaN",
            "-1e999999",
            "{}",
            "[]",
            "[[[[[[[[[[",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\u202e\ud83d\ude00",
            "true",
            "99999999999999999999999999",
            "<!DOCTYPE x>",
            "&lol;",
            "!!tag",
            "\"x\": 1, \"x\": 2,",
            "../../etc/passwd",
            "'; DROP TABLE event; --",
            "x".repeat(5_000),
            "[".repeat(200));

    /** What a field may hold though nobody expects it. */
    private static final List<String> VALUES = List.of(
            "null",
            "NaN",
            "true",
            "{}",
            "[]",
            "[[[1]]]",
            "{\"\ud83d\ude00\": 1}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"9999-12-31T23:59:59Z\"",
            "-1",
            "-1e999999",
            "1e400",
            "1e99999999999",
            "1e-99999999999",
            "99999999999999999999999999",
            "\"" + "x".repeat(3_000) + "\"");

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    byte[] mutated(byte[] body) {
        byte[] result = body;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            result = once(result);
        }
        return result;
    }

    private byte[] once(byte[] body) {
        if (body.length == 0) {
            return bytes(BITS.get(random.nextInt(BITS.size())));
        }
        int from = random.nextInt(body.length);
        int to = from + random.nextInt(Math.min(200, body.length - from) + 1);
        return switch (random.nextInt(12)) {
            case 0 -> flipped(body, from);
            case 1 -> Arrays.copyOf(body, from);
            case 2 -> joined(body, 0, from, new byte[0], to);
            case 3 -> joined(body, 0, to, Arrays.copyOfRange(body, from, to), to);
            case 4 -> joined(body, 0, from, bytes(BITS.get(random.nextInt(BITS.size()))), from);
            default -> replaced(body, from);
        };
    }

    /** A value of JSON by something else, where there is one behind this place. */
    private byte[] replaced(byte[] body, int from) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':', from);
        if (colon < 0) {
            return flipped(body, from);
        }
        int end = colon + 1;
        while (end < text.length() && ",}\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return joined(body, 0, colon + 1, bytes(VALUES.get(random.nextInt(VALUES.size()))), end);
    }

    private byte[] flipped(byte[] body, int at) {
        byte[] changed = body.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static byte[] joined(byte[] body, int from, int to, byte[] middle, int rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(body, from, to - from);
        all.writeBytes(middle);
        all.write(body, rest, body.length - rest);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
