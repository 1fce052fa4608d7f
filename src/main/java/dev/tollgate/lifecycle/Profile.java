package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What people say of a project; the only part of it that a PUT changes. */
public record Profile(
        String name,
        String owner,
        Optional<String> description,
        RiskTier riskTier,
        TaskType taskType,
        Map<String, String> labels,
        Framing framing) {

    /** What the key of a label may be, as a regular expression; dots and underscores within, too. */
    public static final String LABEL_KEY = "[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?";

    /** Logs of before there was a framing have none. */
    public Profile {
        labels = Map.copyOf(labels);
        framing = Objects.requireNonNullElse(framing, Framing.UNSET);
    }

    /** Whether judging evidence under that profile instead could come to another result, or ask other people. */
    boolean isMeasuredAs(Profile other) {
        return riskTier == other.riskTier && taskType == other.taskType && framing.equals(other.framing);
    }
}
