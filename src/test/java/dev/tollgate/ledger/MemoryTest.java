package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a service remembers of a project is what its log folds to, so that every replica answers alike. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class MemoryTest {

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    @Test
    void aProjectWithEverythingInIt() throws SQLException {
        // Given
        ProjectApi churn = Api.of(getClass()).newProject("churn", "LOW").passed("plan", "data");
        churn.evidence("model.evaluation", """
                {"outcome": "FAIL", "metrics": {"auc": 0.10000000000000000001, "n": 41290600, "x": 1.50}}""").is(201);
        churn.post("/loops", """
                {"from": "MODEL", "to": "DATA", "trigger": "FEATURE_DRIFT", "reason": "it drifts",
                 "signal": {"psi": 1.50, "n": 12345678901234567890, "exact": 0.1234567890123456789, "e": 1e2, "none": null}}
                """).is(201);
        String shown = churn.get("/loops").text();

        // Then
        Tip remembered = ledger.find(churn.key()).orElseThrow();
        assertThat(remembered.project()).isEqualTo(folded(churn.key()).project());
        assertThat(churn.get("/loops").text()).isEqualTo(shown);
    }

    private Tip folded(String key) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Tips()
                    .upTo(connection, ProjectHeads.find(connection, key).orElseThrow());
        }
    }
}
