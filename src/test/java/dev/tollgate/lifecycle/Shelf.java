package dev.tollgate.lifecycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All evidence of one story, as the evidence table keeps it: what the decider is told when a piece is to be invalidated. */
final class Shelf {

    private record Piece(String item, Item.EvidenceHead head, EvidenceStatus status) {

        Piece with(EvidenceStatus next) {
            return new Piece(item, head, next);
        }
    }

    /** In the order of arrival. */
    private final List<Piece> pieces = new ArrayList<>();

    void takeOver(Shelf other) {
        pieces.addAll(other.pieces);
    }

    void keep(Recorded recorded) {
        switch (recorded.event()) {
            case Event.EvidenceRecorded e -> {
                e.supersedes().ifPresent(id -> mark(id, EvidenceStatus.SUPERSEDED));
                pieces.add(new Piece(e.item(), Item.EvidenceHead.of(e, recorded.actor(), recorded.at()), e.status()));
            }
            case Event.EvidenceInvalidated e -> {
                mark(e.evidence(), EvidenceStatus.INVALIDATED);
                e.reinstated().ifPresent(head -> mark(head.id(), EvidenceStatus.IN_FORCE));
            }
            default -> {}
        }
    }

    private void mark(UUID evidence, EvidenceStatus status) {
        pieces.replaceAll(piece -> piece.head().id().equals(evidence) ? piece.with(status) : piece);
    }

    Optional<Facts.Recall> recall(UUID evidence) {
        return pieces.stream()
                .filter(piece -> piece.head().id().equals(evidence))
                .findFirst()
                .map(piece -> new Facts.Recall(evidence, piece.item(), piece.status(), next(piece)));
    }

    /** The newest observed; of two observed at the same time, the one that came later (the sort is stable). */
    private Optional<Item.EvidenceHead> next(Piece without) {
        return pieces.stream()
                .filter(piece -> piece.item().equals(without.item()))
                .filter(piece -> piece.status() != EvidenceStatus.INVALIDATED)
                .map(Piece::head)
                .filter(head -> !head.id().equals(without.head().id()))
                .sorted(Comparator.comparing(Item.EvidenceHead::observedAt))
                .reduce((older, newer) -> newer);
    }

    EvidenceStatus status(UUID evidence) {
        return recall(evidence).orElseThrow().status();
    }

    /** What is in force for this item; the ledger's table would hold at most one. */
    List<UUID> inForce(String item) {
        return pieces.stream()
                .filter(piece -> piece.item().equals(item) && piece.status() == EvidenceStatus.IN_FORCE)
                .map(piece -> piece.head().id())
                .toList();
    }

    List<UUID> ids() {
        return pieces.stream().map(piece -> piece.head().id()).toList();
    }
}
