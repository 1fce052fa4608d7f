package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanderaTest {

    private final AdapterKit pandera = new AdapterKit(new Pandera());

    @Test
    void errors() {
        Reading errors = pandera.reading("schema-errors.json");
        assertThat(errors.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(errors.summary()).hasValue("3 schema errors");
        assertThat(errors.metrics())
                .isEqualTo(Map.of(
                        "failures", 3.0,
                        "SCHEMA", 1.0,
                        "SCHEMA.WRONG_DATATYPE", 1.0,
                        "DATA", 2.0,
                        "DATA.DATAFRAME_CHECK", 2.0));
        assertThat(errors.facets()).isEqualTo(Map.of("suite", "Orders"));
        assertThat(errors.data())
                .isEqualTo(Map.of(
                        "failures",
                        List.of(
                                Map.of("reason", "WRONG_DATATYPE", "column", "id", "check", "dtype('int64')"),
                                Map.of("reason", "DATAFRAME_CHECK", "column", "amount", "check", "less_than(10)"),
                                Map.of("reason", "DATAFRAME_CHECK"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"DATA\": {}}", "{\"DATA\": {\"x\": [{\"check\": 1, \"error\": 2}]}, \"more\": 1}"})
    void whatIsNoMessage(String body) {
        assertThat(pandera.formatOf(body)).isEmpty();
    }
}
