package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

        /** A passed gate is only decided again after a loop; but a live project can still be stopped. */
        boolean stops() {
            return command.verdict().outcome() == DecisionOutcome.KILL;
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
            d -> d.stops() && d.gate() == d.project().phase()
                    ? Optional.empty()
                    : gateNotPassedYet(d.draft(), d.gate()),
            d -> gateIsCurrent(d.draft(), d.gate()),
            DecisionRules::noDecisionOpen,
            d -> DutyRules.notAuthorOf(
                    DutyRules.VOTER, d.draft(), GateRules.itemsOf(d.draft().checklist(), d.gate())),
            d -> DutyRules.validatorIndependent(d.draft()),
            DecisionRules::killedByWhoMay,
            d -> VerdictRules.check(d.command(), d.draft()),
            d -> seesWhatIs(d.draft(), d.gate(), d.command().seen()),
            d -> d.letsThrough() ? earlierGatesStand(d.draft(), d.gate()) : Optional.empty(),
            DecisionRules::gateIsReady,
            DecisionRules::opinionAllowsOutcome);

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
            // Who recuses says just that: no view.
            v -> v.ballot() == Ballot.RECUSE
                    ? Optional.empty()
                    : DutyRules.notAuthorOf(
                            DutyRules.VOTER,
                            v.draft(),
                            GateRules.itemsOf(
                                    v.draft().checklist(), v.decision().gate())),
            v -> v.ballot() == Ballot.RECUSE ? Optional.empty() : DutyRules.validatorIndependent(v.draft()),
            DecisionRules::vetoedByWhoMay,
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
                ? draft.checklist().governance().quorum(project.tier())
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
        draft.emit(new Event.GateVoted(id, gate, ballot, comment, draft.caller().roles()));
        Decision decision = draft.project().decision(id);
        String voter = draft.caller().id();
        switch (ballot) {
            case APPROVE -> {
                if (carried(draft, decision)) {
                    draft.emit(
                            new Event.GateDecided(id, gate, decision.verdict().outcome()));
                    DecisionEffects.of(draft, decision);
                }
            }
            case REJECT -> reject(draft, decision, voter + " voted against it");
            case VETO -> reject(draft, decision, voter + " vetoed it");
            case ABSTAIN, RECUSE -> {}
        }
    }

    private static void reject(Draft draft, Decision decision, String reason) {
        draft.emit(new Event.DecisionClosed(decision.id(), decision.gate(), DecisionState.REJECTED, reason));
    }

    /** Enough people, and for a GO among them those whose roles the tier asks for. */
    private static boolean carried(Draft draft, Decision decision) {
        Set<String> required = decision.verdict().outcome().letsThrough()
                ? draft.checklist()
                        .gate(decision.gate())
                        .duties()
                        .required(draft.project().tier())
                : Set.of();
        return decision.approvals() >= decision.quorum()
                && decision.rolesMissing(required).isEmpty();
    }

    static Optional<Refusal> gateNotPassedYet(Draft draft, Phase gate) {
        return refuseIf(draft.project().gate(gate).basis().isPass(), () -> new Refusal.GateAlreadyPassed(gate));
    }

    static Optional<Refusal> gateIsCurrent(Draft draft, Phase gate) {
        Phase current = draft.project().phase();
        return refuseIf(
                gate != current,
                () -> new Refusal.GateNotOpen(
                        gate, current, "the gate to decide next is %s".formatted(current.gate())));
    }

    private static Optional<Refusal> noDecisionOpen(Deciding d) {
        return d.project().gate(d.gate()).openDecision().map(open -> new Refusal.DecisionOpen(d.gate(), open));
    }

    private static Optional<Refusal> killedByWhoMay(Deciding d) {
        return d.stops()
                ? DutyRules.holds(
                        d.draft().caller(), d.draft().checklist().governance().killers(), "kill a project")
                : Optional.empty();
    }

    private static Optional<Refusal> vetoedByWhoMay(Voting v) {
        if (v.ballot() != Ballot.VETO) {
            return Optional.empty();
        }
        Set<String> roles =
                v.draft().checklist().gate(v.decision().gate()).duties().vetoes();
        return refuseIf(
                        roles.isEmpty(),
                        () -> new Refusal.VetoNotProvided(v.decision().gate()))
                .or(() -> DutyRules.holds(v.draft().caller(), roles, "veto at this gate"));
    }

    static Optional<Refusal> seesWhatIs(Draft draft, Phase gate, Optional<String> seen) {
        String current = GateRules.snapshot(draft.project(), draft.checklist(), gate, draft.now())
                .digest();
        return seen.filter(digest -> !digest.equals(current))
                .map(digest -> new Refusal.SnapshotChanged(digest, current));
    }

    static Optional<Refusal> earlierGatesStand(Draft draft, Phase gate) {
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

    private static Optional<Refusal> opinionAllowsOutcome(Deciding d) {
        return refuseIf(
                opinionForbids(d.draft(), d.gate(), d.command().verdict().outcome()),
                () -> new Refusal.InvalidDecision(
                        "/outcome",
                        "the validator finds it FIT_WITH_CONDITIONS",
                        List.of(DecisionOutcome.CONDITIONAL_GO.name(), DecisionOutcome.RECYCLE.name())));
    }

    /** A validator who finds it fit with conditions has said no to a GO without any. */
    private static boolean opinionForbids(Draft draft, Phase gate, DecisionOutcome outcome) {
        Project project = draft.project();
        return outcome == DecisionOutcome.GO
                && draft.checklist().gate(gate).duties().validated(project.tier())
                && project.gate(gate)
                        .words()
                        .validation()
                        .filter(validation -> validation.opinion() == Opinion.FIT_WITH_CONDITIONS)
                        .isPresent();
    }

    /** Whether what was open to a GO when it was proposed is so no more, such as by an opinion that came while votes were missing. */
    static boolean isHindered(Draft draft, Decision decision) {
        Phase gate = decision.gate();
        DecisionOutcome outcome = decision.verdict().outcome();
        return outcome.letsThrough()
                && (opinionForbids(draft, gate, outcome)
                        || !GateRules.unmet(draft.project(), draft.checklist(), gate, draft.now())
                                .isEmpty());
    }
}
