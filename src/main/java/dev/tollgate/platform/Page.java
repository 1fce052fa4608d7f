package dev.tollgate.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's order; empty rather than absent
 * @param next absolute path and query of the page that follows, or absent on the last page; also sent as a {@code Link} header
 * @param more whether there was anything on the page that follows when this one was made; only then is there a {@code Link}
 */
public record Page<T>(
        List<T> items, @Nullable String next, @JsonIgnore boolean more) {

    public Page {
        items = List.copyOf(items);
    }

    public Page(List<T> items, @Nullable String next) {
        this(items, next, next != null);
    }

    /** A page of something that grows: there is always a next one, and it may have nothing on it yet. */
    public static <T> Page<T> open(List<T> items, String next, boolean more) {
        return new Page<>(items, next, more);
    }

    /** A list that is always answered whole. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }
}
