package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What pandera's lazy validation found wrong: {@code SchemaErrors.message} as JSON. Data that is right raises nothing, so nothing is sent then, and no
 * delivery of this format is good news.
 */
@Singleton
final class Pandera implements Adapter {

    private static final int MOST_FAILURES = 20;
    private static final int LONGEST_TEXT = 200;

    private static final Set<String> CATEGORIES = Set.of("SCHEMA", "DATA", "DTYPE_COERCION");

    @Override
    public String source() {
        return "pandera";
    }

    @Override
    public String title() {
        return "pandera";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the errors has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("schema-errors", "The message of SchemaErrors")
                .knownBy(Sign.body("only `SCHEMA` and `DATA`, with lists of `check` and `error`", Pandera::isMessage))
                .fills(Field.OUTCOME, "any entry")
                .fills(Field.METRICS, "entries by category and reason")
                .fills(Field.KEY, "SHA-256 of the body")
                .reads(Pandera::read));
    }

    private static boolean isMessage(Fields body) {
        Map<String, Fields> categories = body.entries("");
        return !categories.isEmpty()
                && CATEGORIES.containsAll(categories.keySet())
                && categories.values().stream()
                        .flatMap(reasons -> reasons.entries("").values().stream())
                        .anyMatch(entries -> entries.has("/0/check") && entries.has("/0/error"));
    }

    private static Transcript read(Delivery delivery) {
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE));
        List<Map<String, Object>> failures = new ArrayList<>();
        Optional<String> schema = Optional.empty();
        int all = 0;
        for (Map.Entry<String, Fields> category : delivery.body().entries("").entrySet()) {
            int count = 0;
            for (Map.Entry<String, Fields> reason :
                    category.getValue().entries("").entrySet()) {
                List<Fields> entries = reason.getValue().list("");
                transcript.metric(category.getKey() + "." + reason.getKey(), Optional.of((double) entries.size()));
                for (Fields entry : entries) {
                    schema = schema.or(() -> entry.text("/schema"));
                    if (failures.size() < MOST_FAILURES) {
                        failures.add(facts(reason.getKey(), entry));
                    }
                }
                count += entries.size();
            }
            transcript.metric(category.getKey(), Optional.of((double) count));
            all += count;
        }
        return transcript
                .verdict(Verdict.FAIL)
                .summary("%d schema errors".formatted(all))
                .metric("failures", Optional.of((double) all))
                .facet("suite", schema)
                .data("failures", failures);
    }

    private static Map<String, Object> facts(String reason, Fields entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("reason", reason);
        for (String field : List.of("column", "check")) {
            entry.text("/" + field)
                    .filter(text -> text.length() <= LONGEST_TEXT)
                    .ifPresent(text -> facts.put(field, text));
        }
        return facts;
    }
}
