package io.zhiyin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Has the program work on another database than its own and explains every statement that it sends
 * there, with the values it binds, right before it runs. Only the calling thread is led aside; what
 * the program does meanwhile in others goes where it always goes.
 *
 * <p>Statements of connections that plan once for all values are explained by that one plan.
 */
public final class Plans {
    private static final String EXPLAIN = "explain (analyze, timing off, format json) ";

    private final JdbcTemplate each;
    private final JdbcTemplate once;
    private final DataSource eachOn;
    private final DataSource onceOn;
    private final List<Plan> seen = new ArrayList<>();

    /**
     * @param each the program's template whose statements are planned for the values bound
     * @param once that whose statements are planned for all values
     */
    public Plans(JdbcTemplate each, JdbcTemplate once, DataSource big) {
        this.each = each;
        this.once = once;
        this.eachOn = connected(big, "force_custom_plan");
        this.onceOn = connected(big, "force_generic_plan");
    }

    private static DataSource connected(DataSource big, String plans) {
        try {
            var source = new SingleConnectionDataSource(big.getConnection(), true);
            new JdbcTemplate(source).execute("set plan_cache_mode = " + plans);
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plans of all that some work reads, in the order it was sent. */
    public List<Plan> of(Runnable work) {
        seen.clear();
        DataSource mainEach = each.getDataSource();
        DataSource mainOnce = once.getDataSource();
        each.setDataSource(new Aside(mainEach, eachOn, false));
        once.setDataSource(new Aside(mainOnce, onceOn, true));
        try {
            work.run();
        } finally {
            each.setDataSource(mainEach);
            once.setDataSource(mainOnce);
        }
        return List.copyOf(seen);
    }

    /** For this thread the other database, for all others the program's own. */
    private final class Aside extends DelegatingDataSource implements InfrastructureProxy {
        private final Thread led = Thread.currentThread();
        private final DataSource main;
        private final DataSource other;
        private final boolean generic;

        Aside(DataSource main, DataSource other, boolean generic) {
            super(main);
            this.main = main;
            this.other = other;
            this.generic = generic;
        }

        /** So that transactions of the other threads go on. */
        @Override
        public Object getWrappedObject() {
            return Thread.currentThread() == led ? other : main;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return Thread.currentThread() == led
                    ? watched(other.getConnection(), generic)
                    : main.getConnection();
        }
    }

    private Connection watched(Connection connection, boolean generic) {
        return proxy(
                Connection.class,
                (method, args) -> {
                    Object made = call(connection, method, args);
                    if (made instanceof PreparedStatement statement) {
                        return prepared(connection, statement, (String) args[0], generic);
                    }
                    return made instanceof Statement statement
                            ? plain(connection, statement, generic)
                            : made;
                });
    }

    private PreparedStatement prepared(
            Connection connection, PreparedStatement statement, String sql, boolean generic) {
        var binds = new TreeMap<Integer, Object>();
        return proxy(
                PreparedStatement.class,
                (method, args) -> {
                    if (args != null && args.length > 1 && method.getName().startsWith("set")) {
                        binds.put(
                                (Integer) args[0],
                                method.getName().equals("setNull") ? null : args[1]);
                    } else if (method.getName().startsWith("execute")) {
                        explain(connection, sql, binds, generic);
                    }
                    return call(statement, method, args);
                });
    }

    private Statement plain(Connection connection, Statement statement, boolean generic) {
        return proxy(
                Statement.class,
                (method, args) -> {
                    if (method.getName().startsWith("execute")) {
                        explain(connection, (String) args[0], Map.of(), generic);
                    }
                    return call(statement, method, args);
                });
    }

    private interface Handler {
        Object handle(Method method, Object[] args) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Plans.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, args) -> handler.handle(method, args)));
    }

    private static Object call(Object on, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void explain(
            Connection connection, String sql, Map<Integer, Object> binds, boolean generic)
            throws SQLException {
        if (sql.startsWith("explain")) {
            return; // the program itself asks what the planner would do; that reads nothing
        }
        String json =
                generic ? planOfAll(connection, sql, binds) : planOfThese(connection, sql, binds);
        seen.add(new Plan(sql, generic, json));
    }

    private static String planOfThese(Connection connection, String sql, Map<Integer, Object> binds)
            throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement(EXPLAIN + sql)) {
            for (Map.Entry<Integer, Object> bind : binds.entrySet()) {
                explain.setObject(bind.getKey(), bind.getValue());
            }
            return told(explain.executeQuery());
        }
    }

    /** EXPLAIN with values bound would look at them, so the statement is prepared by name. */
    private static String planOfAll(Connection connection, String sql, Map<Integer, Object> binds)
            throws SQLException {
        var types = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (Object value : binds.values()) {
            types.add(type(value));
            values.add(literal(connection, value));
        }
        boolean none = binds.isEmpty();
        String head = "prepare explained" + (none ? "" : "(" + String.join(", ", types) + ")");
        try (Statement statement = connection.createStatement()) {
            statement.execute(head + " as " + numbered(sql));
            try {
                String run =
                        "execute explained" + (none ? "" : "(" + String.join(", ", values) + ")");
                return told(statement.executeQuery(EXPLAIN + run));
            } finally {
                statement.execute("deallocate explained");
            }
        }
    }

    private static String told(java.sql.ResultSet row) throws SQLException {
        row.next();
        return row.getString(1);
    }

    /** With $1, $2 … for each mark outside quotes. */
    private static String numbered(String sql) {
        var text = new StringBuilder();
        boolean quoted = false;
        int number = 0;
        for (char c : sql.toCharArray()) {
            quoted ^= c == '\'';
            text.append(c == '?' && !quoted ? "$" + ++number : String.valueOf(c));
        }
        return text.toString();
    }

    private static String type(Object value) {
        return switch (value) {
            case Long l -> "bigint";
            case Integer i -> "integer";
            case Boolean b -> "boolean";
            case BigDecimal n -> "numeric";
            case LocalDate d -> "date";
            case OffsetDateTime t -> "timestamptz";
            case Long[] several -> "bigint[]";
            case String[] several -> "text[]";
            case null, default -> "text";
        };
    }

    private static String literal(Connection connection, Object value) throws SQLException {
        if (value == null) {
            return "null";
        }
        String text =
                value instanceof Object[] several
                        ? connection
                                .createArrayOf(type(value).replace("[]", ""), several)
                                .toString()
                        : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }
}
