package dev.tollgate.gate;

import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Verdict;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be decided at a gate. Which parts go with which outcome is a rule of the core. */
record DecisionBody(
        @NotNull DecisionOutcome outcome,
        @NotBlank @Size(max = 4000) String rationale,

        @Nullable @Pattern(regexp = "sha256:[0-9a-f]{64}", message = "must be sha256: and 64 hexadecimal digits") String snapshotDigest,

        @Nullable @Size(max = 20) List<@NotNull @Valid ConditionBody> conditions,
        @Nullable LocalDate reviewOn,
        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> reopen,
        @Nullable @Size(max = 20) List<@NotNull @Valid TaskBody> tasks) {

    record TaskBody(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 100) String owner,
            @NotNull Instant dueAt) {

        private Verdict.PlannedCondition planned() {
            return new Verdict.PlannedCondition(title, owner, dueAt.truncatedTo(ChronoUnit.MICROS), Optional.empty());
        }
    }

    record ConditionBody(
            @NotBlank @Size(max = 200) String title,
            @NotBlank @Size(max = 100) String owner,
            @NotNull Instant dueAt,
            @Nullable @Size(max = 200) String item) {

        private Verdict.PlannedCondition planned() {
            return new Verdict.PlannedCondition(
                    title, owner, dueAt.truncatedTo(ChronoUnit.MICROS), Optional.ofNullable(item));
        }
    }

    Verdict verdict() {
        return new Verdict(
                outcome,
                rationale,
                conditions == null
                        ? List.of()
                        : conditions.stream().map(ConditionBody::planned).toList(),
                Optional.ofNullable(reviewOn),
                reopen == null ? List.of() : reopen,
                tasks == null
                        ? List.of()
                        : tasks.stream().map(TaskBody::planned).toList());
    }
}
