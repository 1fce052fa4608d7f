package dev.tollgate.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.lifecycle.Unmet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a gate lacks, as shown to people and scripts. One of {@code item}, {@code condition} and {@code gate} says what it is about.
 *
 * @param findings of the checks that the item's evidence does not pass; absent where no check failed
 * @param action the request that would move it; absent in an answer about the past
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnmetJson(
        Unmet.Kind kind,
        @Nullable String item,
        @Nullable String condition,
        @Nullable String gate,
        String title,
        String state,
        String reason,
        @Nullable List<FindingJson> findings,
        @Nullable String action) {

    public static UnmetJson of(Unmet unmet, String projectPath) {
        Unmet.Kind kind = unmet.kind();
        return new UnmetJson(
                kind,
                kind == Unmet.Kind.ITEM ? unmet.ref() : null,
                kind == Unmet.Kind.CONDITION ? unmet.ref() : null,
                kind == Unmet.Kind.ITEM || kind == Unmet.Kind.CONDITION ? null : unmet.ref(),
                unmet.title(),
                unmet.state(),
                unmet.reason(),
                unmet.findings().isEmpty()
                        ? null
                        : unmet.findings().stream().map(FindingJson::of).toList(),
                "POST " + projectPath + action(unmet));
    }

    private static String action(Unmet unmet) {
        String ref = unmet.ref();
        return switch (unmet.kind()) {
            case ITEM -> "/items/%s/%s".formatted(ref, unmet.state().equals("IN_REVIEW") ? "reviews" : "evidence");
            case CONDITION -> "/conditions/%s/closure".formatted(ref);
            case VALIDATION -> "/gates/%s/validations".formatted(ref);
            case GATE, VETO -> "/gates/%s/decisions".formatted(ref);
        };
    }

    /** As a gate lacked it at a moment that has passed: no request moves that any more. */
    public UnmetJson withoutAction() {
        return new UnmetJson(kind, item, condition, gate, title, state, reason, findings, null);
    }

    /** One line for a terminal. */
    public String line() {
        String ref = item != null ? item : condition != null ? "condition " + condition : "gate " + gate;
        return "%s %s %s".formatted(ref, state, reason);
    }
}
