package dev.tollgate.insight.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void ofNothingThereIsNoNumber() {
        assertThat(Spread.of(Unit.SECONDS, DoubleStream.empty())).isEqualTo(new Spread(Unit.SECONDS, 0, null, null));
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        assertThat(Spread.of(Unit.SECONDS, DoubleStream.of(7))).isEqualTo(new Spread(Unit.SECONDS, 1, 7.0, 7.0));
        assertThat(Spread.of(Unit.SECONDS, DoubleStream.of(9, 1))).isEqualTo(new Spread(Unit.SECONDS, 2, 1.0, 9.0));
        assertThat(Spread.of(Unit.SECONDS, DoubleStream.iterate(20, i -> i - 1).limit(20)))
                .isEqualTo(new Spread(Unit.SECONDS, 20, 10.0, 17.0));
    }
}
