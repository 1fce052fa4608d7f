package dev.tollgate.platform;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code limit} and {@code cursor} of a list request. Taken by a resource method as {@code @BeanParam Paging}; the query fetches
 * {@link #fetch()} rows after {@link #after()}, and {@link #page} makes the answer.
 */
public class Paging {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    // Fields, because Quarkus REST fills a bean parameter no other way when it asks for the URI.
    @QueryParam("limit")
    @Nullable String limit;

    @QueryParam("cursor")
    @Nullable String cursor;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    /** How many items the caller wants, 1 to {@value #MAX_LIMIT}. */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        int wanted = NUMBER.matcher(limit).matches() ? Integer.parseInt(limit) : 0;
        if (wanted < 1 || wanted > MAX_LIMIT) {
            throw invalid("limit", "out-of-range", "limit is a whole number from 1 to %d".formatted(MAX_LIMIT));
        }
        return wanted;
    }

    /** How many rows to fetch: one more than shown, which tells whether there is a next page. */
    public int fetch() {
        return limit() + 1;
    }

    /** The position after which this page starts, as {@link #page} was told it; empty on the first page. */
    public Optional<String> after() {
        if (cursor == null) {
            return Optional.empty();
        }
        return Optional.of(Cursor.decode(cursor, filters())
                .orElseThrow(() -> invalid(
                        "cursor",
                        "invalid-cursor",
                        "cursor is not one that this list gave out for these filters; start again without it"))
                .position());
    }

    /**
     * The page made of the fetched rows.
     *
     * @param rows up to {@link #fetch()} rows in the list's order
     * @param position what {@link #after()} shall answer to continue behind a row
     * @param json the item shown for a row
     */
    public <R, T> Page<T> page(List<R> rows, Function<R, String> position, Function<R, T> json) {
        List<T> items = rows.stream().limit(limit()).map(json).toList();
        if (rows.size() <= limit()) {
            return new Page<>(items, null);
        }
        return new Page<>(items, link(new Cursor(position.apply(rows.get(limit() - 1)))));
    }

    public <T> Page<T> page(List<T> rows, Function<T, String> position) {
        return page(rows, position, Function.identity());
    }

    private String link(Cursor end) {
        String kept = parameters("cursor");
        String separator = kept.isEmpty() ? "?" : "?" + kept + "&";
        return uri.getRequestUri().getRawPath() + separator + "cursor=" + end.encode(filters());
    }

    private String filters() {
        return uri.getPath() + "?" + parameters("cursor", "limit");
    }

    /** The query without the given parameters, in an order that does not depend on how the caller wrote it. */
    private String parameters(String... without) {
        return new TreeMap<>(uri.getQueryParameters())
                .entrySet().stream()
                        .filter(entry -> Stream.of(without).noneMatch(entry.getKey()::equals))
                        .flatMap(
                                entry -> entry.getValue().stream().sorted().map(value -> encode(entry.getKey(), value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static ProblemException invalid(String parameter, String code, String detail) {
        return Problem.invalid(FieldError.parameter(parameter, code, detail)).toException();
    }
}
