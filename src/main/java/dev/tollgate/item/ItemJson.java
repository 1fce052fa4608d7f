package dev.tollgate.item;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.FindingJson;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.lifecycle.Standing;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item of a project as shown: where it stands, and what the checklist says of it.
 *
 * @param reason why it stands so, in a few words
 * @param checks what each check says of the evidence in force
 * @param waivers that it rests on
 * @param freshUntil when the evidence in force goes stale by the clock; absent where it does not
 */
record ItemJson(
        String item,
        Phase phase,
        String title,
        String explanation,
        ItemState state,
        Instant since,
        Required required,
        String reason,
        @Nullable Evidence evidence,
        @Nullable Review review,
        List<FindingJson> checks,
        List<UUID> waivers,
        @Nullable Instant freshUntil,
        @Nullable NotApplicable notApplicable,
        String accountable,
        String evidenceHint,
        List<String> needs) {

    /** What the item is to the gate of its phase. */
    enum Required {
        MUST,
        SHOULD,
        NONE
    }

    /** The newest evidence in force. */
    record Evidence(UUID id, EvidenceOutcome outcome, Instant observedAt, PostedBy postedBy) {}

    record PostedBy(String id, Caller.Kind kind) {}

    record Review(ReviewVerdict verdict, String comment, String reviewedBy, Instant reviewedAt) {}

    record NotApplicable(String rule, String comment, String declaredBy, Instant declaredAt) {}

    static ItemJson of(Dossier dossier, ChecklistDocument.PhaseSection section, ChecklistDocument.Item text) {
        Item item = dossier.project().item(text.id());
        Standing standing = dossier.standing(item.id());
        return new ItemJson(
                item.id(),
                section.phase(),
                text.title(),
                text.explanation(),
                standing.state(),
                item.since(),
                required(dossier.rules().gate(section.phase()), item.id()),
                standing.reason(),
                item.evidence().map(ItemJson::evidence).orElse(null),
                item.review().map(ItemJson::review).orElse(null),
                standing.findings().stream().map(FindingJson::of).toList(),
                standing.waivers(),
                dossier.assessment().freshUntil(item.id()).orElse(null),
                item.notApplicable().map(ItemJson::notApplicable).orElse(null),
                text.accountable(),
                text.evidence(),
                text.needs());
    }

    /** The item that the checklist is known to have. */
    static ItemJson of(Dossier dossier, String item) {
        return dossier.document().phases().stream()
                .flatMap(section -> section.items().stream()
                        .filter(text -> text.id().equals(item))
                        .map(text -> of(dossier, section, text)))
                .findFirst()
                .orElseThrow();
    }

    private static Evidence evidence(Item.EvidenceHead head) {
        return new Evidence(
                head.id(),
                head.outcome(),
                head.observedAt(),
                new PostedBy(head.postedBy().id(), head.postedBy().kind()));
    }

    private static NotApplicable notApplicable(Item.NotApplicable declared) {
        return new NotApplicable(
                declared.rule(), declared.comment(), declared.declaredBy().id(), declared.declaredAt());
    }

    private static Review review(Item.Review review) {
        return new Review(
                review.verdict(), review.comment(), review.reviewedBy().id(), review.reviewedAt());
    }

    private static Required required(Checklist.GateDefinition gate, String item) {
        if (gate.mustItems().contains(item)) {
            return Required.MUST;
        }
        return gate.criteria().stream().anyMatch(criterion -> criterion.should().contains(item))
                ? Required.SHOULD
                : Required.NONE;
    }
}
