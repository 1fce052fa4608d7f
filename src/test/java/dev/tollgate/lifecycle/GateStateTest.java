package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateStateTest {

    /** From row to column, both in the order of the enum: x may move, . may not. */
    private static final StateTable TABLE = StateTable.of("""
                                  NOT_R READY IN_RE PASSE CONDI ON_HO SUSPE REOPE
            NOT_READY             .     x     .     x     .     x     .     .
            READY                 x     .     x     x     x     x     x     x
            IN_REVIEW             x     x     .     x     x     x     x     x
            PASSED                .     x     .     .     x     .     x     x
            CONDITIONALLY_PASSED  .     x     .     x     .     .     x     x
            ON_HOLD               x     x     x     x     x     .     x     x
            SUSPENDED             .     x     .     x     x     .     .     x
            REOPENED              x     x     .     x     .     x     .     .
            """);

    @ParameterizedTest
    @EnumSource
    void movesToTheStatesOfTheTableAndToNoOther(GateState from) {
        assertThat(TABLE.allowedFrom(from, GateState.values(), from::canMoveTo)).isEqualTo(TABLE.row(from));
    }

    @Test
    void standsWhenPassedWithOrWithoutConditions() {
        assertThat(GateState.values())
                .filteredOn(GateState::stands)
                .containsExactly(GateState.PASSED, GateState.CONDITIONALLY_PASSED);
    }
}
