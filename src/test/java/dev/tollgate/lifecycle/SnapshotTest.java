package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Snapshot.Entry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {

    private static final ChecklistRef DSML = new ChecklistRef("dsml", 1);
    private static final UUID EVIDENCE = UUID.fromString("0191e7a0-1111-7000-8000-00000000000a");
    private static final UUID LATE = UUID.fromString("0191e7a0-2222-7000-8000-00000000000b");
    private static final Entry OBJECTIVE =
            new Entry("plan.business-objective", ItemState.SATISFIED, Optional.of(EVIDENCE));
    private static final Entry BASELINE = new Entry("plan.baseline", ItemState.NOT_STARTED, Optional.empty());
    private static final Snapshot SNAPSHOT =
            new Snapshot(PLAN, DSML, List.of(OBJECTIVE, BASELINE), List.of(LATE), List.of());

    @Test
    void itsDigestIsTheSha256OfItsLines() {
        // Given the lines
        //   tollgate-snapshot-v1 plan dsml 1
        //   plan.business-objective SATISFIED 0191e7a0-1111-7000-8000-00000000000a
        //   plan.baseline NOT_STARTED -
        //   overdue 0191e7a0-2222-7000-8000-00000000000b
        // each ended by a line feed, given to sha256sum
        // When
        String digest = SNAPSHOT.digest();
        // Then
        assertThat(digest).isEqualTo("sha256:abdbd466d26363083613a74096a1c09c9087e7fb0ec7e2aad01b484bb9c295c5");
    }

    static Stream<Snapshot> everyOtherSnapshot() {
        var stale = new Entry(OBJECTIVE.item(), ItemState.STALE, OBJECTIVE.evidence());
        var newer = new Entry(OBJECTIVE.item(), ItemState.SATISFIED, Optional.of(LATE));
        var renamed = new Entry("plan.goal", ItemState.SATISFIED, OBJECTIVE.evidence());
        List<Entry> items = SNAPSHOT.items();
        return Stream.of(
                new Snapshot(DATA, DSML, items, List.of(LATE), List.of()),
                new Snapshot(PLAN, new ChecklistRef("dsml-strict", 1), items, List.of(LATE), List.of()),
                new Snapshot(PLAN, new ChecklistRef("dsml", 2), items, List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, List.of(stale, BASELINE), List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, List.of(newer, BASELINE), List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, List.of(renamed, BASELINE), List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, List.of(OBJECTIVE), List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, List.of(BASELINE, OBJECTIVE), List.of(LATE), List.of()),
                new Snapshot(PLAN, DSML, items, List.of(), List.of()),
                new Snapshot(PLAN, DSML, items, List.of(EVIDENCE), List.of()),
                new Snapshot(PLAN, DSML, items, List.of(LATE, EVIDENCE), List.of()));
    }

    @ParameterizedTest
    @MethodSource("everyOtherSnapshot")
    void everyPartCountsForTheDigest(Snapshot other) {
        assertThat(other.digest()).isNotEqualTo(SNAPSHOT.digest());
    }

    @Test
    void aGatesSnapshotHoldsItsMustAndShouldItemsInTheirOrder() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.failing("plan.baseline"));
        // When
        Snapshot snapshot = story.snapshot(PLAN);
        // Then
        assertThat(snapshot)
                .isEqualTo(new Snapshot(
                        PLAN,
                        new ChecklistRef("small", 7),
                        List.of(
                                new Entry("plan.objective", ItemState.NOT_STARTED, Optional.empty()),
                                new Entry(
                                        "plan.baseline", ItemState.FAILED, Optional.of(story.inForce("plan.baseline"))),
                                new Entry("plan.roadmap", ItemState.NOT_STARTED, Optional.empty())),
                        List.of(),
                        List.of()));
    }

    @Test
    void aConditionIsPartOfItOnlyWhileOverdue() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        story.when(ALICE, conditionalGo(PLAN, condition("sign", story.now().plusSeconds(60))));
        Condition sign = story.condition("sign");
        // When
        List<UUID> inTime = story.snapshot(PLAN).overdue();
        List<UUID> late = story.at(sign.dueAt().plusNanos(1000)).snapshot(PLAN).overdue();
        story.when(ALICE, Commands.close(sign));
        List<UUID> closed = story.snapshot(PLAN).overdue();
        // Then
        assertThat(inTime).isEmpty();
        assertThat(late).containsExactly(sign.id());
        assertThat(closed).isEmpty();
    }
}
