package dev.tollgate.platform;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** The only way a JSON body gets in. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
class JsonBodyReader implements ServerMessageBodyReader<Object> {

    private final StrictJson json;

    JsonBodyReader(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return true;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, MediaType mediaType, ServerRequestContext context)
            throws IOException {
        return read(genericType, mediaType, context.getInputStream());
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(genericType, mediaType, body);
    }

    /** The framework counts {@code application/*+json} as JSON too; but a patch, say, is not what it would be taken for here. */
    private Object read(Type type, MediaType mediaType, InputStream body) throws IOException {
        if (!mediaType.getSubtype().equalsIgnoreCase("json")) {
            throw new NotSupportedException();
        }
        byte[] bytes = body.readNBytes(BodyLimit.MAX_BYTES + 1);
        if (bytes.length > BodyLimit.MAX_BYTES) {
            throw BodyLimit.exceeded().toException();
        }
        return json.read(bytes, type);
    }
}
