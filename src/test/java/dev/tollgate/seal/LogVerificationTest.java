package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes the log behind the service's back is found out, and the first event is named. */
class LogVerificationTest {

    private static final UUID CHURN = UUID.fromString("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a57");
    private static final UUID FRAUD = UUID.fromString("019bb1f5-d400-7c3e-9b5a-0f6e2b8c1a58");

    /** Makes the leaves those of the events, as somebody would who knows the formula. */
    private static final String RELEAF = """
            UPDATE sealed s SET leaf = sha256('\\x00'::bytea || e.hash)
              FROM event e WHERE e.project_id = s.project_id AND e.seq = s.seq""";

    private SealLog log;

    /** Positions 1 to 300 are of one project, 301 to 600 of another; one checkpoint covers 300, one 600. */
    @BeforeEach
    void aSealedLog() throws SQLException {
        log = new SealLog();
        Sealing sealing = log.sealing("a");
        log.chain(CHURN, 300, seq -> "{\"n\":%d}".formatted(seq));
        sealing.round();
        log.chain(FRAUD, 300, seq -> "{\"n\":%d}".formatted(seq));
        sealing.round();
        assertThat(log.rows("SELECT size FROM checkpoint ORDER BY size")).containsExactly("300", "600");
    }

    @AfterEach
    void drop() {
        log.close();
    }

    private LogVerification.Report verify(List<VerifierKey> keys) {
        try (Connection connection = log.connect()) {
            return LogVerification.of(connection, keys);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong as {@code position project/seq reason}. */
    private Optional<String> broken() {
        return verify(SealLog.KEYS.verifiers())
                .broken()
                .map(b -> "%s %s/%s %s"
                        .formatted(
                                b.position().map(String::valueOf).orElse("-"),
                                b.project()
                                        .map(p -> p.equals(CHURN) ? "churn" : "fraud")
                                        .orElse("-"),
                                b.seq().map(String::valueOf).orElse("-"),
                                b.reason()));
    }

    @Test
    void whatNobodyTouchedIsValid() {
        LogVerification.Report report = verify(SealLog.KEYS.verifiers());
        assertThat(report.broken()).isEmpty();
        assertThat(report.events()).isEqualTo(600);
        assertThat(report.checkpoints()).isEqualTo(2);
        assertThat(report.root()).isEqualTo(Reference.root(log.leaves()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            UPDATE event SET data = '{}' WHERE project_id = $1 AND seq = 7 | 7 churn/7 was changed: its hash is not that of its content
            UPDATE event SET actor = 'person:m' WHERE project_id = $2 AND seq = 7 | 307 fraud/7 was changed: its hash is not that of its content
            UPDATE event SET at = at + interval '1 us' WHERE seq = 300 | 300 churn/300 was changed: its hash is not that of its content
            UPDATE event SET hash = sha256(hash) WHERE project_id = $1 AND seq = 7 | 7 churn/7 is not the event that was sealed: its hash is not that of the leaf
            UPDATE event SET prev_hash = sha256(prev_hash) WHERE project_id = $1 AND seq = 7 | 7 churn/7 was changed: its hash is not that of its content
            UPDATE sealed SET leaf = sha256(leaf) WHERE position = 9 | 9 churn/9 is not the event that was sealed: its hash is not that of the leaf
            DELETE FROM event WHERE project_id = $1 AND seq = 9 | 9 churn/9 is sealed, and gone from the log
            DELETE FROM event WHERE project_id = $2 | 301 fraud/1 is sealed, and gone from the log
            DELETE FROM sealed WHERE position = 9 | 10 churn/10 follows a gap: nothing has the position 9
            DELETE FROM sealed WHERE position = 9; DELETE FROM event WHERE project_id = $1 AND seq = 9 | 10 churn/10 follows a gap: nothing has the position 9
            DELETE FROM sealed WHERE position > 590; DELETE FROM event WHERE project_id = $2 AND seq > 290 | 591 -/- has no event, though a checkpoint covers 600
            UPDATE event SET seq = -seq WHERE project_id = $1 AND seq IN (5, 6); UPDATE event SET seq = 11 + seq WHERE seq < 0 | 5 churn/5 is not the event that was sealed: its hash is not that of the leaf
            UPDATE subtree SET root = sha256(root) WHERE index = 1 | 512 fraud/212 completes hash 1 of tile level 1, and that is not the one that is stored
            UPDATE checkpoint SET root = sha256(root) WHERE size = 300 | 300 churn/300 is the last of 300 that a checkpoint covers, and the checkpoint has another root: one of the events since position 1 is not what was signed
            UPDATE checkpoint SET note = replace(note, '300', '301') WHERE size = 300 | 300 churn/300 is the last of 300 that a checkpoint covers, and the checkpoint does not hold: the signature of log.test (key $K) does not fit the text: one of both was changed
            """)
    void whatWasTamperedWithIsNamed(String change, String expected) {
        log.tamper(change.replace("$1", "'%s'".formatted(CHURN)).replace("$2", "'%s'".formatted(FRAUD)));

        assertThat(broken())
                .contains(expected.replace("$K", SealLog.KEY.verifier().hexId()));
    }

    @Test
    void aProjectThatWasRewrittenWithAllItsHashesDisagreesWithTheSubtrees() {
        rewriteFraud();

        assertThat(broken())
                .contains("512 fraud/212 completes hash 1 of tile level 1, and that is not the one that is stored");
    }

    @Test
    void aLogThatWasRewrittenWithItsWholeTreeDisagreesWithTheCheckpoint() {
        rewriteFraud();
        byte[] root = Reference.root(log.leaves().subList(256, 512));
        log.tamper("UPDATE subtree SET root = '\\x%s' WHERE index = 1".formatted(Reference.hex(root)));

        assertThat(broken())
                .contains(
                        "600 fraud/300 is the last of 600 that a checkpoint covers, and the checkpoint has another root:"
                                + " one of the events since position 301 is not what was signed");
    }

    @Test
    void aNewCheckpointByAnotherKeyIsNotTheLogs() {
        rewriteFraud();
        log.tamper("DELETE FROM subtree WHERE index = 1; DELETE FROM checkpoint WHERE size = 600");
        byte[] completed = Reference.root(log.leaves().subList(256, 512));
        log.tamper("INSERT INTO subtree VALUES (1, 1, '\\x%s')".formatted(Reference.hex(completed)));
        var forged = new Checkpoint("log.test", 600, Reference.root(log.leaves()));
        String note = forged.sign(List.of(SigningKey.generate("log.test"))).format();
        log.tamper("INSERT INTO checkpoint VALUES (600, '\\x%s', '%s', now())"
                .formatted(Reference.hex(forged.root()), note));

        assertThat(broken())
                .contains(
                        "600 -/- is the last that the newest checkpoint covers, and no key of this log has signed that");
    }

    @Test
    void whatAKeySignedThatHasRetiredIsStillHeldAgainstTheEvents() throws SQLException {
        // Given a log that goes on with another key
        SigningKey next = SigningKey.generate("log.test");
        LogKeys both = LogKeys.of(next.text(), Optional.of(SealLog.KEY.text()));
        log.execute("DELETE FROM lease");
        log.chain(UUID.randomUUID(), 300, seq -> "{}");
        new Sealing(log.source(), both, "next").round();

        // Then the newest checkpoint verifies with either
        String newest = log.rows("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
                .getFirst();
        assertThat(SignedNote.parse(newest).verify(both.verifiers())).hasSize(2);
        assertThat(verify(both.verifiers()).broken()).isEmpty();
        assertThat(verify(List.of(next.verifier())).broken()).isEmpty();
        assertThat(verify(SealLog.KEYS.verifiers()).broken()).isEmpty();

        // And when a root is changed that only the retired key has signed
        log.tamper("UPDATE checkpoint SET root = sha256(root) WHERE size = 300");
        assertThat(verify(List.of(next.verifier())).broken())
                .hasValueSatisfying(b -> assertThat(b.position()).contains(300L));
    }

    private void rewriteFraud() {
        log.tamper("DELETE FROM event WHERE project_id = '%s'".formatted(FRAUD));
        log.chain(FRAUD, 300, seq -> seq == 7 ? "{\"n\":\"lie\"}" : "{\"n\":%d}".formatted(seq));
        log.tamper(RELEAF);
    }

    @Test
    void anEventThatWasPutInByHandAndPassedOverIsNamed() {
        log.execute(SealLog.insert(UUID.randomUUID(), 1, 1));
        assertThat(broken()).isEmpty();
        log.tamper("UPDATE event SET project_id = '%s', seq = 301, xid = '3' WHERE type = 'gate.voted' AND data = '{}'"
                .formatted(FRAUD));

        assertThat(broken()).contains("- fraud/301 was committed before events that are sealed, and passed over");
    }

    @Test
    void positionsThatWereGivenOutOfOrderAreNamed() {
        log.tamper("DELETE FROM checkpoint WHERE size = 600");
        log.tamper("UPDATE sealed SET seq = seq + 1000 WHERE position IN (590, 591);"
                + "UPDATE sealed SET seq = CASE position WHEN 590 THEN 291 ELSE 290 END WHERE position IN (590, 591);"
                + RELEAF);

        assertThat(broken()).contains("590 fraud/291 does not come right behind the event before it");
    }
}
