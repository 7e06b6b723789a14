package io.zhiyin.operation;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The database the program works on: the embedded one, or another PostgreSQL it was pointed to. */
final class Database implements AutoCloseable {
    private static final String NAME = DataPlace.DATABASE;
    private static final int OLDEST = 170000;

    private final Launcher launcher;
    private final String url;
    private final String user;
    private final String password;

    private Database(Launcher launcher, String url, String user, String password) {
        this.launcher = launcher;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    static Database open(Options options) {
        return options.external().map(Database::external).orElseGet(() -> embedded(options));
    }

    private static Database external(Options.External there) {
        try (Connection connection =
                DriverManager.getConnection(there.url(), there.user(), there.password())) {
            String version = text(connection, "show server_version");
            if (Integer.parseInt(text(connection, "show server_version_num")) < OLDEST) {
                throw new Refusal("external.old", version);
            }
            SchemaVersion.check(connection);
        } catch (SQLException e) {
            throw new Refusal("external.unreachable", there.url(), e.getMessage());
        }
        return new Database(null, there.url(), there.user(), there.password());
    }

    private static Database embedded(Options options) {
        Launcher launcher = Launcher.start(options.data(), DatabaseSettings.forThisMachine());
        try {
            String password = prepare(launcher);
            String url = launcher.url(NAME);
            try (Connection connection = DriverManager.getConnection(url, NAME, password)) {
                SchemaVersion.check(connection);
            }
            return new Database(launcher, url, NAME, password);
        } catch (SQLException | IOException e) {
            launcher.close();
            Refusal refusal = Sentences.refusal(e.toString(), launcher.folder().cluster());
            refusal.initCause(e);
            throw refusal;
        } catch (Refusal e) {
            launcher.close();
            throw e;
        }
    }

    /**
     * The program works as a user without an administrator's rights, under a password that is new
     * at each start and stands nowhere.
     */
    private static String prepare(Launcher launcher) throws SQLException, IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try (Connection connection = launcher.connect("postgres");
                Statement statement = connection.createStatement()) {
            if (text(connection, "select 1 from pg_roles where rolname = '" + NAME + "'") == null) {
                statement.execute("create role " + NAME + " login in role pg_monitor");
            }
            statement.execute("alter role " + NAME + " password '" + password + "'");
            String there = "select 1 from pg_database where datname = '" + NAME + "'";
            if (text(connection, there) == null) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
        }
        return password;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** What Spring needs to know, under Spring's own names. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.datasource.url", url);
        properties.put("spring.datasource.username", user);
        properties.put("spring.datasource.password", password);
        properties.put("zhiyin.database.embedded", launcher != null);
        return properties;
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.close();
        }
    }
}
