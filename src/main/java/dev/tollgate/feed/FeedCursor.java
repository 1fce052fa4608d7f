package dev.tollgate.feed;

import dev.tollgate.ledger.HashChain;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has read a log: the number of the last event seen, and the beginning of that event's hash. The hash tells a cursor of this
 * log from one of another log, and from one that this log gave out before it was restored from an older copy: in both cases the number
 * alone would stand for another event, and what lies between would be skipped without anybody noticing.
 *
 * @param number 0 before the first event
 * @param check {@value #CHECK_DIGITS} hex digits; empty where a caller gave none, and before the first event
 */
record FeedCursor(long number, Optional<String> check) {

    static final FeedCursor START = new FeedCursor(0, Optional.empty());

    /** Wherever the log ends when it is asked. */
    static final FeedCursor LATEST = new FeedCursor(-1, Optional.empty());

    private static final int CHECK_DIGITS = 16;
    private static final String LATEST_TEXT = "latest";
    private static final Pattern FORM = Pattern.compile("0|([1-9][0-9]{0,17})(?:\\.([0-9a-f]{16}))?");

    /** @param hash of the event with that number, from which the check is taken */
    static FeedCursor of(long number, byte[] hash) {
        return new FeedCursor(number, Optional.of(HashChain.hex(hash).substring(0, CHECK_DIGITS)));
    }

    /** Empty where the text is no cursor; one that is may still belong to another log. */
    static Optional<FeedCursor> parse(String text) {
        if (text.equals(LATEST_TEXT)) {
            return Optional.of(LATEST);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                form.group(1) == null
                        ? START
                        : new FeedCursor(Long.parseLong(form.group(1)), Optional.ofNullable(form.group(2))));
    }

    /** Whether an event with this cursor is the one that is meant here, with or without a check. */
    boolean means(FeedCursor event) {
        return number == event.number && (check.isEmpty() || check.equals(event.check));
    }

    @Override
    public String toString() {
        if (equals(LATEST)) {
            return LATEST_TEXT;
        }
        return check.map(digits -> number + "." + digits).orElse(Long.toString(number));
    }
}
