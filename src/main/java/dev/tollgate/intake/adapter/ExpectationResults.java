package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The expectations of Great Expectations' results, as they go into one transcript. */
final class ExpectationResults {

    private final Transcript transcript;
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Map<String, String>> failed = new ArrayList<>();

    ExpectationResults(Transcript transcript) {
        this.transcript = transcript;
    }

    /** May be called for several results; what failed is kept for all of them. */
    void read(List<Fields> expectations) {
        expectations.forEach(this::read);
        transcript.facts("failedExpectations", failed);
    }

    private void read(Fields expectation) {
        Fields config = expectation.has("/expectation_config") ? expectation.at("/expectation_config") : expectation;
        String type =
                config.text("/type").or(() -> config.text("/expectation_type")).orElse("expectation");
        Optional<String> columns = columns(config.at("/kwargs"));
        String name = unique(columns.map(c -> type + "." + c).orElse(type));
        Fields result = expectation.at("/result");
        transcript.metric(name + ".unexpected_percent", result.number("/unexpected_percent"));
        if (result.at("/observed_value").isNumber()) {
            transcript.metric(name + ".observed_value", result.at("/observed_value"));
        }
        if (raised(expectation.at("/exception_info"))) {
            transcript.note("the expectation %s raised an exception".formatted(name));
        }
        if (expectation.is("/success", "false")) {
            Map<String, String> fact = new LinkedHashMap<>();
            fact.put("type", type);
            columns.ifPresent(c -> fact.put("column", c));
            config.text("/severity").ifPresent(severity -> fact.put("severity", severity));
            failed.add(fact);
        }
    }

    /** The same expectation may stand there twice for one column, with other bounds. */
    private String unique(String name) {
        int times = seen.merge(name, 1, Integer::sum);
        return times == 1 ? name : name + "#" + times;
    }

    private static Optional<String> columns(Fields kwargs) {
        List<String> columns = Stream.concat(
                        Stream.of("/column", "/column_A", "/column_B").flatMap(p -> kwargs.text(p).stream()),
                        kwargs.list("/column_list").stream().limit(5).flatMap(c -> c.text().stream()))
                .toList();
        return columns.isEmpty() ? Optional.empty() : Optional.of(String.join(",", columns));
    }

    /** Of expectations over several metrics each metric has its own. */
    private static boolean raised(Fields info) {
        return info.is("/raised_exception", "true")
                || info.entries("").values().stream().anyMatch(i -> i.is("/raised_exception", "true"));
    }
}
