package io.zhiyin.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies a database while its server runs: PostgreSQL's own procedure for a base backup. */
final class RunningCopy {
    private final DataPlace place;

    RunningCopy(DataPlace place) {
        this.place = place;
    }

    void copy(Backup backup) throws IOException {
        try (Connection connection = place.connect("postgres");
                Statement sql = connection.createStatement()) {
            // the slot keeps the log from being recycled under us; it goes with the connection
            long me = ProcessHandle.current().pid();
            sql.execute(
                    "select pg_create_physical_replication_slot('backup_" + me + "', true, true)");
            String first = first(sql, "select pg_walfile_name(pg_backup_start('zhiyin', true))");
            backup.copyCluster(false);
            String last = stop(sql, backup);
            copyLog(backup, first, last);
        } catch (SQLException e) {
            throw new Refusal("backup.unreachable", e.getMessage());
        }
    }

    private static String stop(Statement sql, Backup backup) throws SQLException, IOException {
        String position;
        try (ResultSet rows =
                sql.executeQuery("select lsn, labelfile, spcmapfile from pg_backup_stop(true)")) {
            rows.next();
            position = rows.getString(1);
            backup.pack(rows.getString(2), "backup_label");
            if (!rows.getString(3).isBlank()) {
                backup.pack(rows.getString(3), "tablespace_map");
            }
        }
        return first(sql, "select pg_walfile_name('" + position + "'::pg_lsn)");
    }

    /** The log from the start to the end of the copy makes it whole. */
    private void copyLog(Backup backup, String first, String last) throws IOException {
        for (Path each : Trees.children(place.cluster().resolve("pg_wal"))) {
            String name = each.getFileName().toString();
            boolean needed =
                    name.matches("[0-9A-F]{24}")
                            && name.compareTo(first) >= 0
                            && name.compareTo(last) <= 0;
            if (needed || name.endsWith(".history")) {
                backup.pack(each, "pg_wal/" + name);
            }
        }
    }

    private static String first(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
