package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        assertThat(Csv.row("plain", "a,b", "say \"hi\"", null, 1.5))
                .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",,1.5\n");
    }

    @Test
    void noNameOfAGroupIsAFormula() {
        assertThat(Csv.row("=1+1", "throughput")).isEqualTo("'=1+1,throughput\n");
        assertThat(Csv.row(-1.5)).isEqualTo("-1.5\n");
    }
}
