package dev.tollgate.feed;

import dev.tollgate.http.Api;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A reader with small buffers that asks for a stream and then takes nothing of it. */
final class SlowReader implements AutoCloseable {

    private final Socket socket = new Socket();

    SlowReader(Api api, String path) throws IOException {
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        String authorization =
                api.authorization().isEmpty() ? "" : "Authorization: %s\r\n".formatted(api.authorization());
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nConnection: close\r\n%s\r\n"
                        .formatted(path, authorization);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything that still arrives, now that it reads after all. */
    String wakeUp() throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[65_536];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException reset) {
            // A connection that was cut off ends like this, too.
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
