package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One reason why something may be refused. */
@FunctionalInterface
interface Rule<C> {

    /** The refusal, or empty where this rule has nothing against it. */
    Optional<Refusal> check(C context);

    /** The first refusal in the order of the list; the order is what a caller should mend first. */
    static <C> Optional<Refusal> first(List<Rule<C>> rules, C context) {
        return rules.stream().flatMap(rule -> rule.check(context).stream()).findFirst();
    }

    static Optional<Refusal> refuseIf(boolean broken, Supplier<Refusal> refusal) {
        return broken ? Optional.of(refusal.get()) : Optional.empty();
    }
}
