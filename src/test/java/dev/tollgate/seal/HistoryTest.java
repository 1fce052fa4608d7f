package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.seal.History.Entry;
import dev.tollgate.seal.History.Seen;
import dev.tollgate.seal.History.Violation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who judges the feeds must itself see each fault that a feed can have. */
class HistoryTest {

    private static final Entry CHURN_1 = new Entry("churn", 1, "a");
    private static final Entry CHURN_2 = new Entry("churn", 2, "b");
    private static final Entry FRAUD_1 = new Entry("fraud", 1, "c");

    private final History history = new History();

    @BeforeEach
    void threeEvents() {
        List.of(CHURN_1, FRAUD_1, CHURN_2).forEach(history::isDurable);
    }

    @Test
    void anyOrderThatKeepsEachProjectsOwnIsRight() {
        reads(new Seen(1, CHURN_1), new Seen(2, CHURN_2), new Seen(3, FRAUD_1));
        reads(new Seen(1, FRAUD_1), new Seen(2, CHURN_1), new Seen(3, CHURN_2));
        History.Reading churn = history.readerOf("churn", "one");
        churn.see(new Seen(0, CHURN_1));
        assertThat(history.isRead()).isFalse();
        churn.see(new Seen(0, CHURN_2));

        assertThat(history.isRead()).isTrue();
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void whatIsMissingIsLost() {
        reads(new Seen(1, CHURN_1), new Seen(2, CHURN_2));

        assertThat(history.violations()).containsExactly(new Violation.Lost("all", FRAUD_1));
    }

    @Test
    void whatComesTwiceIsRepeated() {
        reads(new Seen(1, CHURN_1), new Seen(2, CHURN_2), new Seen(3, CHURN_2), new Seen(4, FRAUD_1));

        assertThat(history.violations()).containsExactly(new Violation.Repeated("all", CHURN_2));
    }

    @Test
    void whatComesBeforeItsForerunnerIsDisordered() {
        reads(new Seen(1, CHURN_2), new Seen(2, CHURN_1), new Seen(3, FRAUD_1));

        assertThat(history.violations())
                .containsExactly(
                        new Violation.Disordered("all", CHURN_2, 1), new Violation.Disordered("all", CHURN_1, 3));
    }

    @Test
    void positionsCountFromWhereTheReaderBegan() {
        reads(new Seen(1, CHURN_1), new Seen(3, CHURN_2), new Seen(3, FRAUD_1));
        History.Reading later = history.readerOfAll("later", 7);
        later.see(new Seen(8, CHURN_1));
        later.see(new Seen(9, CHURN_2));
        later.see(new Seen(10, FRAUD_1));

        assertThat(history.violations())
                .containsExactly(new Violation.Gap("all", 3, 2), new Violation.Gap("all", 3, 4));
    }

    @Test
    void whatNobodyWroteIsInvented() {
        Entry changed = new Entry("fraud", 1, "d");
        reads(new Seen(1, CHURN_1), new Seen(2, CHURN_2), new Seen(3, changed));

        assertThat(history.violations())
                .containsExactly(new Violation.Invented("all", changed), new Violation.Lost("all", FRAUD_1));
    }

    private void reads(Seen... some) {
        History.Reading reading = history.readerOfAll("all", 0);
        List.of(some).forEach(reading::see);
    }
}
