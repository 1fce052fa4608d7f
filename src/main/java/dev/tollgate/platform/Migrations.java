package dev.tollgate.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date before anything else asks the database. Not Flyway's own migrate-at-start: that runs before the server of
 * dev mode is there. They run as {@code quarkus.flyway.username}, which owns the schema; the service's own role is granted what
 * {@code afterMigrate__grants.sql} says.
 */
@Singleton
public class Migrations {

    /** When the dev database is started, among the observers of {@link StartupEvent}: the lower, the earlier. */
    public static final int DATABASE = 100;

    /** When the schema is migrated. Whoever needs it at startup observes with a higher number, or none. */
    public static final int SCHEMA = 200;

    private final Flyway flyway;
    private final boolean atStart;

    Migrations(Flyway flyway, @ConfigProperty(name = "tollgate.migrate-at-start") boolean atStart) {
        this.flyway = flyway;
        this.atStart = atStart;
    }

    void migrate(@Observes @Priority(SCHEMA) StartupEvent start) {
        if (atStart) {
            flyway.migrate();
        }
    }
}
