package dev.tollgate;

import dev.tollgate.audit.AuditorCommands;
import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.LogKeys;
import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts the packaged service. It has no database and no identities of its own, so it asks for both before anything starts: one line for
 * the operator instead of a stack trace. Dev mode and tests, which have both, do not come through here: the class is made the entry point
 * by {@code %prod.quarkus.package.main-class}, not by an annotation that would hold everywhere.
 */
public final class Tollgate {

    private Tollgate() {}

    public static void main(String... arguments) {
        AuditorCommands.run(arguments).ifPresent(System::exit);
        missing(ConfigProvider.getConfig()).ifPresent(Tollgate::refuse);
        Quarkus.run(arguments);
    }

    private static Optional<String> missing(Config config) {
        if (isAbsent(config, "quarkus.datasource.jdbc.url")) {
            return Optional.of("no database: set QUARKUS_DATASOURCE_JDBC_URL (and _USERNAME, _PASSWORD)");
        }
        if (isAbsent(config, "quarkus.flyway.username") != isAbsent(config, "quarkus.flyway.password")) {
            // With one of them only, Flyway would quietly take the service's own role.
            return Optional.of("set both QUARKUS_FLYWAY_USERNAME and QUARKUS_FLYWAY_PASSWORD, or none");
        }
        if (Stream.of("quarkus.oidc.auth-server-url", "quarkus.oidc.public-key")
                .allMatch(name -> isAbsent(config, name))) {
            return Optional.of("no identities: set QUARKUS_OIDC_AUTH_SERVER_URL, or QUARKUS_OIDC_PUBLIC_KEY");
        }
        if (isAbsent(config, LogKeys.KEY)) {
            return Optional.of("no key for the log: set TOLLGATE_LOG_KEY"
                    + " (java -jar tollgate-run.jar key tollgate.example.com/log makes one, for a log of that name)");
        }
        return unusable(config);
    }

    private static Optional<String> unusable(Config config) {
        try {
            LogKeys.of(
                    config.getValue(LogKeys.KEY, String.class),
                    config.getOptionalValue(LogKeys.RETIRING_KEY, String.class));
            return Optional.empty();
        } catch (BrokenSealException e) {
            return Optional.of("the key for the log is not usable: " + e.getMessage());
        }
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
