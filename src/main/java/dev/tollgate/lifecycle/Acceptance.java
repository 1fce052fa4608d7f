package dev.tollgate.lifecycle;

/** Who accepts evidence that passes its checks. */
public enum Acceptance {
    /** Nobody needs to: one passing piece of evidence is enough, whoever posted it. */
    NONE,
    /** The checks alone where a machine posted it, a person where a person did. */
    AUTOMATIC,
    /** A person, because a machine can judge its form and not its substance. */
    PERSON
}
