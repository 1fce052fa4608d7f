package dev.tollgate.expression;

import dev.tollgate.lifecycle.Expression;
import java.util.List;

/** What is asked in CEL, and which variables may be read for it. */
public enum Question {
    /** Whether evidence is good enough. */
    CHECK("evidence", "items", "project", "now"),
    /** Whether an item does not apply. Nothing that comes and goes is read here, so that the answer is one about the project. */
    SCOPE("project"),
    /** Whether what was measured calls for a loop. */
    SIGNAL("signal", "project", "now"),
    /** Whether a common mistake is being made. */
    PITFALL("items", "project", "now");

    /** The only variable that is no JSON: a time. */
    static final String NOW = "now";

    private final List<String> variables;

    Question(String... variables) {
        this.variables = List.of(variables);
    }

    List<String> variables() {
        return variables;
    }

    /** Those that hold JSON objects. */
    List<String> objects() {
        return variables.stream().filter(v -> !v.equals(NOW)).toList();
    }

    /**
     * Compiles once what can then be asked many times, by many threads.
     *
     * @param cel at most {@value Language#LONGEST} code points
     * @throws ExpressionException if it could never be answered
     */
    public Expression compile(String cel) {
        return CelExpression.now(this, cel);
    }

    /**
     * As {@link #compile}, when somebody first asks: for what is known to compile. Compiling all of a large checklist takes longer than the rest of
     * the service's start.
     */
    public Expression later(String cel) {
        return CelExpression.later(this, cel);
    }
}
