package dev.tollgate.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** Reads a feed page by page, and asks again behind the last event when there is no next page. Used by one thread. */
final class PageReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final Function<String, HttpRequest.Builder> requests;
    private final String feed;
    private final int limit;
    private final History.Reading reading;
    private String cursor;

    /**
     * @param requests makes a request for a path, of somebody who is allowed to read
     * @param feed the path
     * @param after where it begins
     */
    PageReader(
            HttpClient client,
            Function<String, HttpRequest.Builder> requests,
            String feed,
            String after,
            int limit,
            History.Reading reading) {
        this.client = client;
        this.requests = requests;
        this.feed = feed;
        this.cursor = after;
        this.limit = limit;
        this.reading = reading;
    }

    /** Reads to the present end. @return how many events there were */
    int poll() {
        int count = 0;
        JsonNode items;
        do {
            items = page();
            items.forEach(event -> {
                History.Seen seen = StreamReader.seen(event);
                reading.see(seen);
                cursor = cursor(seen);
            });
            count += items.size();
        } while (items.size() == limit);
        return count;
    }

    private JsonNode page() {
        String path = "%s?after=%s&limit=%d".formatted(feed, cursor, limit);
        try {
            HttpResponse<String> answer =
                    client.send(requests.apply(path).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body()).get("items");
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String cursor(History.Seen seen) {
        boolean ofAll = feed.equals("/v1/events");
        return cursor(
                feed, ofAll ? seen.position() : seen.entry().seq(), seen.entry().hash());
    }

    /** The form that verifies itself: position and leaf across projects, seq and hash in one. */
    static String cursor(String feed, long number, String hash) {
        String check = feed.equals("/v1/events") ? leaf(hash) : hash;
        return "%d.%s".formatted(number, check.substring(0, 16));
    }

    /** RFC 6962 section 2.1: the hash of a leaf. */
    private static String leaf(String hash) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(HexFormat.of().parseHex(hash)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
