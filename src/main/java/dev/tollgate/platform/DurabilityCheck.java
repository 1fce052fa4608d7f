package dev.tollgate.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the database may lose what it has confirmed: a decision that is answered with 201 has to survive a power cut. Red as
 * well while the database cannot be asked.
 */
@Readiness
@Singleton
class DurabilityCheck implements HealthCheck {

    static final List<String> SETTINGS = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final DataSource database;

    DurabilityCheck(DataSource database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database keeps what it confirms").up();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                String value = show(statement, setting);
                response.withData(setting, value);
                if (value.equals("off")) {
                    response.down();
                }
            }
            return response.build();
        } catch (SQLException e) {
            return response.down()
                    .withData("error", "the database cannot be asked")
                    .build();
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
