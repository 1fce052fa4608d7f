package dev.tollgate.insight.flow;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as RFC 4180 has them, but for the line ends, which are those of the terminal. */
final class Csv {

    private Csv() {}

    static String line(String group, String metric, Value value) {
        return switch (value) {
            case Spread s -> row(group, metric, s.unit(), s.n(), null, s.p50(), s.p85(), null, null);
            case Share s -> row(group, metric, s.unit(), null, s.value(), null, null, s.numerator(), s.denominator());
            case Amount a -> row(group, metric, a.unit(), null, a.value(), null, null, null, null);
        };
    }

    static String row(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : safe(value);
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A spreadsheet takes a text that begins like this for a formula, and people choose the names of groups. */
    private static String safe(Object value) {
        String text = value.toString();
        boolean formula = value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
