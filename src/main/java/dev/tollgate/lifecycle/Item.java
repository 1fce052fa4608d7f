package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One item of one project.
 *
 * @param since when the state last changed
 * @param evidence the newest evidence in force
 * @param review the last review, until newer evidence takes its place
 * @param authors people who posted evidence for this item since a loop last asked for it anew
 */
public record Item(
        String id,
        ItemState state,
        Instant since,
        Optional<EvidenceHead> evidence,
        Optional<Review> review,
        Set<String> authors) {

    /** What the rules need to know of a piece of evidence. */
    public record EvidenceHead(UUID id, EvidenceOutcome outcome, Instant observedAt, Actor postedBy) {}

    public record Review(ReviewVerdict verdict, String comment, Actor reviewedBy, Instant reviewedAt) {}

    /** Everybody who answers for what the item rests on: its authors, and whoever posted what is in force, even before a loop. */
    Set<String> writers() {
        Set<String> people = new HashSet<>(authors);
        evidence.map(EvidenceHead::postedBy)
                .filter(by -> by.kind() == Caller.Kind.PERSON)
                .ifPresent(by -> people.add(by.id()));
        return people;
    }

    static Item notStarted(String id, Instant since) {
        return new Item(id, ItemState.NOT_STARTED, since, Optional.empty(), Optional.empty(), Set.of());
    }

    Item movedTo(ItemState next, Instant at) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("item %s cannot move from %s to %s".formatted(id, state, next));
        }
        return new Item(id, next, at, evidence, review, authors);
    }

    Item restingOn(Optional<EvidenceHead> head) {
        return new Item(id, state, since, head, Optional.empty(), authors);
    }

    /** As an invalidation leaves it; what a person said of the item stands. */
    Item fallingBackOn(Optional<EvidenceHead> head) {
        return new Item(id, state, since, head, review, authors);
    }

    Item reviewed(Review by) {
        return new Item(id, state, since, evidence, Optional.of(by), authors);
    }

    Item writtenBy(Set<String> people) {
        return new Item(id, state, since, evidence, review, Set.copyOf(people));
    }
}
