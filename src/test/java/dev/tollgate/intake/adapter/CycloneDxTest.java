package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CycloneDxTest {

    private final AdapterKit cycloneDx = new AdapterKit(new CycloneDx());

    @Test
    void aModel() {
        Reading bom = cycloneDx.reading("ml-bom.json");
        assertThat(bom.verdict()).isEqualTo(Verdict.INFO);
        assertThat(bom.key()).isEqualTo("urn:uuid:3e671687-395b-41f5-a30f-000000000001\n2");
        assertThat(bom.subject())
                .hasValue(new Subject(
                        "acme/churn",
                        Optional.of("1.4.0"),
                        Optional.of("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")));
        assertThat(bom.metrics())
                .isEqualTo(Map.of(
                        "accuracy", 0.91,
                        "accuracy.lowerBound", 0.89,
                        "accuracy.upperBound", 0.93,
                        "accuracy.new customers", 0.82,
                        "embedding.recall", 0.7,
                        "components", 3.0));
        assertThat(bom.notes()).containsExactly("the metric 'remark' is no finite number and was left out");
        assertThat(bom.finishedAt()).hasValue(Instant.parse("2026-03-02T12:00:00Z"));
        assertThat(bom.producer()).hasValue("card-writer");
        assertThat(bom.author()).hasValue("A. Ruiz");
        assertThat(bom.data())
                .isEqualTo(Map.of(
                        "specVersion", "1.6",
                        "models", List.of("acme/churn", "embedding"),
                        "modelCardSections", List.of("modelParameters", "quantitativeAnalysis"),
                        "datasets", List.of("orders", "component-events")));
    }

    @Test
    void declarations() {
        Reading declared = cycloneDx.reading("declarations.json");
        assertThat(declared.verdict()).isEqualTo(Verdict.INFO);
        assertThat(declared.metrics())
                .isEqualTo(Map.of(
                        "claims", 1.0,
                        "counterClaims", 1.0,
                        "conformance.HR-1", 0.8,
                        "confidence.HR-1", 1.0,
                        "conformance.r-2", 0.5));
        assertThat(declared.data()).containsEntry("affirmation", "All of this is so.");
        assertThat(declared.producer()).hasValue("assessor");
    }

    @Test
    void anyOtherBill() {
        Reading bom = cycloneDx.reading("bom.json");
        assertThat(bom.subject()).hasValue(new Subject("churn-service", Optional.of("7"), Optional.empty()));
        assertThat(bom.metrics()).isEqualTo(Map.of("components", 2.0, "vulnerabilities", 0.0));
        assertThat(bom.key()).startsWith("sha256:");
    }

    @Test
    void whatTheBillIsOfComesBeforeWhatItLists() {
        String body = cycloneDx
                .text("ml-bom.json")
                .replace(
                        "\"authors\"",
                        "\"component\": {\"type\": \"machine-learning-model\", \"name\": \"main\"}, \"authors\"");
        assertThat(cycloneDx.readingOf(body).subject())
                .hasValue(new Subject("main", Optional.empty(), Optional.empty()));
        assertThat(cycloneDx.readingOf(body).metrics()).containsEntry("acme/churn.accuracy", 0.91);
    }
}
