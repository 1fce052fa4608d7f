package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    private final AdapterKit modelCard = new AdapterKit(new ModelCard());

    @Test
    void aCardHalfFilledIn() {
        Reading card = modelCard.reading("card.json");
        assertThat(card.verdict()).isEqualTo(Verdict.INFO);
        assertThat(card.subject()).hasValue(new Subject("churn", Optional.of("1.4.0"), Optional.empty()));
        assertThat(card.metrics())
                .isEqualTo(Map.of(
                        "accuracy", 0.91,
                        "accuracy.lowerBound", 0.89,
                        "accuracy.upperBound", 0.93,
                        "accuracy.new customers", 0.82,
                        "completeness", 1 - 10.0 / 19,
                        "completeness.model_details", 0.625,
                        "completeness.model_parameters", 0.75,
                        "completeness.quantitative_analysis", 0.5,
                        "completeness.considerations", 0.0));
        assertThat(card.notes()).containsExactly("the metric 'auc' is no finite number and was left out");
        assertThat(card.data())
                .isEqualTo(Map.of(
                        "versionDate", "2026/03/02",
                        "owners", List.of("Growth"),
                        "datasets", List.of("orders"),
                        "missing",
                                List.of(
                                        "model_details.documentation",
                                        "model_details.references",
                                        "model_details.citations",
                                        "model_parameters.output_format",
                                        "quantitative_analysis.graphics",
                                        "considerations.users",
                                        "considerations.use_cases",
                                        "considerations.limitations",
                                        "considerations.tradeoffs",
                                        "considerations.ethical_considerations")));
    }

    @Test
    void theSchemaOfCardsIsNoCard() {
        String schema = "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"title\": \"Model Card\","
                + " \"properties\": {\"schema_version\": {\"type\": \"string\"}, \"model_details\": {\"type\": \"object\"}}}";
        assertThat(modelCard.formatOf(schema)).isEmpty();
    }
}
