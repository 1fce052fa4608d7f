package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Optional;

/** What people say of a project; the only part of it that a PUT changes. */
public record Profile(
        String name,
        String owner,
        Optional<String> description,
        RiskTier riskTier,
        TaskType taskType,
        Map<String, String> labels) {

    public Profile {
        labels = Map.copyOf(labels);
    }
}
