package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.go;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Asked.planSatisfied;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.Phase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two services on one database, each with what it remembers of the projects. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ReplicaTest {

    @Inject
    Ledger ledger;

    @Inject
    LogReader log;

    @Inject
    DataSource source;

    @Inject
    Judge judge;

    @Inject
    Event<Committed> committed;

    private final String churn = newKey();
    private final Tips otherTips = new Tips();
    private Transactions other;

    @BeforeEach
    void anotherService() {
        other = new Transactions(source, otherTips, judge, committed);
    }

    @Test
    void eachGoesOnWhereTheOtherEnded() {
        ledger.submit(creation(churn));

        assertThat(seq(other.write(List.of(pass(churn, "plan.baseline")), USUAL).getFirst()))
                .isEqualTo(3);
        assertThat(seq(ledger.submit(pass(churn, "plan.roadmap")))).isEqualTo(5);
        assertThat(seq(other.write(List.of(planSatisfied(churn)), USUAL).getFirst()))
                .isEqualTo(22);
        assertThat(ledger.find(churn).orElseThrow().seq()).isEqualTo(22);
        assertThat(ledger.submit(go(churn))).isInstanceOf(Outcome.Done.class);
        assertThat(other.write(List.of(go(churn)), USUAL).getFirst()).isInstanceOf(Outcome.Refused.class);

        assertThat(log.verify(churn).valid()).isTrue();
    }

    @Test
    void bothWriteAtOnceAndTheLogHasNoGap() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<CompletableFuture<Outcome>> writes = IntStream.range(0, 60)
                .mapToObj(i -> Beside.run(() -> i % 2 == 0
                        ? ledger.submit(pass(churn, "plan.baseline"))
                        : other.write(List.of(pass(churn, "plan.roadmap")), USUAL)
                                .getFirst()))
                .toList();

        // Then
        assertThat(writes).allSatisfy(write -> assertThat(write.join()).isInstanceOf(Outcome.Done.class));
        Verification.Report report = log.verify(churn);
        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(1 + 60 + 2);
    }

    @Test
    void whatIsRememberedOfAnotherHistoryIsForgotten() throws Exception {
        // Given a service that remembers a log of the same length with another end, and one of a longer log
        ledger.submit(creation(churn));
        ledger.submit(planSatisfied(churn));
        Tip now = ledger.find(churn).orElseThrow();
        ledger.submit(go(churn));
        Tip later = ledger.find(churn).orElseThrow();
        var head = new ProjectHeads.Head(now.project().id(), churn, now.seq(), now.hash());

        try (Connection connection = source.getConnection()) {
            var tips = new Tips();
            tips.remember(new Tip(later.project(), now.seq(), later.hash()));
            assertThat(tips.upTo(connection, head).project()).isEqualTo(now.project());

            tips.remember(later);
            Tip found = tips.upTo(connection, head);
            assertThat(found.project().phase()).isEqualTo(Phase.PLAN);
            assertThat(found.seq()).isEqualTo(now.seq());
            assertThat(found.hash()).isEqualTo(now.hash());
        }
    }

    private static long seq(Outcome outcome) {
        return ((Outcome.Done) outcome).tip().seq();
    }
}
