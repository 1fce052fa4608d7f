package dev.tollgate.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to the APIs of tools. Where they are is the operator's configuration and never a delivery's word, so they may be private addresses,
 * unlike targets of webhooks. No redirect is followed: it could lead away with the credentials.
 */
@Singleton
class ApiCalls {

    private static final int LONGEST_MESSAGE = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;
    private final Duration timeout;

    ApiCalls(AnswerConfig config) {
        this.timeout = config.callTimeout();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * @return the body of a reply that is a success; an empty object where it has none
     * @throws Untold in every other case
     */
    JsonNode post(URI uri, Map<String, String> headers, Map<String, Object> body) throws Untold, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tollgate")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)));
        headers.forEach(request::header);
        HttpResponse<byte[]> response = reply(request.build());
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            throw new Untold(
                    "POST %s was answered %d%s".formatted(uri.getPath(), status, message(response.body())),
                    status == TOO_MANY_REQUESTS || status >= 500);
        }
        return tree(response.body());
    }

    /** Bounded as a whole: the client's own limit ends with the headers of the reply. */
    private HttpResponse<byte[]> reply(HttpRequest request) throws Untold, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> reply =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Untold("there was no answer within %d ms".formatted(timeout.toMillis()), true);
        } catch (ExecutionException e) {
            // Not its message, which may quote what was sent.
            throw new Untold(
                    "the connection failed (%s)"
                            .formatted(String.valueOf(e.getCause()).replaceFirst("[:\\s].*", "")),
                    true);
        } finally {
            reply.cancel(true);
        }
    }

    private byte[] bytes(Map<String, Object> body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }

    private JsonNode tree(byte[] body) {
        try {
            return body.length == 0 ? json.createObjectNode() : json.readTree(body);
        } catch (IOException notJson) {
            return json.createObjectNode();
        }
    }

    /** What the API says of its no, where it does so as both of them do. */
    private String message(byte[] body) {
        JsonNode message = tree(body).path("message");
        String text = message.isMissingNode() ? "" : message.isTextual() ? message.textValue() : message.toString();
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.isEmpty() ? "" : ": " + plain.substring(0, Math.min(plain.length(), LONGEST_MESSAGE));
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
