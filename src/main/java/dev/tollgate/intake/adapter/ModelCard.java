package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Model cards of TensorFlow's Model Card Toolkit, schema 0.0.2. A card is no verdict; how much of it is filled in can be checked. */
@Singleton
final class ModelCard implements Adapter {

    private static final int MOST_NAMED = 50;

    /** What the schema asks for in each section; the names of one field at different times and for lists of it are separated by a bar. */
    private static final Map<String, List<String>> SECTIONS = sections();

    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put(
                "model_details",
                List.of(
                        "name",
                        "overview",
                        "documentation",
                        "owners",
                        "version",
                        "licenses|license",
                        "references",
                        "citations|citation"));
        sections.put(
                "model_parameters",
                List.of(
                        "model_architecture",
                        "data",
                        "input_format|input_format_map",
                        "output_format|output_format_map"));
        sections.put("quantitative_analysis", List.of("performance_metrics", "graphics"));
        sections.put(
                "considerations", List.of("users", "use_cases", "limitations", "tradeoffs", "ethical_considerations"));
        return sections;
    }

    @Override
    public String source() {
        return "model-card";
    }

    @Override
    public String title() {
        return "Model Card Toolkit";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the card has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("card", "A model card as JSON")
                .knownBy(Sign.fields("/schema_version", "/model_details"))
                .fills(
                        Field.METRICS,
                        "/quantitative_analysis/performance_metrics; how complete each section is, 0 to 1")
                .fills(Field.SUBJECT, "/model_details/name")
                .fills(Field.VERSION, "/model_details/version/name")
                .fills(Field.KEY, "SHA-256 of the body")
                .reads(ModelCard::read));
    }

    private static Transcript read(Delivery delivery) {
        Fields card = delivery.body();
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .summary("model card of %s"
                        .formatted(card.text("/model_details/name").orElse("a model without a name")))
                .subject(card.text("/model_details/name"))
                .version(card.text("/model_details/version/name"))
                .data("versionDate", card.at("/model_details/version/date"))
                .data("owners", names(card.list("/model_details/owners")))
                .data("datasets", names(card.list("/model_parameters/data")));
        complete(transcript, card);
        PerformanceMetrics.read(transcript, "", card.list("/quantitative_analysis/performance_metrics"));
        return transcript;
    }

    private static List<String> names(List<Fields> named) {
        return named.stream()
                .limit(MOST_NAMED)
                .flatMap(one -> one.text("/name").stream())
                .toList();
    }

    private static void complete(Transcript transcript, Fields card) {
        List<String> missing = new ArrayList<>();
        SECTIONS.forEach((section, fields) -> {
            Fields there = card.at("/" + section);
            List<String> empty =
                    fields.stream().filter(field -> !isFilled(there, field)).toList();
            empty.forEach(field -> missing.add(section + "." + field.split("\\|", 2)[0]));
            transcript.metric("completeness." + section, Optional.of(1 - (double) empty.size() / fields.size()));
        });
        int all = SECTIONS.values().stream().mapToInt(List::size).sum();
        transcript
                .metric("completeness", Optional.of(1 - (double) missing.size() / all))
                .data("missing", missing);
    }

    private static boolean isFilled(Fields section, String field) {
        for (String name : field.split("\\|", -1)) {
            if (section.at("/" + name).leaves().values().stream()
                    .anyMatch(leaf -> leaf.text().isPresent())) {
                return true;
            }
        }
        return false;
    }
}
