package dev.tollgate.checklist;

/** A content file says something it must not say. The message is one line: {@code file:line: place reason}. */
public final class ContentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String pointer;
    private final String reason;

    /** A fault of the file as a whole. */
    ContentException(String file, int line, String reason) {
        this(file, line, "", reason);
    }

    /**
     * @param line from 1 up
     * @param pointer JSON Pointer (RFC 6901) to the value at fault, or to where it should be
     * @param reason what is wrong, with the place as people spell it: {@code phases[0].title is missing}
     */
    ContentException(String file, int line, String pointer, String reason) {
        super("%s:%d: %s".formatted(file, line, reason));
        this.line = line;
        this.pointer = pointer;
        this.reason = reason;
    }

    /** The message without the file and the line. */
    public String reason() {
        return reason;
    }

    public int line() {
        return line;
    }

    /** JSON Pointer (RFC 6901) to the value at fault, such as {@code /phases/0/items/3/checks/1/cel}; empty for the file as a whole. */
    public String pointer() {
        return pointer;
    }
}
