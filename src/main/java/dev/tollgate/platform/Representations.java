package dev.tollgate.platform;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The last step of every answer: bytes that end in a newline, an ETag over exactly these bytes, 304 where the caller has them already, and
 * the headers that all answers share. What is streamed has no tag but its own.
 */
class Representations {

    private static final Annotation[] NO_ANNOTATIONS = {};

    private final EntityTags tags;

    Representations(EntityTags tags) {
        this.tags = tags;
    }

    @ServerResponseFilter
    void finish(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-cache"));
        headers.putIfAbsent(HttpHeaders.VARY, List.of("Accept, Authorization"));
        if (response.getEntity() instanceof Page<?> page && page.more()) {
            headers.putSingle(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(page.next()));
        }
        if (isDryRun(request) && response.getStatus() < 300) {
            headers.putSingle(DryRun.HEADER, "true");
        }
        String asOf = request.getUriInfo().getQueryParameters().getFirst(AsOf.NAME);
        if (asOf != null && response.getStatus() < 300) {
            headers.putSingle(AsOf.HEADER, AsOf.header(asOf));
        }
        if (response.getEntity() instanceof Streamed) {
            finishStream(request, response);
        } else if (response.hasEntity()) {
            byte[] bytes = bytes(response);
            response.setEntity(bytes, NO_ANNOTATIONS, mediaType(response));
            if (isTagged(request, response)) {
                Object own = response.getHeaders().getFirst(HttpHeaders.ETAG);
                tag(request, response, own == null ? EntityTags.of(bytes) : own.toString());
            }
        }
    }

    /** Nothing is begun for a caller who wants no body, or who has it. */
    private static void finishStream(ContainerRequestContext request, ContainerResponseContext response) {
        Object own = response.getHeaders().getFirst(HttpHeaders.ETAG);
        if (own != null && isTagged(request, response)) {
            tag(request, response, own.toString());
        }
        if (request.getMethod().equals("HEAD") && response.hasEntity()) {
            MediaType type = response.getMediaType();
            response.setEntity(null);
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, type);
        }
    }

    private byte[] bytes(ContainerResponseContext response) {
        Object entity = response.getEntity();
        if (entity instanceof byte[] exact) {
            return exact;
        }
        if (entity instanceof String text) {
            return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        }
        return tags.bytes(entity);
    }

    private static MediaType mediaType(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        boolean json = !(response.getEntity() instanceof String) && !(response.getEntity() instanceof byte[]);
        if (type == null || type.isWildcardType() || type.isWildcardSubtype()) {
            return json ? MediaType.APPLICATION_JSON_TYPE : MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8");
        }
        // JSON and YAML are UTF-8 by definition and have no such parameter, though Quarkus REST adds it.
        return type.getType().equals("text")
                ? type.withCharset("UTF-8")
                : new MediaType(type.getType(), type.getSubtype());
    }

    /** GET, HEAD, and the PUT that answers with what a GET would answer. */
    private static boolean isTagged(ContainerRequestContext request, ContainerResponseContext response) {
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> response.getStatus() == 200;
            case "PUT" -> response.getStatus() < 300 && !isDryRun(request);
            default -> false;
        };
    }

    private static void tag(ContainerRequestContext request, ContainerResponseContext response, String tag) {
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        String known = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (known != null && !request.getMethod().equals("PUT") && EntityTags.matches(known, tag, true)) {
            response.setStatus(304);
            response.setEntity(null);
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    private static boolean isDryRun(ContainerRequestContext request) {
        return "true".equals(request.getUriInfo().getQueryParameters().getFirst("dryRun"));
    }
}
