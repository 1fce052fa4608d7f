package dev.tollgate.checklist;

/** A content file says something it must not say. The message is one line: {@code file:line: place reason}. */
public final class ContentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContentException(String message) {
        super(message);
    }

    ContentException(String message, Throwable cause) {
        super(message, cause);
    }
}
