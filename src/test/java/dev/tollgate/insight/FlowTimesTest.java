package dev.tollgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Phase;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlowTimesTest {

    private final FlowTimes times = new FlowTimes(new SimpleMeterRegistry());

    @Test
    void bucketsAreOnTheScaleOfHoursToMonths() {
        times.lead().record(Duration.ofDays(3));

        CountAtBucket[] buckets = times.lead().takeSnapshot().histogramCounts();

        assertThat(Arrays.stream(buckets).map(bucket -> bucket.bucket(TimeUnit.HOURS)))
                .containsExactly(1.0, 4.0, 24.0, 48.0, 120.0, 240.0, 480.0, 960.0, 1_920.0, 3_840.0);
        assertThat(Arrays.stream(buckets)
                        .filter(bucket -> bucket.count() == 0)
                        .map(bucket -> bucket.bucket(TimeUnit.HOURS)))
                .containsExactly(1.0, 4.0, 24.0, 48.0);
    }

    @Test
    void gatesAndPhasesAreToldApart() {
        times.gateWait(Phase.PLAN).record(Duration.ofHours(2));
        times.gateWait(Phase.PLAN).record(Duration.ofHours(3));
        times.phase(Phase.PLAN).record(Duration.ofDays(9));

        assertThat(times.gateWait(Phase.PLAN).count()).isEqualTo(2);
        assertThat(times.gateWait(Phase.PLAN).totalTime(TimeUnit.HOURS)).isEqualTo(5);
        assertThat(times.gateWait(Phase.DATA).count()).isZero();
        assertThat(times.phase(Phase.PLAN).totalTime(TimeUnit.DAYS)).isEqualTo(9);
    }
}
