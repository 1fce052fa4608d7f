package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class DurabilityCheckTest {

    @Test
    void aDatabaseWithItsDefaultsIsReady() {
        assertThat(check("").getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aSessionThatDoesNotWaitForTheDiskIsNot() {
        HealthCheckResponse response = check("-c synchronous_commit=off");

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData())
                .contains(Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote_apply"})
    void otherWaysToWaitAreFine(String mode) {
        assertThat(check("-c synchronous_commit=" + mode).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aDatabaseThatCannotBeAskedIsNotReady() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://localhost:1/tollgate");

        assertThat(new DurabilityCheck(nowhere).call().getStatus()).isEqualTo(Status.DOWN);
    }

    private static HealthCheckResponse check(String options) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(TestDatabase.url());
        database.setUser("tollgate");
        try {
            database.setProperty("options", options);
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
        return new DurabilityCheck(database).call();
    }
}
