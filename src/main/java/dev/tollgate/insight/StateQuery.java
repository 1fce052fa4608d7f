package dev.tollgate.insight;

import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How all projects stand, in one query. */
@ApplicationScoped
class StateQuery {

    private static final String ALL = """
            SELECT 'projects' AS measure, phase AS first, state AS second, count(*)::float8 AS value
              FROM project
             GROUP BY phase, state
             UNION ALL
            -- Gates that people could decide now: ready, and the next one of their project.
            SELECT 'waiting', g.gate, '', count(*)::float8
              FROM gate g
              JOIN project p ON p.id = g.project_id AND lower(p.phase) = g.gate
             WHERE g.state IN ('READY', 'IN_REVIEW') AND p.state = 'ACTIVE'
             GROUP BY g.gate
             UNION ALL
            SELECT 'oldest', g.gate, '', extract(epoch FROM ?::timestamptz - min(g.ready_since))::float8
              FROM gate g
              JOIN project p ON p.id = g.project_id AND lower(p.phase) = g.gate
             WHERE g.state IN ('READY', 'IN_REVIEW') AND p.state = 'ACTIVE'
             GROUP BY g.gate
             UNION ALL
            SELECT 'overdue', '', '', count(*)::float8
              FROM condition c
              JOIN project p ON p.id = c.project_id
             WHERE c.state <> 'CLOSED' AND c.due_at < ? AND p.state NOT IN ('KILLED', 'RETIRED')
             UNION ALL
            -- A waiver ends with its day and with its iteration, whether or not anything has recorded that yet.
            SELECT 'waivers', '', '', count(*)::float8
              FROM waiver w
              JOIN project p ON p.id = w.project_id
             WHERE w.state = 'GRANTED' AND w.expires_at > ? AND w.iteration = p.iteration
               AND p.state NOT IN ('KILLED', 'RETIRED')
             UNION ALL
            -- Numbers and positions have no gaps, so counting them needs no look at the log, however long it is.
            SELECT 'unsealed', '', '',
                   ((SELECT coalesce(sum(head_seq), 0) FROM project)
                     + (SELECT coalesce(sum(head_seq), 0) FROM platform_stream)
                     - (SELECT coalesce(max(position), 0) FROM sealed))::float8""";

    private final DataSource database;

    StateQuery(DataSource database) {
        this.database = database;
    }

    private record Measure(String name, String first, String second) {}

    /** The answer; what the query did not name is zero. */
    record Snapshot(Instant takenAt, Map<Measure, Double> values) {

        static Snapshot empty(Instant at) {
            return new Snapshot(at, Map.of());
        }

        double projects(Phase phase, ProjectState state) {
            return value(new Measure("projects", phase.name(), state.name()));
        }

        double gatesWaiting(Phase gate) {
            return value(new Measure("waiting", gate.gate(), ""));
        }

        double oldestWait(Phase gate) {
            return value(new Measure("oldest", gate.gate(), ""));
        }

        double conditionsOverdue() {
            return value(new Measure("overdue", "", ""));
        }

        double waiversActive() {
            return value(new Measure("waivers", "", ""));
        }

        double unsealedEvents() {
            return value(new Measure("unsealed", "", ""));
        }

        private double value(Measure measure) {
            return values.getOrDefault(measure, 0.0);
        }
    }

    Snapshot take(Instant now) throws SQLException {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setObject(1, time);
            select.setObject(2, time);
            select.setObject(3, time);
            Map<Measure, Double> values = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.put(new Measure(rows.getString(1), rows.getString(2), rows.getString(3)), rows.getDouble(4));
                }
            }
            return new Snapshot(now, values);
        }
    }
}
