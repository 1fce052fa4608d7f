package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How one item stands at one time, and why.
 *
 * @param reason in a few words
 * @param findings what each check says of the evidence, in the checklist's order; empty where no evidence was judged
 * @param waivers that it rests on
 */
public record Standing(ItemState state, String reason, List<Finding> findings, List<UUID> waivers) {

    public Standing {
        findings = List.copyOf(findings);
        waivers = List.copyOf(waivers);
    }

    static Standing of(ItemState state, String reason) {
        return new Standing(state, reason, List.of(), List.of());
    }

    static Standing of(ItemState state, String reason, List<Finding> findings) {
        return new Standing(state, reason, findings, List.of());
    }

    static Standing waived(Standing unmet, Waiver waiver) {
        return new Standing(
                ItemState.WAIVED,
                "waived until %s: %s".formatted(waiver.expiresAt(), unmet.reason()),
                unmet.findings(),
                List.of(waiver.id()));
    }

    public List<Finding> failed() {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }

    Optional<Finding> firstFailed() {
        return failed().stream().findFirst();
    }
}
