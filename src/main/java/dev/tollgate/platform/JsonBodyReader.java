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

/**
 * How bodies get in: JSON, and documents in YAML where a resource takes an {@link Upload}. A resource that takes the stream itself reads it by
 * itself.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, JsonBodyReader.YAML})
class JsonBodyReader implements ServerMessageBodyReader<Object> {

    /** RFC 9512. */
    static final String YAML = "application/yaml";

    private final StrictJson json;

    JsonBodyReader(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return type != InputStream.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type != InputStream.class;
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
        boolean isJson = mediaType.getSubtype().equalsIgnoreCase("json");
        if (!isJson && type != Upload.class) {
            throw new NotSupportedException();
        }
        byte[] bytes = BodyLimit.read(body, BodyLimit.MAX_BYTES);
        if (type != Upload.class) {
            return json.read(bytes, type);
        }
        if (isJson) {
            JsonSyntax.parse(bytes);
        }
        return new Upload(isJson ? MediaType.APPLICATION_JSON : YAML, bytes);
    }
}
