package dev.tollgate.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Not ready while the service's own role could change the log, or give itself the right to: whoever takes over the service could then
 * rewrite the record. {@code tollgate.log.allow-one-role} accepts that, and is said in the log and here.
 */
@Readiness
@Singleton
class AppendOnlyCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(AppendOnlyCheck.class);

    /** After the schema, before anybody is served. */
    private static final int AFTER_SCHEMA = Migrations.SCHEMA + 1;

    private static final String REMEDY =
            "run migrations as another role (QUARKUS_FLYWAY_USERNAME) that owns the database: README, The database's two roles;"
                    + " or accept it: tollgate.log.allow-one-role=true";

    /**
     * Ways to change the log, one a row. Who may become the owner counts as the owner. Dropping a table takes no right on it, where one
     * owns its schema or its database; and a trigger refuses what its function says.
     */
    private static final String WAYS = """
            WITH log AS (
                SELECT c.oid, c.relname, c.relowner, c.relnamespace
                  FROM pg_class c
                 WHERE c.oid IN ('event'::regclass, 'payload'::regclass, 'sealed'::regclass, 'subtree'::regclass,
                                 'checkpoint'::regclass)
            )
            SELECT 'is a superuser' FROM pg_roles WHERE rolname = current_user AND rolsuper
            UNION ALL
            SELECT 'owns the database' FROM pg_database WHERE datname = current_database() AND pg_has_role(datdba, 'MEMBER')
            UNION ALL
            SELECT DISTINCT 'owns the schema ' || nspname
              FROM pg_namespace n JOIN log ON log.relnamespace = n.oid WHERE pg_has_role(nspowner, 'MEMBER')
            UNION ALL
            SELECT 'owns the trigger function ' || proname
              FROM pg_proc WHERE oid = 'refuse_change_of_log'::regproc AND pg_has_role(proowner, 'MEMBER')
            UNION ALL
            SELECT 'owns ' || relname FROM log WHERE pg_has_role(relowner, 'MEMBER')
            UNION ALL
            SELECT 'may UPDATE ' || relname FROM log WHERE has_any_column_privilege(oid, 'UPDATE')
            UNION ALL
            SELECT 'may ' || privilege || ' ' || relname
              FROM log, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
             WHERE has_table_privilege(oid, privilege)""";

    private final DataSource database;
    private final boolean allowed;

    AppendOnlyCheck(DataSource database, @ConfigProperty(name = "tollgate.log.allow-one-role") boolean allowed) {
        this.database = database;
        this.allowed = allowed;
    }

    void warn(@Observes @Priority(AFTER_SCHEMA) StartupEvent start) {
        try {
            List<String> ways = ways();
            if (!ways.isEmpty()) {
                LOG.warnf("The service's role could change the log: it %s. To do: %s", String.join(", ", ways), REMEDY);
            }
        } catch (SQLException e) {
            LOG.warnf("Whether the service's role could change the log cannot be told: %s", e.getMessage());
        }
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("the service cannot change the log").up();
        try {
            List<String> ways = ways();
            if (ways.isEmpty()) {
                return response.build();
            }
            response.withData("role", String.join(", ", ways));
            return allowed
                    ? response.withData("allowed by", "tollgate.log.allow-one-role")
                            .build()
                    : response.down().withData("remedy", REMEDY).build();
        } catch (SQLException e) {
            return response.down()
                    .withData("error", "the database cannot be asked, or has no log yet")
                    .build();
        }
    }

    private List<String> ways() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAYS)) {
            List<String> ways = new ArrayList<>();
            while (rows.next()) {
                ways.add(rows.getString(1));
            }
            return ways;
        }
    }
}
