package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemStateTest {

    /** From row to column, both in the order of the enum: x may move, . may not. */
    private static final StateTable TABLE = StateTable.of("""
                            NOT_S IN_RE SATIS FAILE STALE REOPE WAIVE NOT_A
            NOT_STARTED     .     x     x     x     x     .     x     x
            IN_REVIEW       x     .     x     x     x     x     x     x
            SATISFIED       x     x     .     x     x     x     x     x
            FAILED          x     x     x     .     x     x     x     x
            STALE           x     x     x     x     .     x     x     x
            REOPENED        .     x     x     x     x     .     x     x
            WAIVED          x     x     x     x     x     x     .     x
            NOT_APPLICABLE  x     x     x     x     x     x     x     .
            """);

    @ParameterizedTest
    @EnumSource
    void movesToTheStatesOfTheTableAndToNoOther(ItemState from) {
        assertThat(TABLE.allowedFrom(from, ItemState.values(), from::canMoveTo)).isEqualTo(TABLE.row(from));
    }

    @Test
    void isMetWhenSatisfiedWaivedOrNotApplicable() {
        assertThat(ItemState.values())
                .filteredOn(ItemState::isMet)
                .containsExactly(ItemState.SATISFIED, ItemState.WAIVED, ItemState.NOT_APPLICABLE);
    }
}
