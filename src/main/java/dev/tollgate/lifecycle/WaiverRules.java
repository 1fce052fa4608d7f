package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When a requirement may go unmet for a time, and who says so. */
final class WaiverRules {

    private record Requesting(Draft draft, Command.RequestWaiver command) {

        Checklist.ItemDefinition definition() {
            return draft.checklist().item(command.item());
        }
    }

    private record Judging(Draft draft, Waiver waiver, WaiverVerdict verdict) {}

    private static final List<Rule<Requesting>> REQUESTING = List.of(
            r -> ProjectRules.open(r.draft().project()),
            r -> ItemRules.known(r.draft(), r.command().item()),
            r -> DutyRules.people(r.draft().caller(), "request a waiver"),
            WaiverRules::checkIsKnown,
            WaiverRules::waivable,
            WaiverRules::notOpenYet);

    private static final List<Rule<Judging>> JUDGING = List.of(
            j -> ProjectRules.open(j.draft().project()),
            j -> DutyRules.people(j.draft().caller(), "grant or refuse a waiver"),
            WaiverRules::stillOpen,
            WaiverRules::mayJudge,
            WaiverRules::termsStillAllowIt);

    private WaiverRules() {}

    static Optional<Refusal> request(Draft draft, Command.RequestWaiver command) {
        Optional<Refusal> refusal = Rule.first(REQUESTING, new Requesting(draft, command));
        if (refusal.isEmpty()) {
            draft.emit(new Event.WaiverRequested(
                    draft.newId(),
                    command.item(),
                    command.check(),
                    draft.project().iteration(),
                    command.reason(),
                    command.compensation(),
                    command.expiresAt()));
        }
        return refusal;
    }

    static Optional<Refusal> rule(Draft draft, Command.RuleOnWaiver command) {
        UUID id = command.waiver();
        Optional<Waiver> waiver = draft.project().findWaiver(id);
        if (waiver.isEmpty()) {
            return Optional.of(new Refusal.UnknownWaiver(id));
        }
        Optional<Refusal> refusal = Rule.first(JUDGING, new Judging(draft, waiver.get(), command.verdict()));
        if (refusal.isEmpty()) {
            String item = waiver.get().item();
            draft.emit(
                    switch (command.verdict()) {
                        case GRANT -> new Event.WaiverGranted(id, item, command.comment());
                        case REFUSE -> new Event.WaiverRefused(id, item, command.comment());
                        case WITHDRAW -> new Event.WaiverWithdrawn(id, item, command.comment());
                    });
        }
        return refusal;
    }

    private static Optional<Refusal> checkIsKnown(Requesting r) {
        List<String> names = r.definition().checks().stream().map(Check::name).toList();
        return r.command()
                .check()
                .filter(check -> !names.contains(check))
                .map(check -> new Refusal.UnknownCheck(r.command().item(), check, names));
    }

    private static Optional<Refusal> waivable(Requesting r) {
        Command.RequestWaiver c = r.command();
        return allowed(r.draft(), c.item(), c.check(), c.expiresAt());
    }

    /** What was asked for at one tier, or under one checklist, may be more than another allows. */
    private static Optional<Refusal> termsStillAllowIt(Judging j) {
        Waiver w = j.waiver();
        return j.verdict() == WaiverVerdict.GRANT
                ? allowed(j.draft(), w.item(), w.check(), w.expiresAt())
                : Optional.empty();
    }

    private static Optional<Refusal> allowed(Draft draft, String item, Optional<String> check, Instant end) {
        RiskTier tier = draft.project().tier();
        Optional<Duration> longest = draft.checklist().item(item).waiver().longest(check, tier);
        if (longest.isEmpty()) {
            return Optional.of(new Refusal.NotWaivable(item, check, tier));
        }
        Instant now = draft.now();
        Instant latest = now.plus(longest.get());
        return refuseIf(
                !end.isAfter(now) || end.isAfter(latest),
                () -> new Refusal.WaiverTooLong(end, now, latest, longest.get()));
    }

    /** Renewing is asking anew; it is counted, so it does not hide behind a longer day. */
    private static Optional<Refusal> notOpenYet(Requesting r) {
        return r.draft().project().waivers().values().stream()
                .filter(waiver -> waiver.state() == WaiverState.REQUESTED)
                .filter(waiver -> waiver.covers(r.command().item(), r.command().check()))
                .findFirst()
                .map(waiver -> new Refusal.WaiverOpen(waiver.id()));
    }

    private static Optional<Refusal> stillOpen(Judging j) {
        boolean open = j.verdict() == WaiverVerdict.WITHDRAW
                ? j.waiver().state().isOpen()
                : j.waiver().state() == WaiverState.REQUESTED;
        return refuseIf(
                !open,
                () -> new Refusal.WaiverClosed(j.waiver().id(), j.waiver().state()));
    }

    private static Optional<Refusal> mayJudge(Judging j) {
        boolean own = j.waiver().requestedBy().id().equals(j.draft().caller().id());
        if (j.verdict() == WaiverVerdict.WITHDRAW && own) {
            return Optional.empty();
        }
        Optional<Refusal> requester =
                j.verdict() == WaiverVerdict.GRANT ? DutyRules.notRequester(j.draft(), j.waiver()) : Optional.empty();
        return requester.or(() -> DutyRules.holds(
                j.draft().caller(),
                DutyRules.waiverApprovers(
                        j.draft().project(), j.draft().checklist(), j.waiver().item()),
                "rule on this waiver"));
    }
}
