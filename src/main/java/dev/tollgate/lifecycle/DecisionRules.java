package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When a gate may be decided, and what a decision does. */
final class DecisionRules {

    private record Deciding(Draft draft, Command.DecideGate command) {

        Phase gate() {
            return command.gate();
        }

        Project project() {
            return draft.project();
        }

        boolean letsThrough() {
            return command.verdict().outcome().letsThrough();
        }
    }

    private record Voting(Draft draft, Decision decision, Ballot ballot) {

        boolean letsThrough() {
            return ballot == Ballot.APPROVE && decision.verdict().outcome().letsThrough();
        }
    }

    private static final List<Rule<Deciding>> DECIDING = List.of(
            d -> ProjectRules.open(d.project()),
            d -> DutyRules.people(d.draft().caller(), "decide a gate"),
            DecisionRules::gateNotPassedYet,
            DecisionRules::gateIsCurrent,
            DecisionRules::noDecisionOpen,
            DecisionRules::dutiesSeparated,
            DecisionRules::wellFormed,
            DecisionRules::seesWhatIs,
            d -> d.letsThrough() ? earlierGatesStand(d.draft(), d.gate()) : Optional.empty(),
            DecisionRules::gateIsReady);

    private static final List<Rule<Voting>> VOTING = List.of(
            v -> ProjectRules.open(v.draft().project()),
            v -> DutyRules.people(v.draft().caller(), "vote"),
            v -> refuseIf(
                    v.decision().state() != DecisionState.OPEN,
                    () -> new Refusal.DecisionClosed(
                            v.decision().id(), v.decision().state())),
            v -> refuseIf(
                    v.decision().hasVoteOf(v.draft().caller().id()),
                    () -> new Refusal.AlreadyVoted(
                            v.decision().id(), v.draft().caller().id())),
            v -> DutyRules.notAuthorOf(
                    v.draft(),
                    GateRules.itemsOf(v.draft().checklist(), v.decision().gate())),
            v -> v.letsThrough() ? earlierGatesStand(v.draft(), v.decision().gate()) : Optional.empty());

    private DecisionRules() {}

    static Optional<Refusal> decide(Draft draft, Command.DecideGate command) {
        Optional<Refusal> refusal = Rule.first(DECIDING, new Deciding(draft, command));
        if (refusal.isPresent()) {
            return refusal;
        }
        Project project = draft.project();
        Snapshot snapshot = GateRules.snapshot(project, draft.checklist(), command.gate(), draft.now());
        int quorum = command.verdict().outcome().letsThrough()
                ? project.profile().riskTier().quorum()
                : 1;
        UUID id = draft.newId();
        draft.emit(new Event.DecisionOpened(
                id,
                command.gate(),
                command.verdict(),
                project.gate(command.gate()).attempt(),
                project.iteration(),
                quorum,
                snapshot,
                snapshot.digest()));
        count(draft, id, Ballot.APPROVE, Optional.empty());
        return Optional.empty();
    }

    static Optional<Refusal> vote(Draft draft, Command.CastVote command) {
        Optional<Decision> decision =
                draft.project().findDecision(command.decision()).filter(d -> d.gate() == command.gate());
        if (decision.isEmpty()) {
            return Optional.of(new Refusal.UnknownDecision(command.decision()));
        }
        Optional<Refusal> refusal = Rule.first(VOTING, new Voting(draft, decision.get(), command.ballot()));
        if (refusal.isEmpty()) {
            count(draft, command.decision(), command.ballot(), command.comment());
        }
        return refusal;
    }

    private static void count(Draft draft, UUID id, Ballot ballot, Optional<String> comment) {
        Phase gate = draft.project().decision(id).gate();
        draft.emit(new Event.GateVoted(id, gate, ballot, comment));
        Decision decision = draft.project().decision(id);
        if (ballot == Ballot.REJECT) {
            draft.emit(new Event.DecisionClosed(
                    id, gate, DecisionState.REJECTED, draft.caller().id() + " voted against it"));
        } else if (decision.approvals() >= decision.quorum()) {
            draft.emit(new Event.GateDecided(id, gate, decision.verdict().outcome()));
            DecisionEffects.of(draft, decision);
        }
    }

    /** A passed gate is only ever decided again after a loop; but a live project can still be stopped. */
    private static Optional<Refusal> gateNotPassedYet(Deciding d) {
        boolean stops = d.command().verdict().outcome() == DecisionOutcome.KILL
                && d.gate() == d.project().phase();
        return refuseIf(
                d.project().gate(d.gate()).basis().isPass() && !stops, () -> new Refusal.GateAlreadyPassed(d.gate()));
    }

    private static Optional<Refusal> gateIsCurrent(Deciding d) {
        Phase current = d.project().phase();
        return refuseIf(
                d.gate() != current,
                () -> new Refusal.GateNotOpen(
                        d.gate(), current, "the gate to decide next is %s".formatted(current.gate())));
    }

    private static Optional<Refusal> noDecisionOpen(Deciding d) {
        return d.project().gate(d.gate()).openDecision().map(open -> new Refusal.DecisionOpen(d.gate(), open));
    }

    private static Optional<Refusal> dutiesSeparated(Deciding d) {
        return DutyRules.notAuthorOf(d.draft(), GateRules.itemsOf(d.draft().checklist(), d.gate()));
    }

    private static Optional<Refusal> wellFormed(Deciding d) {
        return VerdictRules.check(d.command(), d.draft());
    }

    private static Optional<Refusal> seesWhatIs(Deciding d) {
        String current = GateRules.snapshot(
                        d.project(), d.draft().checklist(), d.gate(), d.draft().now())
                .digest();
        return d.command()
                .seen()
                .filter(seen -> !seen.equals(current))
                .map(seen -> new Refusal.SnapshotChanged(seen, current));
    }

    private static Optional<Refusal> earlierGatesStand(Draft draft, Phase gate) {
        return Arrays.stream(Phase.values())
                .filter(phase -> phase.isBefore(gate))
                .filter(phase -> !stateOf(draft, phase).stands())
                .findFirst()
                .map(phase -> new Refusal.GateNotOpen(
                        gate, draft.project().phase(), "gate %s is %s".formatted(phase.gate(), stateOf(draft, phase))));
    }

    private static GateState stateOf(Draft draft, Phase phase) {
        return GateRules.stateAt(draft.project(), draft.checklist(), phase, draft.now());
    }

    private static Optional<Refusal> gateIsReady(Deciding d) {
        if (!d.letsThrough()) {
            return Optional.empty();
        }
        List<Unmet> unmet = GateRules.unmet(
                d.project(), d.draft().checklist(), d.gate(), d.draft().now());
        return refuseIf(!unmet.isEmpty(), () -> new Refusal.GateNotReady(d.gate(), unmet));
    }
}
