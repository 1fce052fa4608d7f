package dev.tollgate.insight.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClauseOrderTest {

    @Test
    void numbersCountAsNumbers() {
        List<String> order =
                List.of("A.2.2", "A.10.3", "MAP 3", "MAP 3.1", "MEASURE 2.9", "MEASURE 2.10", "Rule 2", "Rule 10");

        assertThat(Stream.of("Rule 10", "MEASURE 2.10", "MAP 3.1", "A.10.3", "Rule 2", "A.2.2", "MAP 3", "MEASURE 2.9")
                        .sorted(new ClauseOrder()))
                .containsExactlyElementsOf(order);
    }
}
