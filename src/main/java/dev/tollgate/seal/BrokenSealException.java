package dev.tollgate.seal;

/**
 * A text is not the note, checkpoint, key or proof it should be, or what it claims does not hold. The message is a sentence without a full
 * stop that says which, for the person who has to find out why.
 */
public final class BrokenSealException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BrokenSealException(String reason) {
        super(reason);
    }
}
