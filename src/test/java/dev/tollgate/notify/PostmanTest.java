package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS the certificate must be that of the name, although the address is given. */
class PostmanTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private HttpsServer server;
    private Path certificate;

    @BeforeEach
    void aServerWithACertificateForOneName() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hooks",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "SAN=dns:hooks.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes()))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        certificate = folder.resolve("certificate.pem");
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("hooks").getEncoded())));
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CallResult call(String host, Optional<Path> trusted) throws Exception {
        Postman postman = new Postman(vertx, Duration.ofSeconds(5), Duration.ofSeconds(20), 1, trusted);
        Target target = Target.parse(
                "https://%s:%d/".formatted(host, server.getAddress().getPort()), false);
        return postman.call(target, InetAddress.getByName("127.0.0.1"), Map.of(), new byte[] {'{', '}'});
    }

    @Test
    void aTargetWithItsOwnCertificateIsCalled() throws Exception {
        assertThat(call("hooks.example", Optional.of(certificate)).status()).contains(204);
    }

    @Test
    void aTargetWithTheCertificateOfAnotherNameIsNot() throws Exception {
        CallResult result = call("other.example", Optional.of(certificate));

        assertThat(result.status()).isEmpty();
        assertThat(result.error().orElseThrow()).startsWith("TLS failed");
    }

    @Test
    void aCertificateThatNobodyTrustsIsNotEnough() throws Exception {
        assertThat(call("hooks.example", Optional.empty()).error().orElseThrow())
                .startsWith("TLS failed");
    }
}
