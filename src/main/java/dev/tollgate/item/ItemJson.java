package dev.tollgate.item;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ReviewVerdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item of a project as shown: where it stands, and what the checklist says of it. */
record ItemJson(
        String item,
        Phase phase,
        String title,
        String explanation,
        ItemState state,
        Instant since,
        Required required,
        @Nullable Evidence evidence,
        @Nullable Review review,
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

    static ItemJson of(Dossier dossier, ChecklistDocument.PhaseSection section, ChecklistDocument.Item text) {
        Item item = dossier.project().item(text.id());
        return new ItemJson(
                item.id(),
                section.phase(),
                text.title(),
                text.explanation(),
                item.state(),
                item.since(),
                required(dossier.rules().gate(section.phase()), item.id()),
                item.evidence().map(ItemJson::evidence).orElse(null),
                item.review().map(ItemJson::review).orElse(null),
                text.accountable(),
                text.evidence(),
                text.needs());
    }

    private static Evidence evidence(Item.EvidenceHead head) {
        return new Evidence(
                head.id(),
                head.outcome(),
                head.observedAt(),
                new PostedBy(head.postedBy().id(), head.postedBy().kind()));
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
