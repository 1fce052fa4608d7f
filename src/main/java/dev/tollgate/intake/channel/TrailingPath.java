package dev.tollgate.intake.channel;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Some senders put a path of their own behind the URL that they are given, as OpenLineage does {@code /api/v1/lineage}. It is overlooked. */
class TrailingPath {

    private static final Pattern DOOR = Pattern.compile("(/in/[^/]+)/.+");

    @ServerRequestFilter(preMatching = true)
    void overlook(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        Matcher door = DOOR.matcher(uri.getRawPath());
        if (door.matches()) {
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            request.setRequestUri(uri.resolve(door.group(1) + query));
        }
    }
}
