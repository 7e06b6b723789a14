package io.zhiyin.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many records at once: each is completed and checked as if it came alone, then all are stored with
 * their children, search tokens and log entries in a handful of statements. Runs in the caller's
 * transaction; a chunk of at most 1,000 keeps the readers of the change log going.
 */
@Component
public class Bulk {
    private final JdbcTemplate db;
    private final Entities entities;
    private final Records records;
    private final Saving saving;
    private final Rows rows;
    private final Changes changes;
    private final Numbers numbers;
    private final Labels labels;
    private final Clock clock;

    Bulk(
            JdbcTemplate db,
            Entities entities,
            Records records,
            Saving saving,
            Rows rows,
            Changes changes,
            Numbers numbers,
            Labels labels,
            Clock clock) {
        this.db = db;
        this.entities = entities;
        this.records = records;
        this.saving = saving;
        this.rows = rows;
        this.changes = changes;
        this.numbers = numbers;
        this.labels = labels;
        this.clock = clock;
    }

    /** Completes and checks a new record; what is wrong stands in {@link Draft#problems}. */
    public Draft draft(Actor actor, Entity entity, JsonNode body, Known known) {
        return saving.draft(actor, entity, body, Draft.Origin.IMPORT, clock.instant(), known);
    }

    /**
     * Stores drafts without problems.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException when one does not fit what
     *     others have stored meanwhile; then none is stored
     */
    public void store(Actor actor, Entity entity, List<Draft> drafts, String cause) {
        if (drafts.isEmpty()) {
            return;
        }
        if (drafts.stream().anyMatch(Bulk::hasLines)) {
            drafts.forEach(draft -> storeOne(actor, draft, cause));
            return;
        }
        number(actor, entity, drafts);
        Copy own = new Copy(entity.table());
        Copy log = new Copy("change");
        long[] ids = ids(entity.table(), drafts.size());
        for (int i = 0; i < ids.length; i++) {
            Draft draft = drafts.get(i);
            own.add(
                    withId(
                            rows.columns(actor, entity, draft.values(), draft.at(), Map.of()),
                            ids[i]));
            Saving.stamp(actor, draft.values(), ids[i], draft.at());
            log.add(entry(actor, entity, ids[i], cause, null, draft));
        }
        List<Copy> all = new ArrayList<>(List.of(own));
        for (Child child : entity.allChildren()) {
            if (!child.many()) {
                all.add(children(actor, entity, child, drafts, log));
            }
        }
        all.add(log);
        db.execute(
                (ConnectionCallback<Void>)
                        connection -> {
                            for (Copy copy : all) {
                                copy.send(connection);
                            }
                            return null;
                        });
        labels.forget(entity);
        entity.hooks().afterAll(drafts);
    }

    private static boolean hasLines(Draft draft) {
        return draft.entity().allChildren().stream()
                .anyMatch(c -> c.many() && !draft.values().children(c.name()).isEmpty());
    }

    /** Stores one draft without problems, as a single create does. */
    public void storeOne(Actor actor, Draft draft, String cause) {
        saving.store(actor, draft.entity(), draft, cause);
        draft.entity().hooks().after(draft);
    }

    private void number(Actor actor, Entity entity, List<Draft> drafts) {
        if (entity.codePattern() == null) {
            return;
        }
        List<Draft> bare = drafts.stream().filter(d -> d.values().get("code") == null).toList();
        if (!bare.isEmpty()) {
            String[] codes =
                    numbers.codes(
                            entity.codePattern(), bare.getFirst().at(), actor.zone(), bare.size());
            for (int i = 0; i < codes.length; i++) {
                bare.get(i).values().put("code", codes[i]);
            }
        }
    }

    private Copy children(Actor actor, Entity entity, Child child, List<Draft> drafts, Copy log) {
        Entity of = entities.named(child.entity());
        Copy copy = new Copy(of.table());
        List<Draft> with =
                drafts.stream().filter(d -> d.values().child(child.name()) != null).toList();
        long[] ids = ids(of.table(), with.size());
        for (int i = 0; i < ids.length; i++) {
            Draft draft = with.get(i);
            Values whole = saving.whole(child, draft.values());
            copy.add(
                    withId(
                            rows.columns(actor, of, whole, draft.at(), Map.of(child.mark(), true)),
                            ids[i]));
            draft.values().child(child.name()).put("id", ids[i]);
            log.add(entry(actor, of, ids[i], entity.name(), whole, draft));
        }
        return copy;
    }

    private static Map<String, Object> withId(Map<String, Object> columns, long id) {
        columns.put("id", id);
        return columns;
    }

    private Map<String, Object> entry(
            Actor actor, Entity entity, long id, String cause, Values child, Draft draft) {
        Values values = child == null ? draft.values() : child;
        var entry = new LinkedHashMap<String, Object>();
        entry.put("at", Lists.utc(draft.at()));
        entry.put("actor_id", actor.idOrNull());
        entry.put("entity", entity.name());
        entry.put("record_id", id);
        entry.put("version", 1);
        entry.put("kind", Changes.Kind.CREATE.name());
        entry.put("cause", cause);
        entry.put("diff", changes.diff(entity, null, values).toString());
        return entry;
    }

    /** Numbers for rows whose children must know them before they are stored. */
    private long[] ids(String table, int count) {
        return db
                .queryForList(
                        "select nextval(pg_get_serial_sequence(?, 'id')) from generate_series(1, ?)",
                        Long.class,
                        table,
                        count)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /**
     * Changes a record that was found to be the same as one sent, with the actor's rights.
     *
     * @param onlyEmpty leave every field alone that has a value
     * @param alike found by a likeness: a child of another name is not the one that is there, and
     *     is added
     * @return whether anything changed
     * @throws Problem 404 when the actor may not edit it, 422 naming wrong fields
     */
    public boolean update(
            Actor actor,
            Entity entity,
            long id,
            ObjectNode body,
            boolean onlyEmpty,
            boolean alike,
            String cause) {
        Values before = records.locked(actor, entity, id, Action.EDIT);
        ObjectNode sent = body.deepCopy();
        boolean added = alike && others(actor, entity, before, sent);
        ObjectNode wanted = onlyEmpty ? missing(entity, before, sent) : sent;
        if (wanted.isEmpty()) {
            return added;
        }
        Values after = saving.patch(actor, entity, before, wanted, Draft.Origin.IMPORT, cause);
        return added || after.version() != before.version();
    }

    /** Takes out of the body the children that are others than those there, and adds them. */
    private boolean others(Actor actor, Entity entity, Values before, ObjectNode body) {
        boolean added = false;
        for (Child child : entity.allChildren()) {
            Values there = child.many() ? null : before.child(child.name());
            if (there != null && body.get(child.name()) instanceof ObjectNode sent) {
                Entity of = entities.named(child.entity());
                JsonNode name = sent.get(of.displayField());
                if (name != null && !name.asString().equals(there.get(of.displayField()))) {
                    body.remove(child.name());
                    added |= add(actor, of, child, before.id(), sent);
                }
            }
        }
        return added;
    }

    private boolean add(Actor actor, Entity of, Child child, long parent, ObjectNode sent) {
        Field name = of.field(of.displayField());
        boolean there =
                Boolean.TRUE.equals(
                        db.queryForObject(
                                "select exists (select 1 from "
                                        + of.table()
                                        + " where "
                                        + child.parentColumn()
                                        + " = ? and deleted_at is null and "
                                        + name.columnName()
                                        + " = ?)",
                                Boolean.class,
                                parent,
                                sent.get(name.name()).asString()));
        if (there || !actor.may(Action.CREATE, of)) {
            return false;
        }
        sent.put(of.parentField(), Long.toString(parent));
        records.create(actor, of, sent, Draft.Origin.IMPORT);
        return true;
    }

    private static ObjectNode missing(Entity entity, Values before, ObjectNode body) {
        ObjectNode missing = Json.object();
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            Child child = entity.childNamed(entry.getKey());
            if (entry.getKey().equals(Custom.COLUMN)) {
                ObjectNode inside = Json.object();
                entry.getValue().properties().stream()
                        .filter(e -> empty(before.get(Custom.path(e.getKey()))))
                        .forEach(e -> inside.set(e.getKey(), e.getValue()));
                if (!inside.isEmpty()) {
                    missing.set(Custom.COLUMN, inside);
                }
                continue;
            }
            Values row = child == null || child.many() ? null : before.child(child.name());
            if (row != null && entry.getValue() instanceof ObjectNode nested) {
                ObjectNode inside = Json.object();
                nested.properties().stream()
                        .filter(e -> empty(row.get(e.getKey())))
                        .forEach(e -> inside.set(e.getKey(), e.getValue()));
                if (!inside.isEmpty()) {
                    missing.set(entry.getKey(), inside);
                }
            } else if (empty(before.get(entry.getKey()))) {
                missing.set(entry.getKey(), entry.getValue());
            }
        }
        return missing;
    }

    private static boolean empty(Object value) {
        return value == null || value instanceof List<?> list && list.isEmpty();
    }

    /**
     * Files what inserts have left in the waiting lists of the search indexes; each search reads
     * those lists from end to end. For the time between chunks, outside a transaction.
     */
    public void tidy(Entity entity) {
        var tables = new ArrayList<>(List.of(entity.table()));
        entity.allChildren().stream().filter(c -> !c.many()).forEach(c -> tables.add(c.table()));
        db.queryForList(
                """
                select gin_clean_pending_list(i.indexrelid) from pg_index i
                join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
                where a.amname = 'gin' and i.indrelid = any(?::regclass[])
                """,
                (Object) tables.toArray(String[]::new));
    }
}
