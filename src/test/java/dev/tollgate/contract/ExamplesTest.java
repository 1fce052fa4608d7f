package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the contract shows as an example is something the service would take or give. */
class ExamplesTest {

    /** An example beside its schema: a media type, a parameter or a header of the contract. */
    private record Example(String pointer, String name, JsonNode value) {

        Stream<String> violations() {
            return Schemas.violations(pointer + "/schema", value).stream()
                    .map(violation -> "%s, example %s, %s".formatted(pointer, name, violation));
        }
    }

    @Test
    void everyExampleValidatesAgainstTheSchemaBesideIt() {
        List<Example> examples =
                Contract.places().flatMap(place -> examplesOf(place).stream()).toList();

        List<String> wrong = examples.stream().flatMap(Example::violations).toList();

        assertThat(examples.size()).as("examples in the contract").isGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyProblemExampleIsInternallyConsistent() {
        Map<String, JsonNode> problems = Problems.examples();

        assertThat(problems).allSatisfy((name, problem) -> {
            assertThat(problem.path("type").asText())
                    .isEqualTo("/problems/" + problem.path("code").asText());
            assertThat(problem.path("instance").asText()).startsWith("/");
        });
    }

    private static List<Example> examplesOf(Contract.Place place) {
        JsonNode node = place.node();
        List<Example> examples = new ArrayList<>();
        if (!node.has("schema")) {
            return examples;
        }
        if (node.has("example")) {
            examples.add(new Example(place.pointer(), "example", node.get("example")));
        }
        node.path("examples")
                .properties()
                .forEach(entry -> examples.add(new Example(
                        place.pointer(),
                        entry.getKey(),
                        Contract.resolved(entry.getValue()).path("value"))));
        return examples;
    }
}
