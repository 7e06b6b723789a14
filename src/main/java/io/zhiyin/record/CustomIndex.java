package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps an index for each field of the company's that lists may be put in order by, and none for
 * the others. A job builds it beside the running work, without holding up anybody; until it is
 * there, sorting works and takes longer.
 */
@Component
class CustomIndex implements JobHandler {
    static final String KIND = "custom-index";

    private static final long TURN = 7_241_095L;
    private static final long PAUSE = 200_000_000L;

    private final ObjectProvider<Jobs> jobs;
    private final JdbcTemplate db;
    private final Entities entities;

    CustomIndex(ObjectProvider<Jobs> jobs, JdbcTemplate db, Entities entities) {
        this.jobs = jobs;
        this.db = db;
        this.entities = entities;
    }

    static String name(long definition) {
        return "custom_order_" + definition;
    }

    /** Asks for what the saved definition makes needful. */
    void follow(Draft draft) {
        boolean had = !draft.creating() && wanted(draft.before());
        if (had != wanted(draft.values())) {
            jobs.getObject()
                    .enqueue(
                            KIND,
                            draft.actor().idOrNull(),
                            Map.of("definition", draft.values().id()));
        }
    }

    private static boolean wanted(Values made) {
        return made.flag("sortable") && made.flag("active");
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Does what the definition says by now, whatever it said when the job was asked for. */
    @Override
    public void run(JobRun run) {
        long id = run.params().get("definition").longValue();
        List<Values> found =
                db.query(
                        "select entity, name, type, sortable, active from field_definition where id = ?",
                        (row, n) -> {
                            Values made = new Values();
                            made.put("entity", row.getString(1));
                            made.put("name", row.getString(2));
                            made.put("type", row.getString(3));
                            made.put("sortable", row.getBoolean(4));
                            made.put("active", row.getBoolean(5));
                            return made;
                        },
                        id);
        if (found.isEmpty()) {
            return;
        }
        Values made = found.getFirst();
        String drop = "drop index concurrently if exists " + name(id);
        if (!wanted(made)) {
            oneByOne(run, List.of(drop));
        } else if (!whole(id)) {
            // what a crash left half made goes first
            String table = entities.named(made.text("entity")).table();
            oneByOne(run, List.of(drop, statement(id, made, table), "analyze " + table));
        }
        run.result(Map.of("index", name(id)));
    }

    private static String statement(long id, Values made, String table) {
        Custom custom = new Custom(made.text("name"), "", "", null, null, true, Limits.NONE);
        String value = custom.source("t", CustomFields.type(made.text("type"))).replace("t.", "");
        return "create index concurrently "
                + name(id)
                + " on "
                + table
                + " ("
                + value
                + " desc nulls last, id desc) where deleted_at is null";
    }

    private boolean whole(long id) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        "select coalesce(bool_or(indisvalid), false) from pg_index where indexrelid = to_regclass(?)",
                        Boolean.class,
                        name(id)));
    }

    /**
     * Outside any transaction, as long as it takes. Two at once would wait for each other for ever,
     * so they take turns; who waits holds nothing that the other could wait for.
     */
    private void oneByOne(JobRun run, List<String> statements) {
        db.execute(
                (ConnectionCallback<Void>)
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                while (!taken(statement)) {
                                    run.stopIfCancelled();
                                    LockSupport.parkNanos(PAUSE);
                                }
                                statement.execute("set statement_timeout = 0");
                                try {
                                    for (String sql : statements) {
                                        statement.execute(sql);
                                    }
                                } finally {
                                    statement.execute("set statement_timeout = '60s'");
                                    statement.execute("select pg_advisory_unlock(" + TURN + ")");
                                }
                            }
                            return null;
                        });
    }

    private static boolean taken(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + TURN + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
