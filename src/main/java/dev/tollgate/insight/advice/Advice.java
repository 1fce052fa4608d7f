package dev.tollgate.insight.advice;

import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Assessment;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Variables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One project, as the rules of pitfalls see it at the moment of the answer. */
final class Advice implements PitfallRule.Progress {

    private final Dossier dossier;
    private final Assessment assessment;

    Advice(Dossier dossier) {
        this.dossier = dossier;
        this.assessment = new Assessment(dossier.project(), dossier.rules(), dossier.now());
    }

    List<AdviceJson> on(List<PitfallRule> rules) {
        Variables variables = variables();
        return rules.stream().map(rule -> rule.advise(this, variables)).toList();
    }

    /** A loop takes a project back, and what was built stays built: the phase it comes back to has been reached. */
    @Override
    public Phase reached() {
        Stream<Phase> returns = dossier.project().loops().values().stream()
                .map(Loop::effect)
                .flatMap(Optional::stream)
                .map(Loop.Effect::returnsAt);
        return Stream.concat(Stream.of(dossier.project().phase()), returns)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Optional<ItemState> state(String item) {
        return dossier.rules().items().containsKey(item)
                ? Optional.of(assessment.of(item).state())
                : Optional.empty();
    }

    /** With the states of this moment, which may be ahead of what the clock has recorded. */
    private Variables variables() {
        Variables recorded = assessment.variables();
        Map<String, Object> items = new HashMap<>();
        for (String item : dossier.rules().items().keySet()) {
            Map<String, Object> facts = new HashMap<>();
            if (recorded.items().get(item) instanceof Map<?, ?> known) {
                known.forEach((name, value) -> facts.put(String.valueOf(name), value));
            }
            facts.put("state", spelled(assessment.of(item).state()));
            items.put(item, facts);
        }
        return new Variables(Map.of(), items, recorded.project(), Map.of(), recorded.now());
    }

    private static String spelled(ItemState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
