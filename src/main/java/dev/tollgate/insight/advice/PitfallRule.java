package dev.tollgate.insight.advice;

import dev.tollgate.checklist.ReferenceContent.Pitfall;
import dev.tollgate.expression.Question;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Variables;
import java.util.List;
import java.util.Optional;

/**
 * A pitfall with its rule, compiled. Only a no says what it read, so the rule is asked turned round: a no to that is the pitfall, with what gave
 * it away.
 */
record PitfallRule(Pitfall pitfall, Expression turnedRound) {

    /** @throws dev.tollgate.expression.ExpressionException where the rule could never be answered */
    static PitfallRule of(Pitfall pitfall) {
        return new PitfallRule(pitfall, Question.PITFALL.compile("!(%s)".formatted(pitfall.rule())));
    }

    /** How far a project has come, for whether it is worth asking. */
    interface Progress {

        /** The furthest phase that it has been in. */
        Phase reached();

        /** Empty where its checklist has no such item. */
        Optional<ItemState> state(String item);
    }

    AdviceJson advise(Progress progress, Variables variables) {
        if (progress.reached().isBefore(pitfall.phase())) {
            return AdviceJson.notYet(pitfall, "asked from phase %s on".formatted(pitfall.phase()));
        }
        String first = pitfall.onceSatisfied();
        if (first != null
                && progress.state(first).filter(s -> s == ItemState.SATISFIED).isEmpty()) {
            return AdviceJson.notYet(pitfall, "asked once %s is satisfied".formatted(first));
        }
        return switch (turnedRound.answer(variables)) {
            case Answer.Yes yes -> AdviceJson.clear(pitfall);
            case Answer.No(List<Answer.Reading> readings) -> AdviceJson.found(pitfall, readings);
            case Answer.Unanswerable unanswerable -> AdviceJson.notAssessable(pitfall, unanswerable);
        };
    }
}
