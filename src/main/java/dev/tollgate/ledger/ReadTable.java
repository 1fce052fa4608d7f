package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one part of a project's state is laid out in a table. The same description writes the rows and, in a verification, compares them, so
 * the two cannot disagree on what a column means.
 *
 * @param projectColumn the column that holds the project's id, first in every key
 * @param keys how many of the columns, from the left, belong to the key besides the project
 */
record ReadTable<R>(String name, String projectColumn, int keys, List<Column<R>> columns) {

    /** A row, and the project it is of. */
    record Owned<R>(UUID project, R row) {}

    /** Inserts the rows, or brings the ones that are there up to date; rows of all projects go in one batch. */
    void write(Connection connection, List<Owned<R>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(upsertSql())) {
            for (Owned<R> owned : rows) {
                upsert.setObject(1, owned.project());
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).bind(upsert, i + 2, owned.row());
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private String upsertSql() {
        return "INSERT INTO %s (%s, %s) VALUES (?, %s) ON CONFLICT (%s) DO UPDATE SET %s"
                .formatted(
                        name,
                        projectColumn,
                        joined(columns.stream().map(Column::name)),
                        joined(columns.stream().map(Column::placeholder)),
                        joined(Stream.concat(
                                Stream.of(projectColumn), keyColumns().map(Column::name))),
                        joined(columns.stream().skip(keys).map(c -> c.name() + " = EXCLUDED." + c.name())));
    }

    private Stream<Column<R>> keyColumns() {
        return columns.stream().limit(keys);
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(", "));
    }

    private String key(R row) {
        return keyColumns().map(column -> column.shown(row)).collect(Collectors.joining("/"));
    }

    /** Compares the stored rows of the project with the given ones. */
    List<Verification.Difference> compare(Connection connection, UUID project, Stream<R> expected) throws SQLException {
        Map<String, Map<String, String>> folded = new TreeMap<>();
        expected.forEach(row -> folded.put(key(row), shown(row)));
        Map<String, Map<String, String>> stored = stored(connection, project);
        List<Verification.Difference> differences = new ArrayList<>();
        folded.forEach((key, row) -> differences.addAll(compare(key, row, stored.getOrDefault(key, Map.of()))));
        stored.keySet().stream()
                .filter(key -> !folded.containsKey(key))
                .forEach(key -> differences.add(new Verification.Difference(name, key, "", "absent", "present")));
        return differences;
    }

    private List<Verification.Difference> compare(String key, Map<String, String> folded, Map<String, String> stored) {
        if (stored.isEmpty()) {
            return List.of(new Verification.Difference(name, key, "", "present", "absent"));
        }
        List<Verification.Difference> differences = new ArrayList<>();
        folded.forEach((column, expected) -> {
            String found = stored.getOrDefault(column, "absent");
            if (!found.equals(expected)) {
                differences.add(new Verification.Difference(name, key, column, expected, found));
            }
        });
        return differences;
    }

    private Map<String, String> shown(R row) {
        Map<String, String> shown = new LinkedHashMap<>();
        columns.forEach(column -> shown.put(column.name(), column.shown(row)));
        return shown;
    }

    private Map<String, Map<String, String>> stored(Connection connection, UUID project) throws SQLException {
        String sql = "SELECT %s FROM %s WHERE %s = ?"
                .formatted(joined(columns.stream().map(Column::name)), name, projectColumn);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, project);
            Map<String, Map<String, String>> stored = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i).name(), columns.get(i).read(rows, i + 1));
                    }
                    stored.put(keyColumns().map(c -> row.get(c.name())).collect(Collectors.joining("/")), row);
                }
            }
            return stored;
        }
    }
}
