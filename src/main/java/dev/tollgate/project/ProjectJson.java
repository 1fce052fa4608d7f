package dev.tollgate.project;

import dev.tollgate.ledger.Tip;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.Targets;
import dev.tollgate.lifecycle.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project as shown.
 *
 * @param id absent in the answer to a dry run that would create the project
 * @param primaryMetric this and what follows up to {@code shadow}: absent in lists
 * @param version how many events its log has
 */
record ProjectJson(
        String key,
        @Nullable UUID id,
        String name,
        String owner,
        @Nullable String description,
        RiskTier riskTier,
        TaskType taskType,
        String checklist,
        int checklistVersion,
        Map<String, String> labels,
        @Nullable String primaryMetric,
        Framing.@Nullable Direction primaryDirection,
        @Nullable Boolean affectsPersons,
        @Nullable Map<String, Object> policy,
        @Nullable TargetsJson targets,
        @Nullable Shadow shadow,
        Phase phase,
        ProjectState state,
        int iteration,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** What the project promised to reach, as its gate approved it. */
    record TargetsJson(List<Map<String, Object>> values, String digest, Instant lockedAt, UUID evidence) {

        private static TargetsJson of(Targets targets) {
            return new TargetsJson(targets.values(), targets.digest(), targets.lockedAt(), targets.evidence());
        }
    }

    /** A checklist version that is reported on beside the pinned one. */
    record Shadow(String checklist, int version) {}

    static ProjectJson of(Tip tip) {
        Project project = tip.project();
        Profile profile = project.profile();
        return new ProjectJson(
                project.key(),
                project.id(),
                profile.name(),
                profile.owner(),
                profile.description().orElse(null),
                profile.riskTier(),
                profile.taskType(),
                project.checklist().id(),
                project.checklist().version(),
                new TreeMap<>(profile.labels()),
                profile.framing().primaryMetric().orElse(null),
                profile.framing().primaryDirection(),
                profile.framing().affectsPersons(),
                new TreeMap<>(profile.framing().policy()),
                project.watch().targets().map(TargetsJson::of).orElse(null),
                project.watch()
                        .shadow()
                        .map(ref -> new Shadow(ref.id(), ref.version()))
                        .orElse(null),
                project.phase(),
                project.state(),
                project.iteration(),
                tip.seq(),
                project.createdAt(),
                project.updatedAt());
    }

    static ProjectJson of(ProjectRow row) {
        return new ProjectJson(
                row.key,
                row.id,
                row.name,
                row.owner,
                row.description,
                row.riskTier,
                row.taskType,
                row.checklist,
                row.checklistVersion,
                new TreeMap<>(row.labels),
                null,
                null,
                null,
                null,
                null,
                null,
                row.phase,
                row.state,
                row.iteration,
                row.headSeq,
                row.createdAt,
                row.updatedAt);
    }

    ProjectJson withoutId() {
        return new ProjectJson(
                key,
                null,
                name,
                owner,
                description,
                riskTier,
                taskType,
                checklist,
                checklistVersion,
                labels,
                primaryMetric,
                primaryDirection,
                affectsPersons,
                policy,
                targets,
                shadow,
                phase,
                state,
                iteration,
                version,
                createdAt,
                updatedAt);
    }
}
