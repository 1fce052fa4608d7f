package dev.tollgate.feed;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.ServerSerialisers;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Hands a connection over to its stream, behind everything that all answers go through. Of the framework's own ways, {@code Multi} writes and
 * flushes one event at a time and again for each reader, and a {@code StreamingOutput} holds a thread that blocks where a reader does.
 */
@Provider
class EventStreamWriter implements ServerMessageBodyWriter<EventStream> {

    private final FeedStreams streams;

    EventStreamWriter(FeedStreams streams) {
        this.streams = streams;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return EventStream.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return EventStream.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(EventStream stream, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        ServerSerialisers.encodeResponseHeaders(request);
        streams.begin(stream, StreamOutlet.of(request.unwrap(RoutingContext.class)));
    }

    @Override
    public void writeTo(
            EventStream stream,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new WebApplicationException("a stream is not written into a buffer");
    }
}
