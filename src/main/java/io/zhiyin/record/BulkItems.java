package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The records of bulk jobs and what became of them: table bulk_item. */
@Component
class BulkItems {
    /** What became of one record. */
    enum Outcome {
        CHANGED,
        SAME,
        REFUSED
    }

    /** A record that waits; {@code known} is the version its asker has seen, or null. */
    record Waiting(long id, Integer known) {}

    /** What became of a record; version after the change, reason where it was refused. */
    record Done(long id, Outcome outcome, Integer version, Map<String, Object> reason) {}

    /** A changed record to be put back as it was before this version. */
    record Changed(long id, int version) {}

    private final JdbcTemplate db;
    private final Lists lists;

    BulkItems(JdbcTemplate db, Lists lists) {
        this.db = db;
        this.lists = lists;
    }

    void name(long job, List<Waiting> items) {
        db.update(
                "insert into bulk_item (job_id, record_id, known_version)"
                        + " select ?, i.id, i.known from unnest(?::bigint[], ?::integer[]) i(id, known)",
                job,
                items.stream().map(Waiting::id).toArray(Long[]::new),
                items.stream().map(Waiting::known).toArray(Integer[]::new));
    }

    /**
     * Notes the next records, by their ids, that meet the order and are in the actor's sight.
     *
     * @return their ids; fewer than asked for when there are no more
     */
    List<Long> collect(
            long job, Actor actor, Entity entity, BulkOrder order, long after, int most) {
        Sql where = lists.where(actor, entity, order.query());
        if (where == null) {
            return List.of();
        }
        Action seen = order.action() == BulkAction.RESTORE ? Action.DELETE : Action.VIEW;
        Sql sql =
                Sql.of("insert into bulk_item (job_id, record_id) select ?, c.id from (", job)
                        .add("select t.id from " + entity.table() + " t where ")
                        .add(where)
                        .add(" and ")
                        .add(Access.condition(actor, entity, seen))
                        .add(" and t.id > ? order by t.id limit " + most, after)
                        .add(") c on conflict do nothing returning record_id");
        return db.queryForList(sql.text(), Long.class, sql.binds());
    }

    long count(long job) {
        return number("select count(*) from bulk_item where job_id = ?", job);
    }

    List<Waiting> waiting(long job, int most) {
        return db.query(
                "select record_id, known_version from bulk_item where job_id = ? and outcome is null"
                        + " order by record_id limit "
                        + most,
                (row, n) -> new Waiting(row.getLong(1), row.getObject(2, Integer.class)),
                job);
    }

    void done(long job, List<Done> items) {
        db.update(
                """
                update bulk_item b set outcome = i.outcome, version = i.version, reason = i.reason::jsonb
                from unnest(?::bigint[], ?::text[], ?::integer[], ?::text[]) i(id, outcome, version, reason)
                where b.job_id = ? and b.record_id = i.id
                """,
                items.stream().map(Done::id).toArray(Long[]::new),
                items.stream().map(d -> d.outcome().name()).toArray(String[]::new),
                items.stream().map(Done::version).toArray(Integer[]::new),
                items.stream().map(d -> text(d.reason())).toArray(String[]::new),
                job);
    }

    private static String text(Map<String, Object> reason) {
        return reason == null ? null : Json.write(reason);
    }

    long count(long job, Outcome outcome) {
        return number(
                "select count(*) from bulk_item where job_id = ? and outcome = ?",
                job,
                outcome.name());
    }

    private long number(String sql, Object... binds) {
        Long count = db.queryForObject(sql, Long.class, binds);
        return count == null ? 0 : count;
    }

    /** Why records were refused, the commonest reason first, each with the first records. */
    record Reason(JsonNode reason, long count, List<Long> first) {}

    List<Reason> refused(long job, int named) {
        return reasons("reason", "outcome = 'REFUSED'", job, named);
    }

    List<Reason> left(long job, int named) {
        return reasons("undo_reason", "undone = 'LEFT'", job, named);
    }

    private List<Reason> reasons(String column, String which, long job, int named) {
        var found = new ArrayList<Reason>();
        db.query(
                """
                select %1$s::text, count(*), (array_agg(record_id order by record_id))[1:%2$d]
                from bulk_item where job_id = ? and %3$s group by %1$s order by 2 desc, 1
                """
                        .formatted(column, named, which),
                row -> {
                    found.add(
                            new Reason(
                                    Json.read(row.getString(1)),
                                    row.getLong(2),
                                    List.of((Long[]) row.getArray(3).getArray())));
                },
                job);
        return found;
    }

    /** The changed records not looked at yet, with the differences to be taken back. */
    Map<Changed, List<JsonNode>> changed(long job, Entity entity, int most) {
        var found = new LinkedHashMap<Changed, List<JsonNode>>();
        db.query(
                """
                select i.record_id, i.version, c.diff::text
                from (select record_id, version from bulk_item
                      where job_id = ? and outcome = 'CHANGED' and undone is null
                      order by record_id limit %d) i
                left join change c on c.entity = ? and c.record_id = i.record_id and c.version = i.version
                order by i.record_id, c.id desc
                """
                        .formatted(most),
                row -> {
                    var diffs =
                            found.computeIfAbsent(
                                    new Changed(row.getLong(1), row.getInt(2)),
                                    k -> new ArrayList<>());
                    if (row.getString(3) != null) {
                        diffs.add(Json.read(row.getString(3)));
                    }
                },
                job,
                entity.name());
        return found;
    }

    void undone(long job, Map<Long, Map<String, Object>> reasons) {
        var ids = new ArrayList<>(reasons.keySet());
        db.update(
                """
                update bulk_item b set undone = case when i.reason is null then 'BACK' else 'LEFT' end,
                       undo_reason = i.reason::jsonb
                from unnest(?::bigint[], ?::text[]) i(id, reason)
                where b.job_id = ? and b.record_id = i.id
                """,
                ids.toArray(Long[]::new),
                ids.stream().map(id -> text(reasons.get(id))).toArray(String[]::new),
                job);
    }

    long back(long job) {
        return number("select count(*) from bulk_item where job_id = ? and undone = 'BACK'", job);
    }

    /** Binds a job to the one that takes it back; false when there is one that did not fail. */
    boolean bindUndo(long job, long undo) {
        return db.update(
                        """
                        insert into bulk_undo (job_id, undo_id) values (?, ?)
                        on conflict (job_id) do update set undo_id = excluded.undo_id
                        where (select j.state from job j where j.id = bulk_undo.undo_id)
                              in ('FAILED', 'CANCELLED')
                        """,
                        job,
                        undo)
                == 1;
    }

    void note(String cause, String note) {
        db.update(
                "insert into change_note (cause, note) values (?, ?) on conflict do nothing",
                cause,
                note);
    }
}
