package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The rows of table job. A run owns its row by the name of its program in claimed_by. */
@Component
class JobStore {
    /** A run that has given no sign for so long is taken over by another program. */
    private static final Duration STALE = Duration.ofSeconds(60);

    /** How often a job may be begun before it counts as one that kills the program. */
    private static final int ATTEMPTS = 5;

    private static final String COLUMNS =
            "id, kind, state, owner_id, done, total, result, failure, error_file_id, cancel_asked,"
                    + " created_at, started_at, finished_at";

    record Claim(
            long id,
            String kind,
            Long ownerId,
            String params,
            String checkpoint,
            long done,
            Long total,
            boolean cancelAsked) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean alone;
    private final String me = UUID.randomUUID().toString();

    JobStore(
            JdbcClient jdbc,
            Clock clock,
            @Value("${zhiyin.database.embedded:false}") boolean alone) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.alone = alone;
    }

    long insert(String kind, Long ownerId, String params) {
        return jdbc.sql(
                        "insert into job (kind, owner_id, params, created_at)"
                                + " values (?, ?, ?::jsonb, ?) returning id")
                .params(kind, ownerId, params, utc())
                .query(Long.class)
                .single();
    }

    /** The oldest job waiting, or one whose program is gone; nobody else gets it. */
    Optional<Claim> claim(List<String> kinds) {
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        // on an embedded database no second program can be alive
        Instant stale =
                alone ? Instant.parse("9999-01-01T00:00:00Z") : clock.instant().minus(STALE);
        return jdbc.sql(
                        """
                        update job set state = 'RUNNING', claimed_by = :me, heartbeat_at = :now,
                               started_at = coalesce(started_at, :now), attempts = attempts + 1
                        where id = (
                            select id from job
                            where (state = 'QUEUED' or (state = 'RUNNING' and claimed_by <> :me
                                                        and heartbeat_at < :stale))
                              and kind = any(:kinds)
                            order by id limit 1 for update skip locked)
                        returning id, kind, owner_id, params, checkpoint, done, total, cancel_asked
                        """)
                .param("me", me)
                .param("now", utc())
                .param("stale", Timestamp.from(stale))
                .param("kinds", kinds.toArray(String[]::new))
                .query(JobStore::claim)
                .optional();
    }

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getString("kind"),
                row.getObject("owner_id", Long.class),
                row.getString("params"),
                row.getString("checkpoint"),
                row.getLong("done"),
                row.getObject("total", Long.class),
                row.getBoolean("cancel_asked"));
    }

    /** Jobs that were begun too often end as failed. */
    int giveUp() {
        return jdbc.sql(
                        """
                        update job set state = 'FAILED', failure = '["JOB_CRASHED"]', finished_at = :now
                        where state = 'RUNNING' and claimed_by <> :me and attempts >= :most
                          and heartbeat_at < :stale
                        """)
                .param("now", utc())
                .param("me", me)
                .param("most", ATTEMPTS)
                .param(
                        "stale",
                        alone
                                ? Timestamp.from(Instant.parse("9999-01-01T00:00:00Z"))
                                : Timestamp.from(clock.instant().minus(STALE)))
                .update();
    }

    /** False when the job is no longer ours: the caller must roll back. */
    boolean checkpoint(long id, String checkpoint, long done, Long total) {
        // progress clears the count of attempts: only a job that never gets further is hopeless
        return jdbc.sql(
                                "update job set checkpoint = ?::jsonb, done = ?, total = ?,"
                                        + " heartbeat_at = ?, attempts = 0"
                                        + " where id = ? and claimed_by = ? and state = 'RUNNING'")
                        .params(checkpoint, done, total, utc(), id, me)
                        .update()
                == 1;
    }

    /**
     * Sign of life and progress. Skipped while the run's own transaction holds the row.
     *
     * @return whether somebody asked to cancel; empty when the row was skipped
     */
    Optional<Boolean> beat(long id, long done, Long total) {
        return jdbc.sql(
                        "update job set heartbeat_at = ?, done = ?, total = ? where id = ("
                                + "select id from job where id = ? and claimed_by = ?"
                                + " and state = 'RUNNING' for update skip locked)"
                                + " returning cancel_asked")
                .params(utc(), done, total, id, me)
                .query(Boolean.class)
                .optional();
    }

    void end(JobRun run, Job.State state, Problem failure) {
        jdbc.sql(
                        """
                        update job set state = ?, failure = ?, result = ?::jsonb,
                               error_file_id = ?, done = ?, total = ?, finished_at = ?
                        where id = ? and claimed_by = ? and state = 'RUNNING'
                        """)
                .params(
                        state.name(),
                        failure == null ? null : failure(failure),
                        run.result() == null ? null : Json.write(run.result()),
                        run.errorFileId(),
                        run.done(),
                        run.total(),
                        utc(),
                        run.id(),
                        me)
                .update();
    }

    /** The program goes down: somebody else, or we after the restart, go on. */
    void putBack(JobRun run) {
        jdbc.sql(
                        "update job set state = 'QUEUED', claimed_by = null, attempts = 0,"
                                + " done = ?, total = ? where id = ? and claimed_by = ?"
                                + " and state = 'RUNNING'")
                .params(run.done(), run.total(), run.id(), me)
                .update();
    }

    /** A waiting job ends at once; a running one is asked to. */
    void cancel(long id) {
        jdbc.sql(
                        """
                        update job set cancel_asked = true,
                               state = case when state = 'QUEUED' then 'CANCELLED' else state end,
                               finished_at = case when state = 'QUEUED' then ?::timestamptz end
                        where id = ? and state in ('QUEUED', 'RUNNING')
                        """)
                .params(utc(), id)
                .update();
    }

    /** Whether a job of the kind was asked for since then. */
    boolean askedSince(String kind, Instant moment) {
        return jdbc.sql("select exists (select 1 from job where kind = ? and created_at > ?)")
                .params(kind, Timestamp.from(moment))
                .query(Boolean.class)
                .single();
    }

    Optional<Job> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from job where id = ?")
                .param(id)
                .query(this::job)
                .optional();
    }

    /** Newest first; of one owner, or of all when null. */
    List<Job> newest(Long ownerId, int size, long offset) {
        String where = ownerId == null ? "" : " where owner_id = :owner";
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from job"
                                + where
                                + " order by id desc limit :size offset :offset")
                .param("owner", ownerId)
                .param("size", size)
                .param("offset", offset)
                .query(this::job)
                .list();
    }

    /** Exact up to the limit. */
    long count(Long ownerId, int limit) {
        String where = ownerId == null ? "" : " where owner_id = :owner";
        return jdbc.sql("select count(*) from (select 1 from job" + where + " limit :limit) first")
                .param("owner", ownerId)
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        JsonNode failure =
                row.getString("failure") == null ? null : Json.read(row.getString("failure"));
        return new Job(
                row.getLong("id"),
                row.getString("kind"),
                Job.State.valueOf(row.getString("state")),
                row.getObject("owner_id", Long.class),
                row.getLong("done"),
                row.getObject("total", Long.class),
                result == null ? null : Json.read(result),
                failure == null ? null : failure.get(0).asString(),
                failure == null ? List.of() : arguments(failure),
                row.getObject("error_file_id", Long.class),
                row.getBoolean("cancel_asked"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")));
    }

    /** As a list: the code, then what fills the places of its text. */
    private static String failure(Problem problem) {
        List<Object> parts = new ArrayList<>(List.of(problem.code()));
        problem.args().forEach(each -> parts.add(String.valueOf(each)));
        return Json.write(parts);
    }

    private static List<String> arguments(JsonNode failure) {
        return failure.valueStream().skip(1).map(JsonNode::asString).toList();
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private Timestamp utc() {
        return Timestamp.from(clock.instant());
    }
}
