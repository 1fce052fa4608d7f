package dev.tollgate.expression;

import java.util.Optional;

/** An expression that could never be answered, found before anything asks it. The message is one line and ends with the remedy, if there is one. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int column;
    private final transient Optional<String> remedy;

    /** @param at how many code points of the text come before the fault */
    ExpressionException(int at, String reason, Optional<String> remedy) {
        super("column %d: %s%s"
                .formatted(at + 1, reason, remedy.map(r -> "; " + r).orElse("")));
        this.reason = reason;
        this.column = at + 1;
        this.remedy = remedy;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }

    /** Where in the text, in code points from 1 up; lines count as one. */
    public int column() {
        return column;
    }

    /** What to write instead, where the language can tell. */
    public Optional<String> remedy() {
        return remedy;
    }
}
