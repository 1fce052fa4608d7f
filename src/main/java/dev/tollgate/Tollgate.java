package dev.tollgate;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts the service. Outside dev mode and tests it has no database and no identities of its own, so it asks for both before anything
 * starts: one line for the operator instead of a stack trace.
 */
@QuarkusMain
public final class Tollgate {

    Tollgate() {}

    public static void main(String... arguments) {
        if (isPackaged()) {
            missing(ConfigProvider.getConfig()).ifPresent(Tollgate::refuse);
        }
        Quarkus.run(arguments);
    }

    /** The launch mode is not known this early; but dev mode and tests load classes through a class loader of their own. */
    private static boolean isPackaged() {
        return !Tollgate.class.getClassLoader().getClass().getName().startsWith("io.quarkus.bootstrap.classloading");
    }

    private static Optional<String> missing(Config config) {
        if (isAbsent(config, "quarkus.datasource.jdbc.url")) {
            return Optional.of("no database: set QUARKUS_DATASOURCE_JDBC_URL (and _USERNAME, _PASSWORD)");
        }
        if (Stream.of("quarkus.oidc.auth-server-url", "quarkus.oidc.public-key")
                .allMatch(name -> isAbsent(config, name))) {
            return Optional.of("no identities: set QUARKUS_OIDC_AUTH_SERVER_URL, or QUARKUS_OIDC_PUBLIC_KEY");
        }
        return Optional.empty();
    }

    private static boolean isAbsent(Config config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .isEmpty();
    }

    private static void refuse(String reason) {
        System.err.println("Tollgate cannot start: " + reason);
        System.exit(1);
    }
}
