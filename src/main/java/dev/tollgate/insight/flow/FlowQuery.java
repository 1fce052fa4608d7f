package dev.tollgate.insight.flow;

import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what the metrics of a window need: of the log its few events of flow, folded project by project, and a few counts beside. */
@ApplicationScoped
class FlowQuery {

    private static final int FETCH = 2_000;

    /** The condition is that of the index event_of_flow, whose order is the fold's. */
    static final String EVENTS =
            """
            SELECT project_id, seq, type, subject, actor, at, data, prev_hash, hash
              FROM event
             WHERE (type IN (%s)
                    OR (type IN ('evidence.recorded', 'evidence.invalidated') AND subject = '%s'))
               AND at < ?
             ORDER BY project_id, seq""".formatted(Line.TYPES.stream().map("'%s'"::formatted).collect(Collectors.joining(", ")), Line.REVIEW);

    static final String ACCEPTED = """
            SELECT project_id, upper(split_part(item, '.', 1)), count(*),
                   count(*) FILTER (WHERE posted_by LIKE 'machine:%')
              FROM evidence
             WHERE received_at >= ? AND received_at < ? AND outcome = 'PASS' AND invalidated_at IS NULL
             GROUP BY 1, 2""";

    private static final String ITEMS = """
            SELECT i.project_id, upper(split_part(i.id, '.', 1)), p.state = 'LIVE', count(*),
                   count(*) FILTER (WHERE i.state = 'SATISFIED'),
                   count(*) FILTER (WHERE i.state = 'STALE'),
                   count(*) FILTER (WHERE i.state = 'NOT_APPLICABLE')
              FROM item i
              JOIN project p ON p.id = i.project_id
             WHERE p.state NOT IN ('KILLED', 'RETIRED')
             GROUP BY 1, 2, 3""";

    private static final String UNMET = """
            SELECT project_id, id
              FROM item
             WHERE project_id = ANY (?) AND state NOT IN ('SATISFIED', 'WAIVED', 'NOT_APPLICABLE')""";

    private final DataSource database;

    FlowQuery(DataSource database) {
        this.database = database;
    }

    /** All projects that there were by the end of the window. */
    Slice read(Window window, BiFunction<ChecklistRef, Phase, Set<String>> mustItems) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                List<ProjectFlow> projects = projects(connection, window, mustItems);
                var beside = new Beside(
                        accepted(connection, window), items(connection), unmet(connection, projects, window));
                // Counts of projects that came after the window fall away.
                return new Slice(window, projects, Optional.empty(), beside).of(projects);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be read", e);
        }
    }

    private static List<ProjectFlow> projects(
            Connection connection, Window window, BiFunction<ChecklistRef, Phase, Set<String>> mustItems)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setObject(1, end(window));
            // Only inside a transaction and with a fetch size does the driver read row by row.
            select.setFetchSize(FETCH);
            List<ProjectFlow> projects = new ArrayList<>();
            List<Line> log = new ArrayList<>();
            UUID current = null;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    RawEntry entry = entry(rows);
                    if (!entry.project().equals(current) && !log.isEmpty()) {
                        projects.add(FlowFold.of(log, mustItems));
                        log.clear();
                    }
                    current = entry.project();
                    log.add(Line.of(entry));
                }
            }
            if (!log.isEmpty()) {
                projects.add(FlowFold.of(log, mustItems));
            }
            return projects;
        }
    }

    private static RawEntry entry(ResultSet row) throws SQLException {
        return new RawEntry(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getBytes(7),
                row.getBytes(8),
                row.getBytes(9));
    }

    private static List<Beside.Accepted> accepted(Connection connection, Window window) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ACCEPTED)) {
            select.setObject(1, time(window.from()));
            select.setObject(2, end(window));
            List<Beside.Accepted> counts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.add(new Beside.Accepted(
                            rows.getObject(1, UUID.class), phase(rows), rows.getLong(3), rows.getLong(4)));
                }
            }
            return counts;
        }
    }

    private static List<Beside.Items> items(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ITEMS);
                ResultSet rows = select.executeQuery()) {
            List<Beside.Items> counts = new ArrayList<>();
            while (rows.next()) {
                counts.add(new Beside.Items(
                        rows.getObject(1, UUID.class),
                        phase(rows),
                        rows.getBoolean(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getLong(7)));
            }
            return counts;
        }
    }

    private static Set<Beside.UnmetItem> unmet(Connection connection, List<ProjectFlow> projects, Window window)
            throws SQLException {
        Object[] ranOut = projects.stream()
                .filter(project -> project.waivers().stream().anyMatch(waiver -> !waiver.isOpenAt(window.measuredAt())))
                .map(ProjectFlow::id)
                .toArray();
        try (PreparedStatement select = connection.prepareStatement(UNMET)) {
            select.setArray(1, connection.createArrayOf("uuid", ranOut));
            Set<Beside.UnmetItem> unmet = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    unmet.add(new Beside.UnmetItem(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
            return unmet;
        }
    }

    private static Phase phase(ResultSet row) throws SQLException {
        return Phase.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime end(Window window) {
        return time(window.to());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
