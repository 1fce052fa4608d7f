package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Where the platform stream ends, as its row says. */
record PlatformHead(long seq, byte[] hash) {

    private static final String SELECT = "SELECT head_seq, head_hash FROM platform_stream";

    static PlatformHead read(Connection connection) throws SQLException {
        return read(connection, SELECT);
    }

    /** Before the transaction writes anything, see {@link WriteLocks}. */
    static PlatformHead lock(Connection connection) throws SQLException {
        WriteLocks.takePlatform(connection);
        return read(connection, SELECT + " FOR NO KEY UPDATE");
    }

    static void move(Connection connection, PlatformTip tip) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE platform_stream SET head_seq = ?, head_hash = ?")) {
            update.setLong(1, tip.seq());
            update.setBytes(2, tip.hash());
            update.executeUpdate();
        }
    }

    private static PlatformHead read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("platform_stream has lost its row");
            }
            return new PlatformHead(row.getLong(1), row.getBytes(2));
        }
    }
}
