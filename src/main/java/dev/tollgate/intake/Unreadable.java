package dev.tollgate.intake;

/** A delivery that is not what it claims to be. The sender is told why; sending it again will not help. */
public final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code a short name for the fault, such as {@code not-utf-8}
     * @param reason for a person, without anything of the body that could be a secret
     */
    public Unreadable(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
