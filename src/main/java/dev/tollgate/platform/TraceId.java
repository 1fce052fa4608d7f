package dev.tollgate.platform;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ties a request to its log lines: the trace id of a W3C {@code traceparent}, or one made up for a caller that sent none. */
final class TraceId {

    private static final String KEY = TraceId.class.getName();
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    static String of(RoutingContext request) {
        String known = request.get(KEY);
        if (known != null) {
            return known;
        }
        String id = sent(request);
        request.put(KEY, id);
        return id;
    }

    private static String sent(RoutingContext request) {
        String header = request.request().getHeader("traceparent");
        Matcher matcher = TRACEPARENT.matcher(header == null ? "" : header);
        return matcher.matches()
                ? matcher.group(1)
                : UUID.randomUUID().toString().replace("-", "");
    }
}
