package dev.tollgate.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be decided at a gate.
 *
 * @param conditions for a CONDITIONAL_GO, at least one; empty otherwise
 * @param reviewOn for a HOLD, the day to come back; empty otherwise
 * @param reopen for a RECYCLE, the items of the phase to redo, at least one; empty otherwise
 * @param tasks for a KILL, what is to be done to close the project down; empty otherwise
 */
public record Verdict(
        DecisionOutcome outcome,
        String rationale,
        List<PlannedCondition> conditions,
        Optional<LocalDate> reviewOn,
        List<String> reopen,
        List<PlannedCondition> tasks) {

    /** @param item the item whose passing evidence closes the condition by itself, if any */
    public record PlannedCondition(String title, String owner, Instant dueAt, Optional<String> item) {}

    /** Logs of before there were closing tasks have none. */
    public Verdict {
        conditions = List.copyOf(conditions);
        reopen = List.copyOf(reopen);
        tasks = List.copyOf(Objects.requireNonNullElse(tasks, List.of()));
    }
}
