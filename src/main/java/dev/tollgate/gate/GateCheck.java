package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.UnmetJson;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.Unmet;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to «may I proceed?»: yes while the gate stands passed, else no with the reasons.
 *
 * @param passed whether the gate stands and the project is not closed
 * @param ready whether nothing is missing but a decision
 * @param unmet what stands between the gate and a yes; empty when it stands
 * @param waivers that a yes rests on
 * @param decision the decision that a yes rests on
 * @param override that a yes rests on, while it lasts
 */
record GateCheck(
        Phase gate,
        boolean passed,
        GateState state,
        boolean ready,
        List<UnmetJson> unmet,
        List<UUID> waivers,
        @Nullable UUID decision,
        @Nullable OverrideJson override) {

    /** A yes, as JSON. */
    record Passed(
            String gate,
            GateState state,
            boolean passed,
            @Nullable List<UUID> waivers,
            @Nullable UUID decision,
            @Nullable OverrideJson override) {}

    static GateCheck of(Dossier dossier, Phase gate) {
        GateState state = dossier.gateState(gate);
        List<Unmet> unmet = dossier.unmet(gate);
        List<Unmet> reasons = reasons(dossier, gate, unmet);
        return new GateCheck(
                gate,
                reasons.isEmpty(),
                state,
                unmet.isEmpty(),
                reasons.stream().map(u -> UnmetJson.of(u, dossier.path())).toList(),
                dossier.snapshot(gate).waivers(),
                dossier.project().gate(gate).decision().orElse(null),
                OverrideJson.of(dossier, gate).filter(OverrideJson::active).orElse(null));
    }

    /** A gate that was overridden stands, whatever it lacks. */
    private static List<Unmet> reasons(Dossier dossier, Phase gate, List<Unmet> unmet) {
        Optional<Unmet> undecided = undecided(dossier, gate);
        return undecided.isEmpty() || unmet.isEmpty() ? undecided.stream().toList() : unmet;
    }

    /** What a gate that lacks nothing still waits for; empty where it stands. */
    private static Optional<Unmet> undecided(Dossier dossier, Phase gate) {
        ProjectState project = dossier.project().state();
        GateState state = dossier.gateState(gate);
        if (state.stands() && !project.isClosed()) {
            return Optional.empty();
        }
        String reason = project.isClosed() ? "the project is %s".formatted(project) : waitingFor(state);
        String title = dossier.rules().gate(gate).title();
        return Optional.of(new Unmet(Unmet.Kind.GATE, gate.gate(), title, state.name(), reason, List.of()));
    }

    private static String waitingFor(GateState state) {
        return switch (state) {
            case IN_REVIEW -> "votes are missing";
            case ON_HOLD -> "put on hold by a decision";
            default -> "ready, waits for a decision";
        };
    }

    /** @throws dev.tollgate.platform.ProblemException gate-blocked, where the gate does not stand */
    Passed passedOrThrow() {
        if (passed) {
            return new Passed(gate.gate(), state, true, waivers.isEmpty() ? null : waivers, decision, override);
        }
        throw blocked().toException();
    }

    /** A no, with the reasons. */
    Problem blocked() {
        return Problem.of(
                        ProblemType.GATE_BLOCKED,
                        "Gate %s of the project is %s; %d unmet.".formatted(gate.gate(), state, unmet.size()))
                .with("gate", gate.gate())
                .with("state", state)
                .with("ready", ready)
                .with("unmet", unmet);
    }

    /** For a terminal: how the gate stands, then one unmet thing a line. */
    String text() {
        if (passed) {
            return "%s %s\n".formatted(gate.gate(), state);
        }
        var lines = new StringBuilder("%s %s: %d unmet\n".formatted(gate.gate(), state, unmet.size()));
        unmet.forEach(u -> lines.append(u.line()).append('\n'));
        return lines.toString();
    }
}
