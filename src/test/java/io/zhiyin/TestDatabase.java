package io.zhiyin;

import io.zhiyin.operation.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL per test run (no fsync), migrated once into a template; every database of a test
 * is a clone of it, made in about 50 ms.
 */
public final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestServer server;

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** A fresh database with every table and no business row. */
    public static synchronized TestDatabase fresh() {
        if (server == null) {
            server = TestServer.start();
            sql("create role zhiyin login in role pg_monitor password 'zhiyin'");
            sql("create database template_zhiyin owner zhiyin");
            Flyway.configure()
                    .dataSource(server.url("template_zhiyin"), "zhiyin", "zhiyin")
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
        TestDatabase made = new TestDatabase("test" + NUMBER.incrementAndGet());
        sql("create database " + made.name + " template template_zhiyin owner zhiyin");
        return made;
    }

    public String url() {
        return server.url(name);
    }

    /** As the program connects: owner of its tables, no administrator. */
    public String user() {
        return "zhiyin";
    }

    public String password() {
        return "zhiyin";
    }

    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(Objects.requireNonNull(url()));
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    private static void sql(String text) {
        try (Connection connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
