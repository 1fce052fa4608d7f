package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectStateTest {

    /** From row to column, both in the order of the enum: x may move, . may not. */
    private static final StateTable TABLE = StateTable.of("""
                     ACTIV LIVE  ON_HO KILLE RETIR
            ACTIVE   .     x     x     x     .
            LIVE     x     .     .     .     x
            ON_HOLD  x     x     .     x     .
            KILLED   .     .     .     .     .
            RETIRED  .     .     .     .     .
            """);

    @ParameterizedTest
    @EnumSource
    void movesToTheStatesOfTheTableAndToNoOther(ProjectState from) {
        assertThat(TABLE.allowedFrom(from, ProjectState.values(), from::canMoveTo))
                .isEqualTo(TABLE.row(from));
    }

    @Test
    void isClosedWhenKilledOrRetired() {
        assertThat(ProjectState.values())
                .filteredOn(ProjectState::isClosed)
                .containsExactly(ProjectState.KILLED, ProjectState.RETIRED);
    }
}
