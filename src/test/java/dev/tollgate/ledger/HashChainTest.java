package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that were computed elsewhere, once and for all: a log written today must verify in ten years. */
class HashChainTest {

    private static final UUID PROJECT = UUID.fromString("01a20000-0000-7000-8000-00000000cafe");
    private static final byte[] DATA = "{\"name\":\"Zoë's «größe» 🚀\"}".getBytes(StandardCharsets.UTF_8);
    private static final String FIRST = "cfa018de1de4238ea74138acce533aeb17fd44b1cb039b52ab2c193ee9ab5f4c";
    private static final String SECOND = "b9da6ce2235029e3a6ba8ad88d58e47c557a065e8585f6bf3b48dd8637bc3183";

    @Test
    void aChainOfTwoHasTheKnownHashes() {
        byte[] first = HashChain.link(
                PROJECT,
                1,
                Instant.parse("2026-01-19T14:00:00Z"),
                "project.created",
                "person:alice",
                DATA,
                HashChain.start());
        byte[] second = HashChain.link(
                PROJECT,
                2,
                Instant.parse("2026-01-19T14:00:00.123456Z"),
                "evidence.recorded",
                "machine:repo:churn:main",
                new byte[0],
                first);

        assertThat(HashChain.hex(first)).isEqualTo(FIRST);
        assertThat(HashChain.hex(second)).isEqualTo(SECOND);
        assertThat(HashChain.hex(HashChain.start())).isEqualTo("0".repeat(64));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-19T14:00:00Z,           2026-01-19T14:00:00.000000Z",
        "2026-01-19T14:00:00.1Z,         2026-01-19T14:00:00.100000Z",
        "2026-01-19T14:00:00.123456999Z, 2026-01-19T14:00:00.123456Z",
        "2026-12-31T23:59:59.999999Z,    2026-12-31T23:59:59.999999Z"
    })
    void timesAlwaysHaveSixDigits(Instant time, String line) {
        assertThat(HashChain.time(time)).isEqualTo(line);
    }
}
