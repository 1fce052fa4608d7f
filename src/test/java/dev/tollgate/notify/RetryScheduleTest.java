package dev.tollgate.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final List<Duration> WAITS =
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(24));
    private static final Duration THROTTLE = Duration.ofSeconds(30);

    private final RetrySchedule schedule = new RetrySchedule(WAITS, THROTTLE);

    private static CallResult answer(int status, Optional<Duration> retryAfter) {
        return CallResult.answered(status, Optional.empty(), retryAfter, Duration.ofMillis(3));
    }

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT24H"})
    void eachFailureWaitsLongerAndALittleByChance(int failed, Duration wait) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);

        List<Duration> waits = random.ints(200)
                .mapToObj(i -> schedule.waitAfter(failed, answer(500, Optional.empty()), random)
                        .orElseThrow())
                .toList();

        assertThat(waits)
                .allSatisfy(
                        w -> assertThat(w).isBetween(wait, wait.multipliedBy(6).dividedBy(5)));
        assertThat(waits.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void afterTheLastAttemptThereIsNone() {
        assertThat(schedule.waitAfter(4, answer(500, Optional.empty()), new Random(1)))
                .isEmpty();
    }

    @Test
    void aReceiverMayAskForMoreTimeButNotForEver() {
        assertThat(schedule.waitAfter(1, answer(503, Optional.of(Duration.ofMinutes(2))), new Random(1)))
                .contains(Duration.ofMinutes(2));
        assertThat(schedule.waitAfter(1, answer(503, Optional.of(Duration.ofDays(30))), new Random(1)))
                .contains(Duration.ofHours(24));
        assertThat(schedule.waitAfter(2, answer(503, Optional.of(Duration.ofSeconds(1))), new Random(1))
                        .orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 504})
    void aReceiverThatIsOverloadedIsLeftAloneForAWhile(int status) {
        assertThat(schedule.waitAfter(1, answer(status, Optional.empty()), new Random(1))
                        .orElseThrow())
                .isGreaterThanOrEqualTo(THROTTLE);
        assertThat(schedule.waitAfter(1, answer(500, Optional.empty()), new Random(1))
                        .orElseThrow())
                .isLessThan(THROTTLE);
    }

    @Test
    void aScheduleHasAtLeastOneAttempt() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(), THROTTLE)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "204, true",
        "299, true",
        "199, false",
        "300, false",
        "301, false",
        "404, false",
        "410, false"
    })
    void only2xxIsASuccess(int status, boolean success) {
        assertThat(answer(status, Optional.empty()).isSuccess()).isEqualTo(success);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(PostExchange.retryAfter("120", now)).contains(Duration.ofSeconds(120));
        assertThat(PostExchange.retryAfter("Sun, 22 Nov 2026 12:01:30 GMT", now))
                .contains(Duration.ofSeconds(90));
        for (String nothing : List.of("", "-1", "soon", "99999999999", "Sun, 22 Nov 2026 11:00:00 GMT")) {
            assertThat(PostExchange.retryAfter(nothing, now)).as(nothing).isEmpty();
        }
        assertThat(PostExchange.retryAfter(null, now)).isEmpty();
    }
}
