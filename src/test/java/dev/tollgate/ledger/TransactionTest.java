package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.ALICE;
import static dev.tollgate.ledger.Asked.CI;
import static dev.tollgate.ledger.Asked.PLAN;
import static dev.tollgate.ledger.Asked.by;
import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.evidence;
import static dev.tollgate.ledger.Asked.go;
import static dev.tollgate.ledger.Asked.keyed;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Asked.planSatisfied;
import static dev.tollgate.ledger.Asked.save;
import static dev.tollgate.ledger.Asked.tried;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.lifecycle.RiskTier;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One transaction carries many submissions of many projects, and each of them as if it were alone. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class TransactionTest {

    @Inject
    Transactions transactions;

    @Inject
    Ledger ledger;

    @Inject
    LogReader log;

    @Inject
    Database database;

    private final String churn = newKey();
    private final String fraud = newKey();

    @Test
    void submissionsOfManyProjectsShareOneTransaction() {
        // Given
        ledger.submit(creation(churn));
        ledger.submit(creation(fraud));

        // When
        List<Outcome> outcomes = transactions.write(
                List.of(
                        pass(fraud, "plan.baseline"),
                        pass(churn, "plan.baseline"),
                        pass(fraud, "plan.ml-task"),
                        pass(churn, "plan.roadmap")),
                USUAL);

        // Then each has its outcome, in order, and all of them one transaction
        assertThat(outcomes).extracting(this::seq).containsExactly(3L, 3L, 5L, 5L);
        assertThat(database.count("""
                SELECT count(DISTINCT e.xid) FROM event e JOIN project p ON p.id = e.project_id
                 WHERE p.key IN (?, ?) AND e.seq > 1""", churn, fraud)).isEqualTo(1);
        assertWhole(churn);
        assertWhole(fraud);
    }

    @Test
    void aRefusedSubmissionLeavesTheOthersAlone() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<Outcome> outcomes = transactions.write(
                List.of(
                        pass(churn, "plan.baseline"),
                        pass(churn, "plan.nothing"),
                        pass(fraud, "plan.baseline"),
                        pass(churn, "plan.roadmap")),
                USUAL);

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(refusal(outcomes.get(1))).isInstanceOf(Refusal.UnknownItem.class);
        assertThat(refusal(outcomes.get(2))).isInstanceOf(Refusal.UnknownProject.class);
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.Done.class);
        assertThat(database.events(churn)).isEqualTo(5);
        assertWhole(churn);
    }

    @Test
    void aSubmissionIsCarriedOutWholeOrNotAtAll() {
        // Given
        ledger.submit(creation(churn));

        // When
        Outcome outcome = transactions
                .write(
                        List.of(by(
                                CI,
                                churn,
                                evidence("plan.baseline", EvidenceOutcome.PASS, Instant.now(), Optional.empty()),
                                evidence("plan.nothing", EvidenceOutcome.PASS, Instant.now(), Optional.empty()))),
                        USUAL)
                .getFirst();

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused.refusal()).isInstanceOf(Refusal.UnknownItem.class);
        });
        assertThat(database.events(churn)).isEqualTo(1);
        assertThat(database.count(
                        "SELECT count(*) FROM payload WHERE project_id = (SELECT id FROM project WHERE key = ?)",
                        churn))
                .isZero();
    }

    @Test
    void aSubmissionIsDecidedOnWhatTheOnesBeforeItLeft() {
        // Given
        ledger.submit(creation(churn));
        PLAN.stream().skip(1).forEach(item -> ledger.submit(pass(churn, item)));

        // When the last item and the decision come in the same transaction
        List<Outcome> outcomes =
                transactions.write(List.of(go(churn), pass(churn, PLAN.getFirst()), go(churn), go(churn)), USUAL);

        // Then
        assertThat(refusal(outcomes.get(0))).isInstanceOf(Refusal.GateNotReady.class);
        assertThat(outcomes.get(2))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.after().gate(Phase.PLAN).state())
                                .isEqualTo(GateState.PASSED));
        assertThat(refusal(outcomes.get(3))).isInstanceOf(Refusal.GateAlreadyPassed.class);
        assertWhole(churn);
    }

    @Test
    void whatIsTriedIsSeenByNobody() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<Outcome> outcomes = transactions.write(
                List.of(
                        tried(keyed(churn, "plan.baseline", "k")),
                        tried(creation(fraud)),
                        keyed(churn, "plan.baseline", "k"),
                        pass(fraud, "plan.baseline")),
                USUAL);

        // Then
        assertThat(seq(outcomes.get(0))).isEqualTo(seq(outcomes.get(2))).isEqualTo(3);
        assertThat(steps(outcomes.get(2))).first().isInstanceOf(Outcome.Step.Decided.class);
        assertThat(refusal(outcomes.get(3))).isInstanceOf(Refusal.UnknownProject.class);
        assertThat(database.events(churn)).isEqualTo(3);
        assertThat(ledger.find(fraud)).isEmpty();
    }

    @Test
    void aKeyIsUsedOnceInATransaction() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<Outcome> outcomes = transactions.write(
                List.of(
                        keyed(churn, "plan.baseline", "k"),
                        keyed(churn, "plan.baseline", "k"),
                        keyed(churn, "plan.roadmap", "k")),
                USUAL);

        // Then
        assertThat(steps(outcomes.get(1))).first().isInstanceOf(Outcome.Step.Replayed.class);
        assertThat(refusal(outcomes.get(2))).isInstanceOf(Refusal.IdempotencyMismatch.class);
        assertThat(database.events(churn)).isEqualTo(3);
    }

    @Test
    void whoIsOvertakenWithinTheTransactionIsToldSo() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<Outcome> outcomes = transactions.write(
                List.of(
                        pass(churn, "plan.baseline").onlyAt(1),
                        pass(churn, "plan.roadmap").onlyAt(1)),
                USUAL);

        // Then
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(refusal(outcomes.get(1))).isEqualTo(new Refusal.Overtaken(1, 3));
    }

    @Test
    void askingForWhatStandsWritesNothing() {
        // Given
        ledger.submit(creation(churn));

        // When
        Outcome outcome = ledger.submit(by(ALICE, churn, save(churn, "Churn", RiskTier.LOW)));

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.entries()).isEmpty());
        assertThat(database.events(churn)).isEqualTo(1);
    }

    @Test
    void aProjectIsCreatedAndFilledInOneTransaction() {
        List<Outcome> outcomes =
                transactions.write(List.of(creation(churn), creation(churn), planSatisfied(churn), go(churn)), USUAL);

        assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        assertThat(((Outcome.Done) outcomes.get(0)).before()).isEmpty();
        assertThat(((Outcome.Done) outcomes.get(1)).before()).isPresent();
        assertThat(ledger.find(churn).orElseThrow().project().phase()).isEqualTo(Phase.DATA);
        assertWhole(churn);
    }

    private long seq(Outcome outcome) {
        return ((Outcome.Done) outcome).tip().seq();
    }

    private static Refusal refusal(Outcome outcome) {
        return ((Outcome.Refused) outcome).refusal();
    }

    private static List<Outcome.Step> steps(Outcome outcome) {
        return ((Outcome.Done) outcome).steps();
    }

    private void assertWhole(String project) {
        Verification.Report report = log.verify(project);
        assertThat(report.broken()).isEmpty();
        assertThat(report.differences()).isEmpty();
        assertThat(report.events()).isEqualTo(database.events(project));
    }
}
