package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Legal moves as a table of text, states as rows and (by their first letters) as columns. */
final class StateTable {

    private final Map<String, String> rows = new LinkedHashMap<>();
    private final List<String> columns;

    private StateTable(String text) {
        List<String> lines = text.lines().toList();
        columns = words(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = words(line);
            rows.put(cells.getFirst(), String.join("", cells.subList(1, cells.size())));
        }
    }

    static StateTable of(String text) {
        return new StateTable(text);
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split(" +"));
    }

    String row(Enum<?> from) {
        return rows.get(from.name());
    }

    /** The row as the code has it, once the table is known to have just these states, in this order. */
    <S extends Enum<S>> String allowedFrom(S from, S[] states, Predicate<S> canMoveTo) {
        assertThat(rows.keySet()).as("rows").containsExactlyElementsOf(names(states));
        assertThat(columns).as("columns").hasSize(states.length);
        for (int i = 0; i < states.length; i++) {
            assertThat(states[i].name()).as("column " + i).startsWith(columns.get(i));
        }
        return Arrays.stream(states).map(to -> canMoveTo.test(to) ? "x" : ".").collect(Collectors.joining());
    }

    private static List<String> names(Enum<?>[] states) {
        return Arrays.stream(states).map(Enum::name).toList();
    }
}
