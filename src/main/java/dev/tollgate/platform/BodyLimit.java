package dev.tollgate.platform;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * No body over 1 MiB, but where a resource says otherwise ({@link OwnBodyLimit}). One that announces its length is refused here, before anything of it is read; one that does not (chunked) is counted
 * by {@link JsonBodyReader}. Quarkus's own limit answers without a body, so it is set far higher in the configuration.
 *
 * <p>A filter of the matched route rather than a handler before routing: an answer that no route gave would be counted in the metrics under
 * the path as the caller spelt it.
 */
public class BodyLimit {

    public static final int MAX_BYTES = 1024 * 1024;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    @ServerRequestFilter
    void check(RoutingContext request, SimpleResourceInfo resource) {
        if (!resource.getResourceClass().isAnnotationPresent(OwnBodyLimit.class)) {
            check(request, MAX_BYTES);
        }
    }

    /** @throws ProblemException where the request announces a body over the limit, in bytes */
    public static void check(RoutingContext request, int limit) {
        String length = request.request().getHeader("Content-Length");
        if (length != null && isTooLong(length, limit)) {
            throw exceeded(limit).toException();
        }
    }

    /** @throws ProblemException where the body is over the limit, in bytes */
    public static byte[] read(InputStream body, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw exceeded(limit).toException();
        }
        return bytes;
    }

    static Problem exceeded() {
        return exceeded(MAX_BYTES);
    }

    private static Problem exceeded(int limit) {
        return Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than %,d bytes.".formatted(limit));
    }

    /**
     * The caller is still sending: without closing, its bytes would be taken for the next request. HTTP/2 has streams for that, and forbids
     * the header (RFC 9113 section 8.2.2).
     */
    static void closeAfter(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
    }

    private static boolean isTooLong(String length, int limit) {
        return DIGITS.matcher(length).matches() && (length.length() > 18 || Long.parseLong(length) > limit);
    }
}
