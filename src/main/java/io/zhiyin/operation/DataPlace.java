package io.zhiyin.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * Where things lie in a data folder.
 *
 * <pre>
 * DATA/lock                held while a program (or a backup of a stopped one) works here
 * DATA/database/pg18       the database's own files
 * DATA/database/password   of the database's administrator, mode 0600
 * DATA/database/server.log
 * DATA/files  DATA/keys  DATA/tls  DATA/backups  DATA/programs
 * </pre>
 */
record DataPlace(Path data) {
    static final String DATABASE = "zhiyin";

    Path home() {
        return data.resolve("database");
    }

    Path cluster() {
        return home().resolve("pg" + Launcher.MAJOR);
    }

    Path passwordFile() {
        return home().resolve("password");
    }

    Path pidFile() {
        return cluster().resolve("postmaster.pid");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** The administrator's connection to the server that runs on this folder now. */
    Connection connect(String database) throws SQLException, IOException {
        List<String> lines = Files.readAllLines(pidFile(), StandardCharsets.ISO_8859_1);
        if (lines.size() < 8) {
            throw new IOException("the database is just starting");
        }
        return connect(Integer.parseInt(lines.get(3).strip()), database);
    }

    Connection connect(int port, String database) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.put("user", "postgres");
        properties.put("password", password());
        properties.put("connectTimeout", "5");
        return DriverManager.getConnection(url(port, database), properties);
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
