package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {

    private static final byte[] HASH = hash(0xab);

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "42", "42.0123456789abcdef", "999999999999999999", "latest"})
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(FeedCursor.parse(text)).map(FeedCursor::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "-1",
                "+1",
                "01",
                "0.0123456789abcdef",
                "1.",
                "1.0123456789abcde",
                "1.0123456789ABCDEF",
                "1.0123456789abcdef0",
                "1000000000000000000",
                "LATEST",
                "1\n"
            })
    void anythingElseIsNone(String text) {
        assertThat(FeedCursor.parse(text)).isEmpty();
    }

    @Test
    void theLongFormCarriesTheBeginningOfTheHash() {
        assertThat(FeedCursor.of(7, HASH)).hasToString("7.abababababababab");
    }

    @Test
    void aCursorMeansTheEventWithItsNumberAndItsHash() {
        FeedCursor event = FeedCursor.of(7, HASH);

        assertThat(FeedCursor.parse("7").orElseThrow().means(event)).isTrue();
        assertThat(FeedCursor.parse("7.abababababababab").orElseThrow().means(event))
                .isTrue();
        assertThat(FeedCursor.of(7, hash(0xcd)).means(event)).isFalse();
        assertThat(FeedCursor.of(8, HASH).means(event)).isFalse();
    }

    private static byte[] hash(int all) {
        byte[] hash = new byte[32];
        java.util.Arrays.fill(hash, (byte) all);
        return hash;
    }
}
