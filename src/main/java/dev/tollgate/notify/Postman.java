package dev.tollgate.notify;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;

/**
 * Makes the calls. It connects to the address that was checked, while host header, server name and certificate are those of the target's name.
 * It follows no redirect, keeps no cookie, knows no proxy, reads no more of an answer than it needs, and gives up in time. Vert.x, since the
 * client of the Java platform resolves the name again by itself.
 */
@Singleton
class Postman {

    /** A connection that the receiver closed while it was idle looks like a failure, so none is kept for long. */
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;
    private final Duration callTimeout;

    Postman(Vertx vertx, WebhookConfig config) {
        this.callTimeout = config.callTimeout();
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                // Two subscriptions of one receiver do not wait for each other.
                .setMaxPoolSize(config.maxSubscriptions())
                .setMaxRedirects(0)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setTrustAll(false);
        config.trustedCertificates()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.client = vertx.createHttpClient(options);
    }

    /**
     * Posts the body and waits for the outcome, at most for the configured time.
     *
     * @throws InterruptedException where the service stops meanwhile; the receiver may have had the message or not
     */
    CallResult call(Target target, InetAddress address, Map<String, String> headers, byte[] body)
            throws InterruptedException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(target.port(), literal(address)))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isSecure())
                .setURI(target.path())
                .setFollowRedirects(false);
        headers.forEach(options::putHeader);
        var exchange = new PostExchange(client, options, body);
        return exchange.await(callTimeout);
    }

    /** Without the scope of a link-local address. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
