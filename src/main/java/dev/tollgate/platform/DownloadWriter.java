package dev.tollgate.platform;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.ServerSerialisers;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends downloads. No thread waits while a caller reads: each piece is made on a worker thread once the one before has been handed to the
 * network. Of the framework's own ways, a {@code StreamingOutput} blocks a thread for as long as the caller likes and ends a body that failed
 * like one that is whole, and {@code Multi} writes what it takes for JSON into brackets.
 */
@Provider
class DownloadWriter implements ServerMessageBodyWriter<Download> {

    private static final Logger LOG = Logger.getLogger(DownloadWriter.class);

    private final Executor workers = Infrastructure.getDefaultExecutor();

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Download.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Download.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Download download, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        ServerSerialisers.encodeResponseHeaders(request);
        request.serverResponse().setChunked(true);
        workers.execute(() -> send(download, request));
    }

    private void send(Download download, ResteasyReactiveRequestContext request) {
        ServerHttpResponse response = request.serverResponse();
        try {
            Optional<byte[]> piece = download.pieces().next();
            if (piece.isEmpty()) {
                response.end();
                request.resume();
                return;
            }
            response.write(piece.get()).whenComplete((written, failure) -> {
                if (failure == null) {
                    workers.execute(() -> send(download, request));
                } else {
                    // The caller has gone.
                    request.resume();
                }
            });
        } catch (RuntimeException e) {
            LOG.error("A download could not be ended, and is broken off", e);
            response.reset();
            request.resume();
        }
    }

    @Override
    public void writeTo(
            Download download,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new WebApplicationException("a download is not written into a buffer");
    }
}
