package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Evolver;
import dev.tollgate.lifecycle.Project;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Recomputes a project's whole chain from the stored bytes, folds it, and compares the fold with every read table and the posted payloads
 * with their digests. Trusts nothing that a cache holds.
 */
public final class Verification {

    /** The first entry that is not what it should be. */
    public record Broken(long seq, String reason) {}

    /**
     * One place where a table does not say what the log says.
     *
     * @param column empty where the whole row is missing or too many
     */
    public record Difference(String table, String key, String column, String log, String stored) {}

    /** @param differences where the tables say something else than the log; empty where the chain is broken, since there is nothing to trust */
    public record Report(long events, String headHash, Optional<Broken> broken, List<Difference> differences) {

        public boolean valid() {
            return broken.isEmpty() && differences.isEmpty();
        }
    }

    private final Connection connection;
    private final UUID project;
    private final EvidenceFold evidence = new EvidenceFold();
    private final Chain chain = new Chain();
    private Optional<Project> state = Optional.empty();

    private Verification(Connection connection, UUID project) {
        this.connection = connection;
        this.project = project;
    }

    /** @param connection in a transaction that sees one snapshot, so that a write in between is no difference */
    static Report of(Connection connection, UUID project) throws SQLException {
        return new Verification(connection, project).run();
    }

    private Report run() throws SQLException {
        Optional<Broken> broken = chain.follow(connection, project, this::fold);
        if (broken.isPresent()) {
            return report(broken, List.of());
        }
        if (state.isEmpty()) {
            return report(Optional.of(new Broken(1, "the log is empty")), List.of());
        }
        return report(Optional.empty(), differences(new Tip(state.get(), chain.seq(), chain.hash())));
    }

    private Report report(Optional<Broken> broken, List<Difference> differences) {
        return new Report(chain.seq(), HashChain.hex(chain.hash()), broken, differences);
    }

    private void fold(RawEntry entry) {
        LogEntry decoded = entry.decoded();
        state = Optional.of(Evolver.evolve(state, decoded.recorded()));
        evidence.apply(decoded);
    }

    private List<Difference> differences(Tip tip) throws SQLException {
        List<Difference> differences = new ArrayList<>(ReadTables.compare(connection, tip));
        differences.addAll(EvidenceRow.TABLE.compare(connection, project, evidence.rows().stream()));
        differences.addAll(payloads());
        return differences;
    }

    /** Payloads whose bytes are not what the log says was posted, or are gone. */
    private List<Difference> payloads() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT e.id, e.payload_digest, coalesce('sha256:' || encode(sha256(p.bytes), 'hex'), 'absent')
                  FROM evidence e
                  LEFT JOIN payload p ON p.project_id = e.project_id AND p.evidence_id = e.id
                 WHERE e.project_id = ?
                   AND 'sha256:' || encode(sha256(p.bytes), 'hex') IS DISTINCT FROM e.payload_digest
                 ORDER BY e.seq""")) {
            select.setObject(1, project);
            List<Difference> differences = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    differences.add(new Difference(
                            "payload", rows.getString(1), "bytes", rows.getString(2), rows.getString(3)));
                }
            }
            return differences;
        }
    }
}
