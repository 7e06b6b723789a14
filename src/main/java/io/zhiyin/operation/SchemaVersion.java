package io.zhiyin.operation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Whether this program knows every step the database has already taken. */
final class SchemaVersion {
    private static final Pattern FILE = Pattern.compile("V0*(\\d+)__.*\\.sql");

    private SchemaVersion() {}

    /** Refuses a database that a newer program has already changed. */
    static void check(Connection connection) throws SQLException {
        if (!migrated(connection)) {
            return;
        }
        Set<Integer> known = known();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select version from flyway_schema_history"
                                        + " where version is not null and success")) {
            while (rows.next()) {
                if (!known.contains(Integer.parseInt(rows.getString(1).split("\\.")[0]))) {
                    throw new Refusal("database.newer", rows.getString(1));
                }
            }
        }
    }

    private static boolean migrated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select to_regclass('flyway_schema_history')")) {
            rows.next();
            return rows.getString(1) != null;
        }
    }

    private static Set<Integer> known() {
        try {
            Set<Integer> known = new HashSet<>();
            for (Resource each :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:db/migration/*.sql")) {
                Matcher name = FILE.matcher(String.valueOf(each.getFilename()));
                if (name.matches()) {
                    known.add(Integer.parseInt(name.group(1)));
                }
            }
            return known;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
