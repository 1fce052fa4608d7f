package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database itself refuses to change the log. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class AppendOnlyTest {

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET actor = 'person:nobody'",
                "UPDATE event SET at = at WHERE false",
                "DELETE FROM event",
                "TRUNCATE event",
                "TRUNCATE project CASCADE",
                "MERGE INTO event USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE"
            })
    void noStatementChangesTheLog(String statement) throws SQLException {
        // Given
        String churn = newKey();
        ledger.submit(creation(churn));

        // Then, and should it go through, it is taken back
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> Database.execute(connection, statement))
                    .hasMessageContaining("the event log is append-only");
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(database.events(churn)).isEqualTo(1);
    }
}
