package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When the clock is to look at which project. One alarm a project, set whenever the project is written. */
final class Alarms {

    private Alarms() {}

    /** @param at empty where time changes nothing any more */
    record Alarm(UUID project, Optional<Instant> at) {}

    static void set(Connection connection, UUID project, Optional<Instant> at) throws SQLException {
        set(connection, List.of(new Alarm(project, at)));
    }

    static void set(Connection connection, List<Alarm> alarms) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                        INSERT INTO alarm (project_id, at) VALUES (?, ?)
                        ON CONFLICT (project_id) DO UPDATE SET at = EXCLUDED.at WHERE alarm.at <> EXCLUDED.at""");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM alarm WHERE project_id = ?")) {
            for (Alarm alarm : alarms) {
                if (alarm.at().isPresent()) {
                    upsert.setObject(1, alarm.project());
                    upsert.setObject(2, alarm.at().get().atOffset(ZoneOffset.UTC));
                    upsert.addBatch();
                } else {
                    delete.setObject(1, alarm.project());
                    delete.addBatch();
                }
            }
            upsert.executeBatch();
            delete.executeBatch();
        }
    }

    /** The keys of the projects whose alarm has gone off. */
    static List<String> due(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT p.key FROM alarm a JOIN project p ON p.id = a.project_id WHERE a.at <= ? ORDER BY a.at""")) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        }
    }
}
