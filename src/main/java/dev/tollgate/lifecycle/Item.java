package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One item of one project: what people and pipelines have said of it. How it stands because of that, at a given time, is for {@link
 * Assessment} to say.
 *
 * @param state as last recorded
 * @param since when the recorded state last changed
 * @param evidence the newest evidence in force
 * @param review the last review, until newer evidence takes its place
 * @param demand what a loop or a recycle asks for, until it is met
 * @param answered the last demand that was met; it is back where what met it turns out to be wrong
 * @param notApplicable why it was declared not applicable, until newer evidence says otherwise
 * @param authors people who posted evidence for this item since a loop last asked for it anew
 */
public record Item(
        String id,
        ItemState state,
        Instant since,
        Optional<EvidenceHead> evidence,
        Optional<Review> review,
        Optional<Demand> demand,
        Optional<Demand> answered,
        Optional<NotApplicable> notApplicable,
        Set<String> authors) {

    /**
     * What the rules need to know of a piece of evidence.
     *
     * @param author the person who answers for it where a machine posted it
     */
    public record EvidenceHead(
            UUID id,
            EvidenceOutcome outcome,
            Instant observedAt,
            Actor postedBy,
            Instant receivedAt,
            String source,
            Optional<String> author,
            Optional<Subject> subject,
            Map<String, Double> metrics,
            Map<String, Object> data) {

        /** Logs of before checks keep only the first four in what an invalidation reinstated. */
        public EvidenceHead {
            receivedAt = Objects.requireNonNullElse(receivedAt, observedAt);
            source = Objects.requireNonNullElse(source, postedBy.id());
            metrics = Map.copyOf(Objects.requireNonNullElse(metrics, Map.of()));
            data = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(data, Map.of())));
        }

        public static EvidenceHead of(Event.EvidenceRecorded recorded, Actor postedBy, Instant receivedAt) {
            EvidenceReport report = recorded.report();
            return new EvidenceHead(
                    recorded.evidence(),
                    report.outcome(),
                    report.observedAt(),
                    postedBy,
                    receivedAt,
                    report.source(),
                    report.author(),
                    report.subject(),
                    report.metrics(),
                    report.data());
        }

        /** The people who answer for it. */
        Set<String> writers() {
            Set<String> people = new HashSet<>();
            author.ifPresent(people::add);
            if (postedBy.kind() == Caller.Kind.PERSON) {
                people.add(postedBy.id());
            }
            return people;
        }
    }

    public record Review(ReviewVerdict verdict, String comment, Actor reviewedBy, Instant reviewedAt) {

        boolean accepts() {
            return verdict == ReviewVerdict.ACCEPT;
        }
    }

    /** @param reason who asks, in a few words */
    public record Demand(Kind kind, String reason, Instant since) {

        public enum Kind {
            /** New evidence. */
            REOPENED,
            /** New evidence, because what the old one named has been superseded. */
            STALE,
            /** A person's word that the old evidence still holds. */
            REAFFIRM
        }
    }

    /** @param rule the checklist's rule by which the item does not apply */
    public record NotApplicable(String rule, String comment, Actor declaredBy, Instant declaredAt) {}

    /** Everybody who answers for what the item rests on: its authors, and those of what is in force, even before a loop. */
    public Set<String> writers() {
        Set<String> people = new HashSet<>(authors);
        evidence.map(EvidenceHead::writers).ifPresent(people::addAll);
        return people;
    }

    static Item notStarted(String id, Instant since) {
        return new Item(
                id,
                ItemState.NOT_STARTED,
                since,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    Item movedTo(ItemState next, Instant at) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("item %s cannot move from %s to %s".formatted(id, state, next));
        }
        return new Item(id, next, at, evidence, review, demand, answered, notApplicable, authors);
    }

    /** New evidence answers every demand, and takes the place of what was said before. */
    Item restingOn(EvidenceHead head) {
        return new Item(
                id,
                state,
                since,
                Optional.of(head),
                Optional.empty(),
                Optional.empty(),
                lastDemand(),
                Optional.empty(),
                authors);
    }

    /** As an invalidation leaves it; what a person said of the item stands. What came before a demand does not answer it. */
    Item fallingBackOn(Optional<EvidenceHead> head) {
        Optional<Demand> again = answered.filter(d -> review.isEmpty())
                .filter(d -> head.filter(h -> h.receivedAt().isAfter(d.since())).isEmpty());
        return new Item(id, state, since, head, review, demand.or(() -> again), answered, notApplicable, authors);
    }

    private Optional<Demand> lastDemand() {
        return demand.or(() -> answered);
    }

    Item reviewed(Review by) {
        return new Item(
                id, state, since, evidence, Optional.of(by), Optional.empty(), lastDemand(), notApplicable, authors);
    }

    Item demanding(Demand next) {
        return new Item(
                id, state, since, evidence, review, Optional.of(next), Optional.empty(), notApplicable, authors);
    }

    Item declared(NotApplicable by) {
        return new Item(id, state, since, evidence, review, demand, answered, Optional.of(by), authors);
    }

    Item writtenBy(Set<String> people) {
        return new Item(id, state, since, evidence, review, demand, answered, notApplicable, Set.copyOf(people));
    }
}
