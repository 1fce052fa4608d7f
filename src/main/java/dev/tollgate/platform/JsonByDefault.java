package dev.tollgate.platform;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Whoever takes anything gets JSON, where there is JSON. An operation that has a list, a stream and a file would otherwise answer with the one
 * whose class happened to be read first. Among what a caller takes equally, the more specific comes first (RFC 9110, section 12.5.1), so it
 * is enough to name JSON beside each wildcard.
 */
class JsonByDefault {

    private static final Pattern WILDCARD = Pattern.compile("(?<![^,\\s])(\\*|application)/\\*([^,]*)");

    @ServerRequestFilter(preMatching = true)
    void nameIt(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        request.getHeaders()
                .putSingle(HttpHeaders.ACCEPT, withJson(accept == null || accept.isBlank() ? "*/*" : accept));
    }

    static String withJson(String accept) {
        return accept.contains("application/json")
                ? accept
                : WILDCARD.matcher(accept).replaceAll("application/json$2, $0");
    }
}
