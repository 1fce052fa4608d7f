package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailTest {

    private final Tail tail = new Tail(10, 1_000);

    @Test
    void knowsNothingBeforeItBegins() {
        assertThat(tail.end()).isEmpty();
        assertThat(tail.after(0, 1_000)).isEmpty();
    }

    @Test
    void givesWhatFollowsAndOnlyWhatIsAllHere() {
        tail.begin(cursor(5));
        tail.add(frames(6, 9, 10));

        assertThat(numbers(5)).containsExactly(6L, 7L, 8L, 9L);
        assertThat(numbers(8)).containsExactly(9L);
        assertThat(numbers(9)).isEmpty();
        // A reader that a page of the database took further than this
        assertThat(numbers(12)).isEmpty();
        assertThat(tail.after(4, 1_000)).isEmpty();
    }

    @Test
    void keepsTheNewestSoManyAndSoMuch() {
        tail.begin(cursor(0));
        tail.add(frames(1, 25, 10));

        assertThat(tail.after(14, 1_000)).isEmpty();
        assertThat(numbers(15)).hasSize(10).endsWith(25L);
        assertThat(tail.bytes()).isEqualTo(100);

        tail.add(frames(26, 27, 450));
        assertThat(numbers(20))
                .containsExactly(21L, 22L, 23L, 24L, 25L, 26L, 27L)
                .hasSize(7);
        tail.add(frames(28, 28, 5_000));
        assertThat(numbers(27)).containsExactly(28L);
        assertThat(tail.after(26, 1_000)).isEmpty();
        assertThat(tail.bytes()).isEqualTo(5_000);
    }

    @Test
    void givesAboutAsMuchAsIsAskedFor() {
        tail.begin(cursor(0));
        tail.add(frames(1, 10, 100));

        assertThat(tail.after(0, 250).orElseThrow()).hasSize(3);
        assertThat(tail.after(0, 1).orElseThrow()).hasSize(1);
    }

    @Test
    void refusesToSkip() {
        tail.begin(cursor(5));

        assertThatThrownBy(() -> tail.add(frames(7, 7, 10))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tail.add(frames(5, 5, 10))).isInstanceOf(IllegalStateException.class);
        tail.forget();
        assertThatThrownBy(() -> tail.add(frames(6, 6, 10))).isInstanceOf(IllegalStateException.class);
    }

    private List<Long> numbers(long after) {
        return tail.after(after, 1_000_000).orElseThrow().stream()
                .map(frame -> frame.cursor().number())
                .toList();
    }

    static FeedCursor cursor(long number) {
        return FeedCursor.of(number, new byte[32]);
    }

    static List<Frame> frames(long first, long last, int bytes) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> new Frame(cursor(number), "project.created", "churn", new byte[bytes]))
                .toList();
    }
}
