package dev.tollgate.ledger;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of a read table: its name, its type, and the part of the state that it shows. */
record Column<R>(String name, Kind kind, Function<R, @Nullable Object> value) {

    /** The column types that read tables use. */
    enum Kind {
        TEXT,
        UUID,
        INSTANT,
        DATE,
        NUMBER,
        JSON,
        TEXTS,
        BYTES
    }

    static <R> Column<R> text(String name, Function<R, ?> value) {
        return new Column<>(name, Kind.TEXT, row -> plain(value.apply(row), Object::toString));
    }

    static <R> Column<R> uuid(String name, Function<R, ?> value) {
        return new Column<>(name, Kind.UUID, row -> plain(value.apply(row), v -> v));
    }

    /** Times are kept to the microsecond, which is what PostgreSQL stores. */
    static <R> Column<R> instant(String name, Function<R, ?> value) {
        return new Column<>(
                name, Kind.INSTANT, row -> plain(value.apply(row), v -> ((Instant) v).truncatedTo(ChronoUnit.MICROS)));
    }

    static <R> Column<R> date(String name, Function<R, ?> value) {
        return new Column<>(name, Kind.DATE, row -> plain(value.apply(row), v -> v));
    }

    static <R> Column<R> number(String name, Function<R, ?> value) {
        return new Column<>(name, Kind.NUMBER, row -> plain(value.apply(row), v -> ((Number) v).longValue()));
    }

    static <R> Column<R> json(String name, Function<R, ? extends Map<String, ?>> value) {
        return new Column<>(name, Kind.JSON, row -> Json.canonical(value.apply(row)));
    }

    static <R> Column<R> texts(String name, Function<R, ? extends Collection<String>> value) {
        return new Column<>(
                name,
                Kind.TEXTS,
                row -> value.apply(row) instanceof Set<? extends String> set
                        ? set.stream().sorted().toList()
                        : List.copyOf(value.apply(row)));
    }

    static <R> Column<R> bytes(String name, Function<R, byte[]> value) {
        return new Column<>(name, Kind.BYTES, value::apply);
    }

    private static @Nullable Object plain(@Nullable Object value, Function<Object, Object> form) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return present == null ? null : form.apply(present);
    }

    void bind(PreparedStatement statement, int index, R row) throws SQLException {
        Object v = value.apply(row);
        if (v == null) {
            statement.setNull(index, kind == Kind.UUID ? Types.OTHER : Types.VARCHAR);
            return;
        }
        switch (kind) {
            case TEXT, JSON -> statement.setString(index, (String) v);
            case UUID, DATE -> statement.setObject(index, v);
            case INSTANT -> statement.setObject(index, ((Instant) v).atOffset(ZoneOffset.UTC));
            case NUMBER -> statement.setLong(index, (Long) v);
            case BYTES -> statement.setBytes(index, (byte[]) v);
            case TEXTS ->
                statement.setArray(index, statement.getConnection().createArrayOf("text", ((List<?>) v).toArray()));
        }
    }

    /** The stored value in the form that {@link #shown} gives it. */
    String read(ResultSet rows, int index) throws SQLException {
        Object v = switch (kind) {
            case TEXT -> rows.getString(index);
            case UUID -> rows.getObject(index, UUID.class);
            case DATE -> rows.getObject(index, LocalDate.class);
            case INSTANT ->
                Optional.ofNullable(rows.getObject(index, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null);
            case NUMBER -> rows.getObject(index) instanceof Number n ? (Object) n.longValue() : null;
            case JSON -> Json.canonical(rows.getString(index));
            case BYTES -> rows.getBytes(index);
            case TEXTS -> texts(rows.getArray(index));
        };
        return show(v);
    }

    /** The value as text, for comparison and for people. */
    String shown(R row) {
        return show(value.apply(row));
    }

    private static String show(@Nullable Object value) {
        return value instanceof byte[] bytes ? HashChain.hex(bytes) : String.valueOf(value);
    }

    private static @Nullable List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? null : Arrays.asList((String[]) array.getArray());
    }

    /** The placeholder that tells PostgreSQL the type, so that a null and a JSON text need no guessing. */
    String placeholder() {
        return switch (kind) {
            case TEXT -> "?::text";
            case UUID -> "?::uuid";
            case INSTANT -> "?::timestamptz";
            case DATE -> "?::date";
            case NUMBER -> "?::bigint";
            case JSON -> "?::jsonb";
            case TEXTS -> "?::text[]";
            case BYTES -> "?::bytea";
        };
    }
}
