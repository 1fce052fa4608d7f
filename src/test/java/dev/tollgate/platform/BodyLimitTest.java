package dev.tollgate.platform;

import static dev.tollgate.platform.Exchange.json;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class BodyLimitTest {

    private static final String TOO_LARGE = """
            {"type": "/problems/payload-too-large", "title": "The body is too large", "status": 413, "code": "payload-too-large",
             "detail": "The body is larger than 1,048,576 bytes.", "instance": "/test/things", "traceId": "${json-unit.any-string}"}
            """;

    @TestHTTPResource("/test/things")
    URI things;

    @Test
    void aBodyOfOneMebibyteIsRead() throws Exception {
        byte[] body = bodyOf(BodyLimit.MAX_BYTES);

        assertThat(json(body).post("/test/things").statusCode()).isEqualTo(200);
        assertThat(send(chunked(body)).statusCode()).isEqualTo(200);
    }

    @Test
    void aLargerBodyThatSaysSoIsRefused() throws Exception {
        HttpResponse<String> response = send(BodyPublishers.ofByteArray(bodyOf(BodyLimit.MAX_BYTES + 1)));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThatJson(response.body()).isEqualTo(TOO_LARGE);
    }

    @Test
    void aLargerBodyThatDoesNotSaySoIsRefused() throws Exception {
        HttpResponse<String> response = send(chunked(bodyOf(BodyLimit.MAX_BYTES + 1)));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThatJson(response.body()).isEqualTo(TOO_LARGE);
    }

    private HttpResponse<String> send(BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(things)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    /** A valid thing with blanks behind it. */
    private static byte[] bodyOf(int bytes) {
        String thing = "{\"name\":\"a\"}";
        return (thing + " ".repeat(bytes - thing.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
