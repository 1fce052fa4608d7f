package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A question written by hand, since the core knows no language of expressions. */
record Asks(String text, boolean readsClock, Function<Variables, Answer> question) implements Expression {

    static Asks of(String text, Function<Variables, Answer> question) {
        return new Asks(text, false, question);
    }

    static Asks ofClock(String text, Function<Variables, Answer> question) {
        return new Asks(text, true, question);
    }

    @Override
    public Answer answer(Variables variables) {
        return question.apply(variables);
    }

    /** Whether the evidence has this field, and what it says passes the test. */
    static Answer evidence(Variables variables, String path, Predicate<Object> test) {
        return value("evidence." + path, Paths.find(variables.evidence(), path), test);
    }

    static Answer project(Variables variables, String path, Predicate<Object> test) {
        return value("project." + path, Paths.find(variables.project(), path), test);
    }

    static Answer signal(Variables variables, String path, Predicate<Object> test) {
        return value("signal." + path, Paths.find(variables.signal(), path), test);
    }

    static Optional<Object> item(Variables variables, String item, String path) {
        return variables.items().get(item) instanceof Map<?, ?> facts
                ? Paths.find(Map.of("item", facts), "item." + path)
                : Optional.empty();
    }

    static Answer value(String path, Optional<Object> value, Predicate<Object> test) {
        if (value.isEmpty()) {
            return new Answer.Unanswerable("no such field", Optional.of(path));
        }
        return test.test(value.get())
                ? new Answer.Yes()
                : new Answer.No(List.of(new Answer.Reading(path, value.get())));
    }

    static Predicate<Object> atLeast(double bound) {
        return value -> value instanceof Number number && number.doubleValue() >= bound;
    }

    static Answer both(Answer one, Answer other) {
        return one.isYes() ? other : one;
    }
}
