package dev.tollgate.platform;

import static dev.tollgate.platform.Exchange.given;
import static dev.tollgate.platform.TryResource.MADE;
import static dev.tollgate.platform.TryResource.PIECE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A body of any size costs the service one piece of it, and the caller can tell a part from the whole. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DownloadTest {

    private static final int PIECES = 128;

    /** What the two sockets may hold between them (4 MiB of it the kernel's, by default), and as much again. */
    private static final int MOST_AHEAD = 16;

    @Test
    void everyPieceArrivesOnceAndInOrder() {
        assertThat(given().get("/test/download?pieces=3").asByteArray()).hasSize(3 * PIECE);
        assertThat(given().get("/test/download?pieces=0").asByteArray()).isEmpty();
    }

    @Test
    void noPieceIsMadeBeforeThoseBeforeItHaveLeft() throws Exception {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.getOutputStream()
                    .write("GET /test/download?pieces=%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .formatted(PIECES)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            long read = 0;
            int furthest = 0;
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
                furthest = Math.max(furthest, MADE.get() - (int) (read / PIECE));
            }

            assertThat(read).isGreaterThan((long) PIECES * PIECE);
            assertThat(furthest).isLessThanOrEqualTo(MOST_AHEAD);
        }
    }

    @Test
    void aDownloadThatFailsBreaksOff() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            "http://localhost:%d/test/download?pieces=5&failing=3".formatted(RestAssured.port)))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingIsMadeForWhoWantsNoBodyOrHasIt() {
        Response head = given().head("/test/download?pieces=5");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo("\"pieces-5\"");
        assertThat(MADE).hasValue(0);

        Response known = given().header("If-None-Match", "\"pieces-5\"").get("/test/download?pieces=5");
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.asByteArray()).isEmpty();
        assertThat(MADE).hasValue(0);
    }
}
