package dev.tollgate.lifecycle;

import java.util.Locale;

/** Who did something, as the log keeps it: {@code person:alice} or {@code machine:ci}. */
public record Actor(String id, Caller.Kind kind) {

    public static Actor parse(String text) {
        int colon = text.indexOf(':');
        return new Actor(
                text.substring(colon + 1),
                Caller.Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
