package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.ALICE;
import static dev.tollgate.ledger.Asked.CI;
import static dev.tollgate.ledger.Asked.by;
import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.evidence;
import static dev.tollgate.ledger.Asked.go;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.planSatisfied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceOutcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes the record behind the service's back is found out, and where. Each test changes it and takes that back. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class VerificationTest {

    /** Rewrites the hashes of the log from one event on, as somebody would who knows the formula. */
    private static final String REHASH = """
            WITH RECURSIVE forged AS (
                SELECT e.seq, e.hash, e.prev_hash FROM event e WHERE e.project_id = $1 AND e.seq = $2 - 1
                UNION ALL
                SELECT e.seq, sha256(convert_to(concat_ws(E'\\n', 'tollgate-event-v1', e.project_id, e.seq,
                           to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.type, e.actor,
                           encode(sha256(e.data), 'hex'), encode(f.hash, 'hex')), 'UTF8')), f.hash
                  FROM event e JOIN forged f ON e.seq = f.seq + 1 WHERE e.project_id = $1)
            UPDATE event e SET hash = f.hash, prev_hash = f.prev_hash
              FROM forged f WHERE e.project_id = $1 AND e.seq = f.seq AND e.seq >= $2""";

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    private UUID project;
    private long events;

    @BeforeEach
    void aProjectWithAPast() {
        String churn = newKey();
        ledger.submit(creation(churn));
        ledger.submit(planSatisfied(churn));
        var wrong = (Outcome.Done) ledger.submit(
                by(CI, churn, evidence("plan.baseline", EvidenceOutcome.FAIL, Instant.now(), Optional.of("k"))));
        UUID id = Receipt.of(wrong.steps().getFirst()).id();
        ledger.submit(by(ALICE, churn, new Command.InvalidateEvidence(id, "wrong data")));
        ledger.submit(go(churn));
        Tip tip = ledger.find(churn).orElseThrow();
        project = tip.project().id();
        events = tip.seq();
    }

    @Test
    void whatNobodyTouchedIsValid() throws SQLException {
        Verification.Report report = after("SELECT 1");

        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data = '{}'                                            | was changed: its hash is not that of its content",
                "actor = 'person:mallory'                              | was changed: its hash is not that of its content",
                "type = 'gate.decided'                                 | was changed: its hash is not that of its content",
                "at = at + interval '1 microsecond'                    | was changed: its hash is not that of its content",
                "hash = sha256(hash)                                   | was changed: its hash is not that of its content",
                "prev_hash = sha256(prev_hash)                         | does not name the hash of the event before it",
                "hash = sha256(hash), prev_hash = sha256(prev_hash)    | does not name the hash of the event before it"
            })
    void aChangedEventIsNamed(String change, String reason) throws SQLException {
        Verification.Report report = after("UPDATE event SET %s WHERE project_id = $1 AND seq = 7".formatted(change));

        assertThat(report.broken()).contains(new Verification.Broken(7, reason));
        assertThat(report.events()).isEqualTo(6);
        assertThat(report.differences()).isEmpty();
    }

    @Test
    void aMissingEventIsNamed() throws SQLException {
        assertThat(after("DELETE FROM event WHERE project_id = $1 AND seq = 5").broken())
                .contains(new Verification.Broken(5, "is missing"));
        assertThat(after("DELETE FROM event WHERE project_id = $1 AND seq = 1").broken())
                .contains(new Verification.Broken(1, "is missing"));
        assertThat(after("DELETE FROM event WHERE project_id = $1").broken())
                .contains(new Verification.Broken(1, "the log is empty"));
    }

    @Test
    void twoEventsThatChangedPlacesAreNamed() throws SQLException {
        Verification.Report report = after("UPDATE event SET seq = -seq WHERE project_id = $1 AND seq IN (5, 6);"
                + "UPDATE event SET seq = 11 + seq WHERE project_id = $1 AND seq < 0");

        assertThat(report.broken())
                .contains(new Verification.Broken(5, "does not name the hash of the event before it"));
    }

    @Test
    void aLogThatWasCutShortDisagreesWithTheTables() throws SQLException {
        Verification.Report report = after("DELETE FROM event WHERE project_id = $1 AND seq = %d".formatted(events));

        assertThat(report.broken()).isEmpty();
        assertThat(report.differences())
                .extracting(Verification.Difference::table, Verification.Difference::column)
                .contains(tuple("project", "head_seq"));
    }

    @Test
    void aLogThatWasRewrittenWholeDisagreesWithTheTables() throws SQLException {
        Verification.Report report =
                after("UPDATE event SET actor = 'person:mallory' WHERE project_id = $1 AND seq = 7;"
                        + REHASH.replace("$2", "7"));

        assertThat(report.broken()).isEmpty();
        assertThat(report.differences())
                .extracting(Verification.Difference::column)
                .contains("head_hash");
        assertThat(report.valid()).isFalse();
    }

    @Test
    void anEventThatCannotFollowIsNamedThoughItsHashIsRight() throws SQLException {
        assertThat(after("UPDATE event SET type = 'gate.exploded' WHERE project_id = $1 AND seq = 7;"
                                + REHASH.replace("$2", "7"))
                        .broken())
                .contains(new Verification.Broken(7, "is no event that may follow those before it"));
        assertThat(after("UPDATE event SET data = '[' WHERE project_id = $1 AND seq = 7;" + REHASH.replace("$2", "7"))
                        .broken())
                .contains(new Verification.Broken(7, "is no event that may follow those before it"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE project SET phase = 'DEPLOY' WHERE id = $1                                              | project  | phase      | DATA",
                "UPDATE project SET name = 'Chern' WHERE id = $1                                                | project  | name       | Churn",
                "UPDATE project SET labels = '{}' WHERE id = $1                                                 | project  | labels     | {\"domain\":\"crm\"}",
                "UPDATE item SET state = 'SATISFIED' WHERE project_id = $1 AND id = 'data.eda'                  | item     | state      | NOT_STARTED",
                "UPDATE item SET authors = '{mallory}' WHERE project_id = $1 AND id = 'data.eda'                | item     | authors    | []",
                "UPDATE gate SET state = 'PASSED' WHERE project_id = $1 AND gate = 'data'                       | gate     | state      | NOT_READY",
                "UPDATE decision SET rationale = 'bribed' WHERE project_id = $1                                 | decision | rationale  | all there",
                "UPDATE vote SET voter = 'bob' WHERE project_id = $1                                            | vote     |            | present",
                "DELETE FROM vote WHERE project_id = $1                                                         | vote     |            | present",
                "DELETE FROM item WHERE project_id = $1 AND id = 'data.eda'                                     | item     |            | present",
                "UPDATE evidence SET outcome = 'PASS' WHERE project_id = $1 AND dedupe_key = 'key:k'            | evidence | outcome    | FAIL",
                "UPDATE evidence SET invalidated_for = 'x' WHERE project_id = $1 AND dedupe_key = 'key:k'       | evidence | invalidated_for | wrong data",
                "UPDATE evidence SET metrics = '{\"auc\": 1}' WHERE project_id = $1 AND dedupe_key = 'key:k'    | evidence | metrics    | {\"auc\":0.661,\"n\":41290600}",
            })
    void aChangedRowIsNamedWithWhatTheLogSays(String change, String table, String column, String log)
            throws SQLException {
        Verification.Report report = after(change.strip());

        assertThat(report.broken()).isEmpty();
        assertThat(report.differences()).first().satisfies(difference -> {
            assertThat(difference.table()).isEqualTo(table.strip());
            assertThat(difference.column()).isEqualTo(column == null ? "" : column.strip());
            assertThat(difference.log()).isEqualTo(log.strip());
        });
    }

    @Test
    void aRowTooManyIsNamed() throws SQLException {
        Verification.Report report = after("""
                INSERT INTO loop (project_id, id, from_phase, to_phase, trigger, reason, state, proposed_by, proposed_at,
                                  reopened, invalidated)
                VALUES ($1, gen_random_uuid(), 'MODEL', 'DATA', 'RETRAINING', 'r', 'CONFIRMED', 'person:x', now(), '{}', '{}')""");

        assertThat(report.differences())
                .singleElement()
                .satisfies(d ->
                        assertThat(d.table() + " " + d.log() + " " + d.stored()).isEqualTo("loop absent present"));
    }

    @Test
    void aChangedOrMissingPayloadIsNamed() throws SQLException {
        for (String change : new String[] {
            "UPDATE payload SET bytes = bytes || ' ' WHERE project_id = $1", "DELETE FROM payload WHERE project_id = $1"
        }) {
            assertThat(after(change).differences()).hasSize(10).allSatisfy(difference -> {
                assertThat(difference.table()).isEqualTo("payload");
                assertThat(difference.log()).startsWith("sha256:");
            });
        }
    }

    /** What verification finds after these statements, which are then undone; {@code $1} stands for the project. */
    private Verification.Report after(String statements) throws SQLException {
        try (Connection connection = database.asOwner()) {
            connection.setAutoCommit(false);
            try {
                Database.execute(connection, "ALTER TABLE event DISABLE TRIGGER USER");
                Database.execute(connection, "ALTER TABLE payload DISABLE TRIGGER USER");
                for (String statement : List.of(statements.split(";", -1))) {
                    Database.execute(connection, statement.replace("$1", "'%s'".formatted(project)));
                }
                return Verification.of(connection, project);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
