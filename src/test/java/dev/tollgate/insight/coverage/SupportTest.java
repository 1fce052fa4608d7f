package dev.tollgate.insight.coverage;

import static dev.tollgate.insight.coverage.Support.NOT_APPLICABLE;
import static dev.tollgate.insight.coverage.Support.OPEN;
import static dev.tollgate.insight.coverage.Support.PARTLY;
import static dev.tollgate.insight.coverage.Support.SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SupportTest {

    @Test
    void aClauseIsSupportedWhereAllThatAppliesIs() {
        assertThat(Support.of(List.of(SUPPORTED, SUPPORTED))).isEqualTo(SUPPORTED);
        assertThat(Support.of(List.of(NOT_APPLICABLE, SUPPORTED))).isEqualTo(SUPPORTED);
        assertThat(Support.of(List.of(SUPPORTED, OPEN))).isEqualTo(PARTLY);
        assertThat(Support.of(List.of(OPEN, SUPPORTED, OPEN))).isEqualTo(PARTLY);
        assertThat(Support.of(List.of(OPEN, NOT_APPLICABLE))).isEqualTo(OPEN);
        assertThat(Support.of(List.of(NOT_APPLICABLE, NOT_APPLICABLE))).isEqualTo(NOT_APPLICABLE);
    }
}
