package dev.tollgate.audit;

/** An export that is not what the log wrote. Says why; the {@link Fault} made of it says where. */
final class BrokenExportException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenExportException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
