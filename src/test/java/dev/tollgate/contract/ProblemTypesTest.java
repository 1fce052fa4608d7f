package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.platform.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract and {@link ProblemType} name the same problems, with the same status and title. */
class ProblemTypesTest {

    @Test
    void theContractListsExactlyTheProblemTypesThereAre() {
        List<String> slugs =
                Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList();

        assertThat(Contract.enumValues("ProblemCode")).containsExactlyInAnyOrderElementsOf(slugs);
    }

    @Test
    void everyProblemExampleHasTheStatusAndTitleOfItsType() {
        Map<String, JsonNode> problems = Problems.examples();

        assertThat(problems).hasSizeGreaterThan(30);
        assertThat(problems).allSatisfy((name, problem) -> {
            ProblemType type = ProblemType.ofSlug(problem.path("code").asText()).orElseThrow();
            assertThat(problem.path("status").asInt()).isEqualTo(type.status());
            assertThat(problem.path("title").asText()).isEqualTo(type.title());
        });
    }

    @Test
    void everyProblemTypeButTwoIsShownAtAnOperation() {
        List<String> shown = Problems.examples().values().stream()
                .map(problem -> problem.path("code").asText())
                .distinct()
                .toList();

        // A method that a path does not have is no operation of the contract, so there is no place to show its answer;
        // and no
        // answer at all is what a slow reader gets: it is told within its stream.
        assertThat(Arrays.stream(ProblemType.values()).filter(type -> !shown.contains(type.slug())))
                .containsExactly(ProblemType.METHOD_NOT_ALLOWED, ProblemType.SLOW_READER);
    }

    @Test
    void everyProblemIsShownUnderItsOwnStatus() {
        assertThat(Contract.operations())
                .allSatisfy(operation -> operation
                        .node()
                        .path("responses")
                        .properties()
                        .forEach(response -> Contract.resolved(response.getValue())
                                .at("/content/application~1problem+json/examples")
                                .forEach(example -> assertThat(Contract.resolved(example)
                                                .at("/value/status")
                                                .asText())
                                        .as("%s, problem %s", operation.id(), example)
                                        .isEqualTo(response.getKey()))));
    }
}
