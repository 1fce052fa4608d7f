package dev.tollgate.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.platform.JsonValues;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a PUT says of a project. */
record ProjectBody(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 100) String owner,
        @Nullable @Size(max = 2000) String description,
        @NotNull RiskTier riskTier,
        @NotNull TaskType taskType,
        @Nullable @Size(max = 63) String checklist,
        @Nullable @Min(1) Integer checklistVersion,
        @Nullable @Size(min = 1, max = 100) String primaryMetric,
        Framing.@Nullable Direction primaryDirection,
        @Nullable Boolean affectsPersons,
        @Nullable ObjectNode policy,

        @Nullable @Size(max = 20) Map<
                        @Pattern(regexp = Profile.LABEL_KEY, message = "must match " + Profile.LABEL_KEY) String,
                        @NotNull @Size(max = 200) String>
                labels) {

    private static final String DEFAULT_CHECKLIST = "dsml";

    Profile profile() {
        return new Profile(
                name,
                owner,
                Optional.ofNullable(description),
                riskTier,
                taskType,
                labels == null ? Map.of() : labels,
                framing());
    }

    private Framing framing() {
        return new Framing(
                Optional.ofNullable(primaryMetric),
                primaryDirection == null ? Framing.UNSET.primaryDirection() : primaryDirection,
                affectsPersons == null ? Framing.UNSET.affectsPersons() : affectsPersons,
                policy == null ? Map.of() : JsonValues.of(policy));
    }

    /** The checklist asked for: an existing project keeps its own where nothing is said. */
    String checklist(Optional<String> pinned) {
        return Optional.ofNullable(checklist).or(() -> pinned).orElse(DEFAULT_CHECKLIST);
    }
}
