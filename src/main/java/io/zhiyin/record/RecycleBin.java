package io.zhiyin.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes for good what has lain in the recycle bin long enough. The log keeps who did what and
 * when; the values themselves go from it with the record.
 */
@Component
class RecycleBin {
    /** The setting: days that a deleted record can still be restored, 1 to 3,650. */
    static final Setting DAYS = Setting.number("recycleBin.days", 30, 1, 3_650);

    private static final int BATCH = 200;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Entities entities;
    private final Settings settings;
    private final Labels labels;
    private final Clock clock;

    RecycleBin(
            JdbcTemplate db,
            TransactionTemplate transaction,
            Entities entities,
            Settings settings,
            Labels labels,
            Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.entities = entities;
        this.settings = settings;
        this.labels = labels;
        this.clock = clock;
    }

    /** How long a deleted record can still be restored. */
    Duration kept() {
        return Duration.ofDays(settings.number(DAYS));
    }

    /**
     * Adds to answers out of the bin {@code deletedAt}, {@code deletedBy} (id and name, null for
     * the program) and {@code purgeAt}, when the record goes for good; null where it never does.
     */
    void tell(Entity entity, List<Map<String, Object>> answers) {
        var byId = new HashMap<Long, Map<String, Object>>();
        answers.forEach(a -> byId.put(Long.valueOf(String.valueOf(a.get("id"))), a));
        Duration kept = purges(entity) ? kept() : null;
        db.query(
                "select id, deleted_at, deleted_by from " + entity.table() + " where id = any(?)",
                row -> {
                    Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
                    Long by = row.getObject(3, Long.class);
                    Map<String, Object> answer = byId.get(row.getLong(1));
                    answer.put("deletedAt", at.toString());
                    answer.put(
                            "deletedBy",
                            by == null
                                    ? null
                                    : Map.of("id", by.toString(), "name", labels.person(by)));
                    answer.put("purgeAt", kept == null ? null : at.plus(kept).toString());
                },
                (Object) byId.keySet().toArray(Long[]::new));
    }

    private static boolean purges(Entity entity) {
        return !entity.isLasting() && entity.offers(Action.DELETE);
    }

    /** Deletes what is due; {@code stop} is asked between small batches. Returns how many. */
    long purge(Runnable stop) {
        Instant due = clock.instant().minus(kept());
        long purged = 0;
        for (Entity entity : inOrder()) {
            long last = 0;
            List<Long> ids;
            do {
                stop.run();
                ids = due(entity, due, last);
                purged += purge(entity, ids);
                last = ids.isEmpty() ? last : ids.getLast();
            } while (ids.size() == BATCH);
        }
        return purged;
    }

    private List<Long> due(Entity entity, Instant due, long after) {
        return db.queryForList(
                "select id from "
                        + entity.table()
                        + " where deleted_at is not null and deleted_at < ? and id > ? order by id limit "
                        + BATCH,
                Long.class,
                Lists.utc(due),
                after);
    }

    /** What refers to something goes before it. */
    private List<Entity> inOrder() {
        Set<Entity> after = new LinkedHashSet<>();
        entities.all().forEach(e -> place(e, new LinkedHashSet<>(), after));
        List<Entity> order = new ArrayList<>(after);
        order.removeIf(e -> !purges(e));
        return order.reversed();
    }

    private void place(Entity entity, Set<Entity> open, Set<Entity> placed) {
        if (placed.contains(entity) || !open.add(entity)) {
            return;
        }
        for (Field field : entity.storedFields()) {
            Entity target = field.refEntity() == null ? null : entities.find(field.refEntity());
            if (target != null) {
                place(target, open, placed);
            }
        }
        placed.add(entity);
    }

    /** All at once; where something living needs one of them, each by itself without that one. */
    private int purge(Entity entity, List<Long> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        try {
            return deleteAll(entity, ids);
        } catch (DataIntegrityViolationException e) {
            int purged = 0;
            for (Long id : ids.size() == 1 ? List.<Long>of() : ids) {
                purged += purge(entity, List.of(id));
            }
            return purged;
        }
    }

    private int deleteAll(Entity entity, List<Long> ids) {
        Integer count = transaction.execute(status -> delete(entity, ids));
        return count == null ? 0 : count;
    }

    private int delete(Entity entity, List<Long> wanted) {
        // somebody may be taking one of them out of the bin just now
        Long[] ids =
                db.queryForList(
                                "select id from "
                                        + entity.table()
                                        + " where id = any(?) and deleted_at is not null for update skip locked",
                                Long.class,
                                (Object) wanted.toArray(Long[]::new))
                        .toArray(Long[]::new);
        forget(entity, ids);
        releaseFiles(entity, ids);
        entities.all().forEach(other -> clearReferences(other, entity, ids));
        for (Child child : entity.allChildren()) {
            if (child.many()) {
                db.update(
                        "delete from "
                                + child.table()
                                + " where "
                                + child.parentColumn()
                                + " = any(?)",
                        (Object) ids);
            }
        }
        db.update(
                "delete from record_share where entity = ? and record_id = any(?)",
                entity.name(),
                ids);
        for (String marks : List.of("favourite", "recent")) {
            db.update(
                    "delete from " + marks + " where entity = ? and record_id = any(?)",
                    entity.name(),
                    ids);
        }
        db.update("delete from " + entity.table() + " where id = any(?)", (Object) ids);
        return ids.length;
    }

    /** The values leave the log; that there was something, and who did what, stays. */
    private void forget(Entity entity, Long[] ids) {
        db.update(
                "update change set diff = '{}' where entity = ? and record_id = any(?) and diff <> '{}'",
                entity.name(),
                ids);
        db.update(
                """
                insert into change (at, actor_id, entity, record_id, version, kind, cause, diff)
                select ?, null, ?, t.id, t.version + 1, 'PURGE', 'recycleBin', '{}'
                from %s t where t.id = any(?)
                """
                        .formatted(entity.table()),
                Lists.utc(clock.instant()),
                entity.name(),
                ids);
    }

    /** Files that nobody else holds are due at once. */
    private void releaseFiles(Entity entity, Long[] ids) {
        for (Field field : entity.storedFields()) {
            if (field.type() == FieldType.FILES) {
                db.update(
                        """
                        update stored_file f set loose_since = f.created_at, was_held = false
                        from %s t where t.id = any(?) and f.id = any(t.%s)
                        """
                                .formatted(entity.table(), field.columnName()),
                        (Object) ids);
            }
        }
    }

    /** Who could do without it, does. */
    private void clearReferences(Entity holder, Entity gone, Long[] ids) {
        for (Field field : holder.storedFields()) {
            if (!gone.name().equals(field.refEntity()) && !tagsOf(field, gone)) {
                continue;
            }
            String column = field.columnName();
            if (field.isCustom()) {
                db.update(
                        "update %s t set custom = t.custom - ? where %s = any(?)"
                                .formatted(holder.table(), field.source("t")),
                        field.custom().key(),
                        ids);
            } else if (field.type().list()) {
                db.update(
                        "update %s set %s = array(select x from unnest(%s) x where x <> all(?)) where %s && ?"
                                .formatted(holder.table(), column, column, column),
                        ids,
                        ids);
            } else if (field.isNullable()) {
                db.update(
                        "update %s set %s = null where %s = any(?)"
                                .formatted(holder.table(), column, column),
                        (Object) ids);
            }
        }
    }

    private static boolean tagsOf(Field field, Entity gone) {
        return field.type() == FieldType.TAGS && gone.name().equals("tags");
    }
}
