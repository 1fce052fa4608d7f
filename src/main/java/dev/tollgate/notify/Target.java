package dev.tollgate.notify;

import dev.tollgate.lifecycle.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where webhooks go: an absolute https or http address, taken apart once and never parsed again, so that what is checked is what is called.
 *
 * @param host lower case; an IPv6 literal without its brackets
 * @param path with the query, as written
 */
record Target(String url, String scheme, String host, int port, String path) {

    static final int MAX_LENGTH = 2_000;

    /** The target, or its address, may not be called; the message says why, for people. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static Target parse(String url, boolean allowHttp) throws Refused {
        if (url.length() > MAX_LENGTH) {
            throw new Refused("is longer than %d characters".formatted(MAX_LENGTH));
        }
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !(allowHttp && scheme.equals("http"))) {
            throw new Refused(allowHttp ? "must begin with https:// or http://" : "must begin with https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw new Refused("must not hold a user name or password");
        }
        if (uri.getRawFragment() != null) {
            throw new Refused("must not have a fragment");
        }
        if (uri.getHost() == null) {
            throw new Refused("must name a host by letters, digits, hyphens and dots, or by its address");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
        return new Target(url, scheme, host, port(uri.getPort(), secure), path + query);
    }

    private static URI uri(String url) throws Refused {
        try {
            URI uri = new URI(url);
            if (!uri.toASCIIString().equals(url)) {
                throw new Refused("must be in ASCII; write a host name in its xn-- form");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Refused("is not a URL");
        }
    }

    /** Ports below 1024 belong to other protocols, some of which can be spoken to by a cleverly written HTTP request. */
    private static int port(int given, boolean secure) throws Refused {
        int port = given < 0 ? (secure ? 443 : 80) : given;
        if (port != 443 && port != 80 && (port < 1_024 || port > 65_535)) {
            throw new Refused("must use port 443, 80 or one from 1024 to 65535");
        }
        return port;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** Scheme, host and port: what may stand on the record. */
    String origin() {
        return "%s://%s:%d".formatted(scheme, host.contains(":") ? "[" + host + "]" : host, port);
    }

    String digest() {
        return Sha256.named(url.getBytes(StandardCharsets.UTF_8));
    }

    /** Never the whole address: this ends up in logs. */
    @Override
    public String toString() {
        return origin();
    }
}
