package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every documented status of every operation was seen in a test. Runs in an execution of its own, after all other tests. */
class ContractCoverageTest {

    /** Statuses that no test has to provoke at every operation, and why. */
    private static final Map<String, String> NOT_AT_EVERY_OPERATION = Map.of(
            "500", "a defect; one test provokes it for all",
            "503", "the database is away; one test stops it for all");

    /** Operation and status that no test has to provoke, and why. */
    private static final Map<String, String> NOT_PROVOKED = Map.of();

    @Test
    void everyDocumentedAnswerWasSeen() {
        Set<String> seen = Coverage.seen();
        List<String> missing = Contract.operations().stream()
                .flatMap(operation -> operation.statuses().stream()
                        .filter(status -> !NOT_AT_EVERY_OPERATION.containsKey(status))
                        .map(status -> Coverage.line(operation, status)))
                .filter(answer -> !NOT_PROVOKED.containsKey(answer))
                .filter(answer -> !seen.contains(answer))
                .toList();

        assertThat(missing).as("documented, and seen in no test").isEmpty();
    }
}
