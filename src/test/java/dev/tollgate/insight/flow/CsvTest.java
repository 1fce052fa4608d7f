package dev.tollgate.insight.flow;

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
        assertThat(Csv.line("=1+1", "throughput", Amount.count(3))).isEqualTo("'=1+1,throughput,COUNT,,3.0,,,,\n");
        assertThat(Csv.row(-1.5)).isEqualTo("-1.5\n");
    }
}
