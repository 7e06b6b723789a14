package io.zhiyin.record;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of all entities: list, read, create, change, delete, restore – for callers with their
 * rights, and for the packages that own them. Each save is one transaction with its entry in the
 * change log.
 */
@Component
public class Records {
    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Entities entities;
    private final Lists lists;
    private final Rows rows;
    private final Answers answers;
    private final Saving saving;
    private final Removal removal;
    private final ChildChange childChange;
    private final Changes changes;
    private final Labels labels;
    private final RecycleBin bin;
    private final Clock clock;

    Records(
            JdbcTemplate db,
            TransactionTemplate transaction,
            Entities entities,
            Lists lists,
            Rows rows,
            Answers answers,
            Saving saving,
            Removal removal,
            ChildChange childChange,
            Changes changes,
            Labels labels,
            RecycleBin bin,
            Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.entities = entities;
        this.lists = lists;
        this.rows = rows;
        this.answers = answers;
        this.saving = saving;
        this.removal = removal;
        this.childChange = childChange;
        this.changes = changes;
        this.labels = labels;
        this.bin = bin;
        this.clock = clock;
    }

    /**
     * A page of answers. {@code total} is exact up to 1,000; {@code nextCursor} is null on the last
     * page.
     */
    public record Page(
            List<Map<String, Object>> items,
            int page,
            int size,
            long total,
            boolean totalExact,
            String nextCursor) {}

    public Page list(Actor actor, Entity entity, Query query) {
        Access.demand(actor, entity, query.deleted() ? Action.DELETE : Action.VIEW);
        Lists.Rows found = lists.read(actor, entity, query);
        if (query.fields() != null
                && entity.allChildren().stream()
                        .anyMatch(c -> c.many() && query.fields().contains(c.name()))) {
            rows.lists(actor, entity, found.items());
        }
        List<Map<String, Object>> items = answers.of(actor, entity, found.items(), query.fields());
        if (query.deleted()) {
            bin.tell(entity, items);
        }
        return new Page(
                items, query.page(), query.size(), found.total(), found.exact(), found.next());
    }

    /**
     * One record as the actor may see it.
     *
     * @throws Problem 404 when there is none, or none for this actor
     */
    public Map<String, Object> get(Actor actor, Entity entity, long id) {
        Access.demand(actor, entity, Action.VIEW);
        Sql condition =
                Sql.of("t.deleted_at is null and ")
                        .add(Access.condition(actor, entity, Action.VIEW));
        Values found = rows.load(actor, Selection.shown(actor, entity, null), id, condition, "");
        if (found == null) {
            throw Problem.notFound();
        }
        return answer(actor, entity, found);
    }

    public Map<String, Object> answer(Actor actor, Entity entity, Values values) {
        return answers.of(actor, entity, List.of(values), null).getFirst();
    }

    /**
     * The whole living record, rights left aside, for the owning package; null when there is none.
     */
    public Values find(Entity entity, long id) {
        return rows.load(
                Actor.program(java.time.ZoneOffset.UTC),
                Selection.whole(entity),
                id,
                Sql.of("t.deleted_at is null"),
                "");
    }

    /** Whether the actor may use the action on this living record. */
    public boolean reaches(Actor actor, Entity entity, long id, Action action) {
        Sql sql =
                Sql.of(
                                "select count(*) from "
                                        + entity.table()
                                        + " t where t.id = ? and t.deleted_at is null and ",
                                id)
                        .add(Access.condition(actor, entity, action));
        Integer count = db.queryForObject(sql.text(), Integer.class, sql.binds());
        return count != null && count > 0;
    }

    /**
     * Creates a record from what a caller sent.
     *
     * @return the stored values with id and version
     * @throws Problem 403 without the right, 422 naming every wrong field, 409 for a duplicate
     */
    public Values create(Actor actor, Entity entity, JsonNode body, Draft.Origin origin) {
        if (origin != Draft.Origin.PROGRAM && origin != Draft.Origin.VERB) {
            Access.demand(actor, entity, Action.CREATE);
        }
        return transaction.execute(status -> saving.create(actor, entity, body, origin, null));
    }

    /** Changes a record by merge patch; the version sent must be the stored one. */
    public Values patch(Actor actor, Entity entity, long id, Integer version, JsonNode body) {
        return patch(actor, entity, id, version, body, null);
    }

    Values patch(
            Actor actor, Entity entity, long id, Integer version, JsonNode body, String cause) {
        return transaction.execute(
                status -> {
                    Values before = known(actor, entity, id, version, Action.EDIT);
                    return saving.patch(actor, entity, before, body, Draft.Origin.API, cause);
                });
    }

    /** The record, locked, if it is still the version that the caller must name. */
    private Values known(Actor actor, Entity entity, long id, Integer version, Action action) {
        Values before = locked(actor, entity, id, action);
        if (version == null) {
            throw new Problem(428, "VERSION_REQUIRED");
        }
        if (version != before.version()) {
            throw stale(actor, entity, before, version);
        }
        return before;
    }

    /**
     * A change made by a verb of the owning package: fields that only verbs may set can be set, the
     * version is not asked for, the right of {@code action} on the record is.
     */
    public Values apply(
            Actor actor,
            Entity entity,
            long id,
            Action action,
            String cause,
            Function<Values, ObjectNode> change) {
        return apply(actor, entity, id, null, action, cause, change);
    }

    /** The same, refused with 409 when the caller knows an older version; null asks for none. */
    public Values apply(
            Actor actor,
            Entity entity,
            long id,
            Integer version,
            Action action,
            String cause,
            Function<Values, ObjectNode> change) {
        return transaction.execute(
                status -> {
                    Values before = locked(actor, entity, id, action);
                    if (version != null && version != before.version()) {
                        throw stale(actor, entity, before, version);
                    }
                    ObjectNode body = change.apply(new Values(before));
                    String why = Causes.within(cause);
                    return saving.patch(actor, entity, before, body, Draft.Origin.VERB, why);
                });
    }

    /** The record locked against other changes, if the actor may do this with it. */
    Values locked(Actor actor, Entity entity, long id, Action action) {
        Access.demand(actor, entity, Action.VIEW);
        lockParent(entity, id);
        Sql living =
                Sql.of("t.deleted_at is null and ")
                        .add(Access.condition(actor, entity, Action.VIEW));
        Values before =
                rows.load(actor, Selection.whole(entity), id, living, " for no key update of t");
        if (before == null) {
            throw Problem.notFound();
        }
        if (!allowed(actor, entity, id, action)) {
            throw Problem.forbidden();
        }
        return before;
    }

    /**
     * A record that hangs on another is locked after it, always in this order: its change may
     * change the parent's derived values.
     */
    void lockParent(Entity entity, long id) {
        if (entity.hasScopeOfParent()) {
            Field link = entity.field(entity.parentField());
            db.queryForList(
                    "select id from %s where id = (select %s from %s where id = ?) for no key update"
                            .formatted(
                                    entities.named(link.refEntity()).table(),
                                    link.columnName(),
                                    entity.table()),
                    Long.class,
                    id);
        }
    }

    private boolean allowed(Actor actor, Entity entity, long id, Action action) {
        if (!actor.may(action, entity)) {
            return false;
        }
        return actor.on(entity).scope(action) == Scope.ALL || reaches(actor, entity, id, action);
    }

    /** What happened since the version the caller knew, as far as he may see it. */
    private Problem stale(Actor actor, Entity entity, Values now, int version) {
        Map<String, Map<String, Object>> differences = new TreeMap<>();
        for (JsonNode diff : changes.since(entity, now.id(), version).values()) {
            for (Map.Entry<String, JsonNode> entry : diff.properties()) {
                String field = entry.getKey();
                differences
                        .computeIfAbsent(
                                field,
                                k ->
                                        new TreeMap<>(
                                                Map.of("field", k, "was", entry.getValue().get(0))))
                        .put("now", entry.getValue().get(1));
            }
        }
        differences.keySet().removeIf(name -> !clear(actor, entity, name));
        Long by = now.ref("updatedBy");
        return Problem.conflict("STALE")
                .with("current", answer(actor, entity, now))
                .with(
                        "changedBy",
                        by == null ? null : Map.of("id", by.toString(), "name", labels.person(by)))
                .with("changedAt", String.valueOf(now.get("updatedAt")))
                .with("changes", List.copyOf(differences.values()));
    }

    /** Whether a value of the log under this path may be told in clear. */
    static boolean clear(Actor actor, Entity entity, String path) {
        Field own = entity.field(path);
        if (own != null) {
            return Access.right(actor, entity, own).inClear();
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            Child list = entity.childNamed(path);
            return list != null
                    && actor.on(entity).fields().getOrDefault(path, FieldRight.EDIT).inClear();
        }
        Child child = entity.childNamed(path.substring(0, dot));
        Field field = child == null ? null : child.field(path.substring(dot + 1));
        return field != null && Access.right(actor, entity, child, field).inClear();
    }

    /** Moves a record, and what belongs to it, into the recycle bin. */
    public void delete(Actor actor, Entity entity, long id, Integer version) {
        transaction.executeWithoutResult(
                status -> {
                    Values before = known(actor, entity, id, version, Action.DELETE);
                    removal.move(actor, entity, before, true, clock.instant());
                });
    }

    /** Takes a record, and what went with it, out of the recycle bin. */
    public Values restore(Actor actor, Entity entity, long id) {
        Access.demand(actor, entity, Action.DELETE);
        return transaction.execute(
                status -> {
                    lockParent(entity, id);
                    Sql binned =
                            Sql.of("t.deleted_at is not null and ")
                                    .add(Access.condition(actor, entity, Action.DELETE));
                    Values before =
                            rows.load(
                                    actor,
                                    Selection.whole(entity),
                                    id,
                                    binned,
                                    " for no key update of t");
                    if (before == null) {
                        throw Problem.notFound();
                    }
                    removal.move(actor, entity, before, false, clock.instant());
                    return find(entity, id);
                });
    }

    /**
     * Puts one value in the place of another on every record that the condition over alias t names,
     * in the bin or not: one statement, one log entry and version each. For the owning package,
     * when what the value stands for goes away.
     *
     * @return how many records were changed
     */
    public int replace(Actor actor, Entity entity, Field field, String old, String now, Sql which) {
        String column = field.columnName();
        Object at = Lists.utc(clock.instant());
        var sql =
                Sql.of("with moved as (update " + entity.table() + " t set " + column + " = ?", now)
                        .add(", version = version + 1, updated_at = ?, updated_by = ?", at)
                        .add("", actor.idOrNull())
                        .add(" where t." + column + " = ? and ", old)
                        .add(which)
                        .add(" returning t.id, t.version) insert into change")
                        .add(" (at, actor_id, entity, record_id, version, kind, cause, diff)")
                        .add(" select ?, ?, ?, id, version, 'UPDATE', 'replace',", at)
                        .add("", actor.idOrNull(), entity.name())
                        .add(" jsonb_build_object(?::text, jsonb_build_array(?::text, ?::text))")
                        .add(" from moved", field.name(), old, now);
        return transaction.execute(status -> db.update(sql.text(), sql.binds()));
    }

    /**
     * Tells a record that one of its single children was changed as the record of its own that it
     * is, or that another row has taken its place: the record's rules are applied, its version is
     * raised, its log and its search tokens follow. To be called with the record locked, in the
     * transaction of the change.
     *
     * @param was the child before; null when there was none
     * @throws Problem as saving the record would; wrong fields are named as the child's
     */
    public void childChanged(
            Actor actor, Entity entity, long id, String child, Values was, String cause) {
        childChange.save(actor, entity, find(entity, id), entity.childNamed(child), was, cause);
    }

    /** What would be wrong with a new record; nothing is stored. For input nested elsewhere. */
    public List<Problem.FieldError> faults(
            Actor actor, Entity entity, JsonNode body, Draft.Origin origin) {
        return List.copyOf(saving.draft(actor, entity, body, origin, clock.instant()).errors());
    }

    /** A value as the actor may see it: null when hidden, masked when guarded. */
    public Object shown(Actor actor, Entity entity, String field, Object value) {
        Field of = entity.field(field);
        FieldRight right = Access.right(actor, entity, of);
        return right.shown() ? answers.shown(of, value, right) : null;
    }
}
