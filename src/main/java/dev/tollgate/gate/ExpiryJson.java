package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Condition;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Waiver;
import dev.tollgate.lifecycle.WaiverState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that the gate rests on and that ends soon by itself.
 *
 * @param kind what ends
 * @param id of the waiver or condition; absent for evidence
 * @param daysLeft whole days, rounded down
 */
record ExpiryJson(Kind kind, @Nullable UUID id, @Nullable String item, Instant endsAt, long daysLeft) {

    enum Kind {
        WAIVER,
        EVIDENCE,
        CONDITION
    }

    /** How long ahead people are warned. */
    private static final Duration WARNING = Duration.ofDays(14);

    /** What ends within two weeks, the nearest first. */
    static List<ExpiryJson> of(Dossier dossier, Phase gate) {
        Instant until = dossier.now().plus(WARNING);
        return Stream.of(waivers(dossier, gate), evidence(dossier, gate), conditions(dossier, gate))
                .flatMap(ends -> ends)
                .filter(end ->
                        end.endsAt().isAfter(dossier.now()) && end.endsAt().isBefore(until))
                .sorted(Comparator.comparing(ExpiryJson::endsAt))
                .toList();
    }

    private static Stream<ExpiryJson> waivers(Dossier dossier, Phase gate) {
        List<String> items = dossier.rules().gate(gate).mustItems();
        return dossier.project().waivers().values().stream()
                .filter(w -> items.contains(w.item()))
                .filter(w -> w.stateAt(dossier.now(), dossier.project().iteration()) == WaiverState.GRANTED)
                .map(w -> ending(dossier, w));
    }

    private static ExpiryJson ending(Dossier dossier, Waiver waiver) {
        return of(dossier, Kind.WAIVER, waiver.id(), waiver.item(), waiver.expiresAt());
    }

    private static Stream<ExpiryJson> evidence(Dossier dossier, Phase gate) {
        return dossier.rules().gate(gate).mustItems().stream()
                .filter(item -> dossier.standing(item).state().isMet())
                .flatMap(item -> dossier.assessment().freshUntil(item).stream()
                        .map(end -> of(dossier, Kind.EVIDENCE, null, item, end)));
    }

    private static Stream<ExpiryJson> conditions(Dossier dossier, Phase gate) {
        return dossier.project()
                .conditionsOf(gate)
                .filter(condition -> !condition.isClosed())
                .map(condition -> ending(dossier, condition));
    }

    private static ExpiryJson ending(Dossier dossier, Condition condition) {
        return of(dossier, Kind.CONDITION, condition.id(), condition.item().orElse(null), condition.dueAt());
    }

    private static ExpiryJson of(Dossier dossier, Kind kind, @Nullable UUID id, @Nullable String item, Instant end) {
        return new ExpiryJson(
                kind, id, item, end, Duration.between(dossier.now(), end).toDays());
    }
}
