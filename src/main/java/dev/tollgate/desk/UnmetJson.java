package dev.tollgate.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.lifecycle.Unmet;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a gate lacks, as shown to people and scripts. Exactly one of {@code item}, {@code condition} and {@code gate} is there.
 *
 * @param action the request that would move it; absent in an answer about the past
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnmetJson(
        @Nullable String item,
        @Nullable String condition,
        @Nullable String gate,
        String title,
        String state,
        String reason,
        @Nullable String action) {

    public static UnmetJson of(Unmet unmet, String projectPath) {
        String ref = unmet.ref();
        return switch (unmet.kind()) {
            case ITEM ->
                new UnmetJson(
                        ref,
                        null,
                        null,
                        unmet.title(),
                        unmet.state(),
                        unmet.reason(),
                        "POST %s/items/%s/%s"
                                .formatted(
                                        projectPath, ref, unmet.state().equals("IN_REVIEW") ? "reviews" : "evidence"));
            case CONDITION ->
                new UnmetJson(
                        null,
                        ref,
                        null,
                        unmet.title(),
                        unmet.state(),
                        unmet.reason(),
                        "POST %s/conditions/%s/closure".formatted(projectPath, ref));
            case VALIDATION ->
                new UnmetJson(
                        null,
                        null,
                        ref,
                        unmet.title(),
                        unmet.state(),
                        unmet.reason(),
                        "POST %s/gates/%s/validations".formatted(projectPath, ref));
            case GATE, VETO ->
                new UnmetJson(
                        null,
                        null,
                        ref,
                        unmet.title(),
                        unmet.state(),
                        unmet.reason(),
                        "POST %s/gates/%s/decisions".formatted(projectPath, ref));
        };
    }

    /** As a gate lacked it at a moment that has passed: no request moves that any more. */
    public UnmetJson withoutAction() {
        return new UnmetJson(item, condition, gate, title, state, reason, null);
    }

    /** One line for a terminal. */
    public String line() {
        String ref = item != null ? item : condition != null ? "condition " + condition : "gate " + gate;
        return "%s %s %s".formatted(ref, state, reason);
    }
}
