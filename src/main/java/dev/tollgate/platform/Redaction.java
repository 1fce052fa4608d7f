package dev.tollgate.platform;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** Paths as they may be shown and logged: the address of a channel is as good as a password, and stands in its path. */
final class Redaction {

    private static final String DOOR = "/in/";

    private Redaction() {}

    static String path(RoutingContext request) {
        String path = Objects.toString(request.request().path(), "");
        return path.startsWith(DOOR) ? DOOR + "..." : path;
    }
}
