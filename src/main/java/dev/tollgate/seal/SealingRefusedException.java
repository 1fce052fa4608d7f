package dev.tollgate.seal;

/** Sealing on would put a signature under something that is wrong. A person has to look; the message is for them. */
final class SealingRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealingRefusedException(String reason) {
        super(reason);
    }
}
