package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Signature;
import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as shown.
 *
 * @param id absent in a dry run
 * @param decidedBy who opened it; {@code votes} says who else approved
 * @param decidedAt when it took effect; absent until then
 * @param conditions what it left behind
 * @param rolesMissing roles of which nobody has approved yet
 * @param changedItems items that stand otherwise by now, or on other evidence: what was decided on is no longer what is there
 * @param gateState how the gate stands now; this and the two that follow are told to whoever decides or votes
 */
record DecisionJson(
        @Nullable UUID id,
        String gate,
        DecisionOutcome outcome,
        DecisionState state,
        String rationale,
        int attempt,
        int iteration,
        String decidedBy,
        Instant openedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant closedAt,
        int quorum,
        long approvals,
        List<VoteJson> votes,
        String snapshotDigest,
        String checklist,
        int checklistVersion,
        @Nullable List<ConditionJson> conditions,
        @Nullable LocalDate reviewOn,
        @Nullable List<String> reopen,
        @Nullable List<String> rolesMissing,
        @Nullable List<String> changedItems,
        @Nullable GateState gateState,
        @Nullable ProjectState projectState,
        @Nullable Phase phase,
        @Nullable Long seq,
        @Nullable String hash) {

    /** @param roles that the voter held then */
    record VoteJson(String voter, Ballot vote, @Nullable String comment, Instant votedAt, List<String> roles) {

        static VoteJson of(Decision.Vote vote) {
            return new VoteJson(
                    vote.voter(),
                    vote.ballot(),
                    vote.comment().orElse(null),
                    vote.votedAt(),
                    vote.roles().stream().sorted().toList());
        }
    }

    static DecisionJson of(Dossier dossier, Decision d) {
        return of(dossier, d, new Signature(null, null), false, false);
    }

    /** The answer to whoever decided or voted. */
    static DecisionJson answer(Dossier dossier, Decision d, Signature signature, boolean dryRun) {
        return of(dossier, d, signature, dryRun, true);
    }

    private static DecisionJson of(
            Dossier dossier, Decision d, Signature signature, boolean dryRun, boolean withWhatFollowed) {
        boolean effective = d.state() == DecisionState.EFFECTIVE;
        return new DecisionJson(
                dryRun ? null : d.id(),
                d.gate().gate(),
                d.verdict().outcome(),
                d.state(),
                d.verdict().rationale(),
                d.attempt(),
                d.iteration(),
                d.openedBy().id(),
                d.openedAt(),
                effective ? d.closedAt().orElse(null) : null,
                effective ? null : d.closedAt().orElse(null),
                d.quorum(),
                d.approvals(),
                d.votes().stream().map(VoteJson::of).toList(),
                d.snapshot().digest(),
                d.snapshot().checklist().id(),
                d.snapshot().checklist().version(),
                dryRun ? null : present(conditions(dossier, d)),
                d.verdict().reviewOn().orElse(null),
                present(d.verdict().reopen()),
                present(rolesMissing(dossier, d)),
                present(changed(dossier, d)),
                withWhatFollowed ? dossier.gateState(d.gate()) : null,
                withWhatFollowed ? dossier.project().state() : null,
                withWhatFollowed ? dossier.project().phase() : null,
                signature.seq(),
                signature.hash());
    }

    /** Only an open GO waits for roles. */
    private static List<String> rolesMissing(Dossier dossier, Decision d) {
        return d.state() == DecisionState.OPEN && d.verdict().outcome().letsThrough()
                ? d.rolesMissing(dossier.rules()
                        .gate(d.gate())
                        .duties()
                        .required(dossier.project().tier()))
                : List.of();
    }

    /** A GO binds what was seen: what has changed since, only the one on which the gate stands now can tell. */
    private static List<String> changed(Dossier dossier, Decision d) {
        boolean stands = dossier.project()
                        .gate(d.gate())
                        .decision()
                        .filter(d.id()::equals)
                        .isPresent()
                && d.state() == DecisionState.EFFECTIVE
                && d.verdict().outcome().letsThrough();
        return stands ? dossier.snapshot(d.gate()).changedSince(d.snapshot()) : List.of();
    }

    private static List<ConditionJson> conditions(Dossier dossier, Decision d) {
        return dossier.project()
                .conditionsOf(d.gate())
                .filter(c -> c.decision().equals(d.id()))
                .map(c -> ConditionJson.of(c, dossier.now()))
                .toList();
    }

    private static <T> @Nullable List<T> present(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
