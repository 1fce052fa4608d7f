package dev.tollgate.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One adapter, and what it makes of fixtures in {@code src/test/resources/intake/<source>/} or of bodies that a test writes itself. */
public final class AdapterKit {

    private final Adapter adapter;
    private final Detection detection;

    public AdapterKit(Adapter adapter) {
        this.adapter = adapter;
        this.detection = new Detection(Stream.of(adapter));
    }

    /** The one reading of a fixture. */
    public Reading reading(String fixture, String... headers) {
        List<Reading> all = readings(fixture, headers);
        if (all.size() != 1) {
            throw new AssertionError(fixture + " gave " + all.size() + " readings");
        }
        return all.getFirst();
    }

    public List<Reading> readings(String fixture, String... headers) {
        return evidence(message(delivery(bytes(fixture), headers)));
    }

    /** The one reading of a body. */
    public Reading readingOf(String body, String... headers) {
        return evidence(message(delivery(body.getBytes(StandardCharsets.UTF_8), headers)))
                .getFirst();
    }

    public Message messageOf(String body, String... headers) {
        return message(delivery(body.getBytes(StandardCharsets.UTF_8), headers));
    }

    /** What the adapter says of it, in the format that it is detected as. */
    public Message message(Delivery delivery) {
        return detection
                .detect(delivery, Optional.empty())
                .orElseThrow(() -> new AssertionError("not recognised"))
                .read(delivery);
    }

    /** The id of the format that the body is detected as; empty where it is none of this adapter's. */
    public Optional<String> formatOf(String body, String... headers) {
        return detection
                .detect(delivery(body.getBytes(StandardCharsets.UTF_8), headers), Optional.empty())
                .map(known -> known.format().id());
    }

    /** @param headers name, value, name, value, … */
    public static Delivery delivery(byte[] bytes, String... headers) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        return new Delivery(named, Hints.NONE, Bodies.read(bytes), List.of());
    }

    public byte[] bytes(String fixture) {
        String path = "/intake/%s/%s".formatted(adapter.source(), fixture);
        try (InputStream file = AdapterKit.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("there is no fixture " + path);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(String fixture) {
        return new String(bytes(fixture), StandardCharsets.UTF_8);
    }

    private static List<Reading> evidence(Message message) {
        if (message instanceof Message.Evidence evidence) {
            return evidence.readings();
        }
        throw new AssertionError("no evidence: " + message);
    }
}
