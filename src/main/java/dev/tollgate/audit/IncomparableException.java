package dev.tollgate.audit;

/** Nothing is broken, but a project's export and a checkpoint of another size cannot be held against each other. */
final class IncomparableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncomparableException(long own, long kept) {
        super(
                "the export leads up to a checkpoint of %d events and the one given is of %d: only the export of the whole log"
                                .formatted(own, kept)
                        + " can be held against checkpoints of other sizes",
                null,
                false,
                false);
    }
}
