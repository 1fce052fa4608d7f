package dev.tollgate.notify;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one call.
 *
 * @param status empty where no answer came
 * @param error why this was no success, in a few words; empty where it was
 * @param response the first characters of the answer's body, without control characters
 * @param retryAfter how long the receiver asks to be left alone
 */
record CallResult(
        Optional<Integer> status,
        Optional<String> error,
        Optional<String> response,
        Optional<Duration> retryAfter,
        Duration took) {

    static CallResult failed(String error, Duration took) {
        return new CallResult(Optional.empty(), Optional.of(error), Optional.empty(), Optional.empty(), took);
    }

    static CallResult answered(int status, Optional<String> response, Optional<Duration> retryAfter, Duration took) {
        return new CallResult(Optional.of(status), error(status), response, retryAfter, took);
    }

    /** Only 2xx is a success (Standard Webhooks); a redirect is not followed, since where it leads was not checked. */
    private static Optional<String> error(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        return Optional.of(
                status >= 300 && status < 400
                        ? "answered %d; redirects are not followed".formatted(status)
                        : "answered %d".formatted(status));
    }

    boolean isSuccess() {
        return error.isEmpty();
    }

    /** The receiver wants nothing more, for ever. */
    boolean saysGone() {
        return status.equals(Optional.of(410));
    }

    boolean saysOverloaded() {
        return status.map(code -> code == 429 || code == 502 || code == 504).orElse(false);
    }
}
