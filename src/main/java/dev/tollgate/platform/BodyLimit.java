package dev.tollgate.platform;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * No body over 1 MiB. One that announces its length is refused here, before anything of it is read; one that does not (chunked) is counted
 * by {@link JsonBodyReader}. Quarkus's own limit answers without a body, so it is set far higher in the configuration.
 *
 * <p>A filter of the matched route rather than a handler before routing: an answer that no route gave would be counted in the metrics under
 * the path as the caller spelt it.
 */
class BodyLimit {

    static final int MAX_BYTES = 1024 * 1024;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    static Problem exceeded() {
        return Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than %,d bytes.".formatted(MAX_BYTES));
    }

    @ServerRequestFilter
    void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length != null && isTooLong(length)) {
            throw exceeded().toException();
        }
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

    private static boolean isTooLong(String length) {
        return DIGITS.matcher(length).matches() && (length.length() > 18 || Long.parseLong(length) > MAX_BYTES);
    }
}
