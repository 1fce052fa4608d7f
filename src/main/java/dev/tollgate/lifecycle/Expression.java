package dev.tollgate.lifecycle;

/**
 * A question that a checklist asks of what is known about a project. The core asks it and does not know in which language it is written, so
 * that it stays free of libraries. An implementation is pure: the same variables give the same answer, on any machine and at any time. It
 * never throws.
 */
public interface Expression {

    /** The question as the checklist spells it. */
    String text();

    /** Whether the answer can change by the passing of time alone. */
    boolean readsClock();

    Answer answer(Variables variables);
}
