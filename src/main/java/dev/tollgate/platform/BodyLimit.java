package dev.tollgate.platform;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * No body over 1 MiB. One that announces its length is refused here, before anything of it is read; one that does not (chunked) is counted
 * by {@link JsonBodyReader}. Quarkus's own limit answers without a body, so it is set far higher in the configuration.
 */
@Singleton
class BodyLimit {

    static final int MAX_BYTES = 1024 * 1024;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final ProblemWriter problems;

    BodyLimit(ProblemWriter problems) {
        this.problems = problems;
    }

    static Problem exceeded() {
        return Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than %,d bytes.".formatted(MAX_BYTES));
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader("Content-Length");
        if (length != null && isTooLong(length)) {
            closeAfter(request);
            problems.send(request, exceeded());
        } else {
            request.next();
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
