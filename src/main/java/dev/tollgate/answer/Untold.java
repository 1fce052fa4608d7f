package dev.tollgate.answer;

/** A tool that was not told; the message says why, for people, and holds nothing secret. */
final class Untold extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing whether another attempt may do */
    Untold(String reason, boolean passing) {
        super(reason, null, false, false);
        this.passing = passing;
    }

    boolean passing() {
        return passing;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
