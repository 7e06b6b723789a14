package io.zhiyin.record;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The records a person has marked as his favourites, and those he opened last. */
@Component
class Bookmarks {
    /** Two lists of the same make. */
    enum Kind {
        FAVOURITE("favourite", 200),
        RECENT("recent", 30);

        private final String table;
        private final int most;

        Kind(String table, int most) {
            this.table = table;
            this.most = most;
        }
    }

    private record Mark(String entity, long id, OffsetDateTime at) {}

    private final JdbcTemplate db;
    private final Entities entities;
    private final Records records;
    private final Labels labels;
    private final Clock clock;

    Bookmarks(JdbcTemplate db, Entities entities, Records records, Labels labels, Clock clock) {
        this.db = db;
        this.entities = entities;
        this.records = records;
        this.labels = labels;
        this.clock = clock;
    }

    /** Newest first, with today's titles; what he no longer sees is left out. */
    List<Map<String, Object>> of(Actor actor, Kind kind) {
        List<Mark> marks =
                db.query(
                        "select entity, record_id, at from "
                                + kind.table
                                + " where user_id = ? order by at desc, record_id desc limit "
                                + kind.most,
                        (row, n) ->
                                new Mark(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getObject(3, OffsetDateTime.class)),
                        actor.id());
        var wanted = new HashMap<String, TreeSet<Long>>();
        marks.forEach(m -> wanted.computeIfAbsent(m.entity(), k -> new TreeSet<>()).add(m.id()));
        var titles = new HashMap<String, Map<Long, String>>();
        wanted.forEach((entity, ids) -> titles.put(entity, titles(actor, entity, ids)));
        var told = new ArrayList<Map<String, Object>>();
        for (Mark mark : marks) {
            String title = titles.get(mark.entity()).get(mark.id());
            if (title != null) {
                var one = new LinkedHashMap<String, Object>();
                one.put("entity", mark.entity());
                one.put("id", Long.toString(mark.id()));
                one.put("title", title);
                one.put("at", mark.at().toInstant().toString());
                told.add(one);
            }
        }
        return told;
    }

    /** The names of those that live and are in sight. */
    private Map<Long, String> titles(Actor actor, String name, TreeSet<Long> ids) {
        Entity entity = entities.find(name);
        if (entity == null || !actor.may(Action.VIEW, entity)) {
            return Map.of();
        }
        Sql sql =
                Sql.of(
                                "select t.id from " + entity.table() + " t where t.id = any(?)",
                                (Object) ids.toArray(Long[]::new))
                        .add(" and t.deleted_at is null and ")
                        .add(Access.condition(actor, entity, Action.VIEW));
        List<Long> seen = db.queryForList(sql.text(), Long.class, sql.binds());
        Map<Long, String> titles = labels.of(actor, name, seen);
        var all = new HashMap<Long, String>();
        seen.forEach(id -> all.put(id, titles.getOrDefault(id, "#" + id)));
        return all;
    }

    /**
     * @throws Problem 404 for a record that he does not see
     */
    void put(Actor actor, Kind kind, String name, long id) {
        Entity entity = entities.named(name);
        Access.demand(actor, entity, Action.VIEW);
        if (!records.reaches(actor, entity, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        db.update(
                "insert into "
                        + kind.table
                        + " (user_id, entity, record_id, at) values (?, ?, ?, ?)"
                        + " on conflict (user_id, entity, record_id) do update set at = excluded.at",
                actor.id(),
                name,
                id,
                Lists.utc(clock.instant()));
        db.update(
                "delete from %1$s where user_id = ? and (entity, record_id) in (select entity, record_id from %1$s where user_id = ? order by at desc, record_id desc offset %2$d)"
                        .formatted(kind.table, kind.most),
                actor.id(),
                actor.id());
    }

    void remove(Actor actor, Kind kind, String name, long id) {
        db.update(
                "delete from " + kind.table + " where user_id = ? and entity = ? and record_id = ?",
                actor.id(),
                name,
                id);
    }
}
