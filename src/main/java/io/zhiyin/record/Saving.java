package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The one way a record is stored: read, complete, check, write, log, hooks. Runs inside the
 * caller's transaction.
 */
@Component
class Saving {
    private final JdbcTemplate db;
    private final Entities entities;
    private final Drafts drafts;
    private final References references;
    private final Rows rows;
    private final Changes changes;
    private final Numbers numbers;
    private final Labels labels;
    private final Clock clock;

    Saving(
            JdbcTemplate db,
            Entities entities,
            Drafts drafts,
            References references,
            Rows rows,
            Changes changes,
            Numbers numbers,
            Labels labels,
            Clock clock) {
        this.db = db;
        this.entities = entities;
        this.drafts = drafts;
        this.references = references;
        this.rows = rows;
        this.changes = changes;
        this.numbers = numbers;
        this.labels = labels;
        this.clock = clock;
    }

    Values create(Actor actor, Entity entity, JsonNode body, Draft.Origin origin, String cause) {
        Instant at = clock.instant();
        Draft draft = draft(actor, entity, body, origin, at);
        refuse(draft);
        Values values = draft.values();
        store(actor, entity, draft, cause);
        entity.hooks().after(draft);
        return values;
    }

    /** Completes and checks a new record without storing it; errors stay in the draft. */
    Draft draft(Actor actor, Entity entity, JsonNode body, Draft.Origin origin, Instant at) {
        return draft(actor, entity, body, origin, at, new Known());
    }

    Draft draft(
            Actor actor,
            Entity entity,
            JsonNode body,
            Draft.Origin origin,
            Instant at,
            Known known) {
        boolean trusted = origin == Draft.Origin.PROGRAM || origin == Draft.Origin.VERB;
        Drafts.Sent sent = drafts.read(actor, entity, body, null, trusted);
        Values values = new Values();
        for (Field field : entity.storedFields()) {
            values.put(field.name(), field.initialValue());
        }
        entity.allChildren().forEach(c -> values.put(c.name(), c.many() ? List.of() : null));
        values.putAll(sent.values());
        if (entity.hasOwnOwner() && !sent.given().contains("ownerId")) {
            values.put("ownerId", actor.idOrNull());
        }
        Draft draft = new Draft(entity, actor, at, null, values, sent.given(), origin);
        draft.known(known);
        draft.inputs().putAll(sent.inputs());
        draft.errors().addAll(sent.errors());
        judge(draft);
        return draft;
    }

    private void judge(Draft draft) {
        Entity entity = draft.entity();
        entity.hooks().normalise(draft);
        required(draft);
        references.check(draft);
        owner(draft);
        if (draft.errors().isEmpty()) {
            entity.hooks().check(draft);
        }
    }

    private static void refuse(Draft draft) {
        if (!draft.errors().isEmpty()) {
            throw Problem.invalid(draft.errors());
        }
    }

    private static void required(Draft draft) {
        Values values = draft.values();
        for (Field field : draft.entity().storedFields()) {
            boolean missing = values.get(field.name()) == null && !field.isDerived();
            if (missing && field.isRequired() && due(draft, field)) {
                once(draft, field.name(), "REQUIRED");
            } else if (missing && !field.isNullable() && field.initialValue() != null) {
                values.put(field.name(), field.initialValue());
            }
        }
        for (Child child : draft.entity().allChildren()) {
            if (!child.many()) {
                single(draft, child);
            }
        }
    }

    /**
     * A field made by the company yesterday is empty on the records of before, unknown to the
     * program's own steps, and none of those who may not write it.
     */
    private static boolean due(Draft draft, Field field) {
        if (!field.isCustom() || draft.given(field.name())) {
            return true;
        }
        boolean person =
                draft.origin() != Draft.Origin.VERB && draft.origin() != Draft.Origin.PROGRAM;
        return person
                && draft.creating()
                && Access.right(draft.actor(), draft.entity(), field).written();
    }

    private static void single(Draft draft, Child child) {
        Values row = draft.values().child(child.name());
        if (row == null && child.required() && (draft.creating() || draft.given(child.name()))) {
            for (Field field : child.fields()) {
                if (field.isRequired()) {
                    once(draft, child.name() + "." + field.name(), "REQUIRED");
                }
            }
        } else if (row != null) {
            Drafts.complete(child, row, child.name(), draft.errors());
        }
    }

    static void once(Draft draft, String field, String code) {
        if (draft.errors().stream().noneMatch(e -> e.field().equals(field))) {
            draft.reject(field, code);
        }
    }

    /** Who may give a record to whom, and whose department it then is. */
    private void owner(Draft draft) {
        Entity entity = draft.entity();
        if (entity.hasScopeOfParent()) {
            fromParent(draft);
        } else if (entity.hasOwnOwner()) {
            Long owner = draft.values().ref("ownerId");
            boolean moved =
                    draft.creating()
                            ? owner != null && owner != draft.actor().id()
                            : draft.changed("ownerId");
            boolean trusted =
                    draft.origin() == Draft.Origin.VERB || draft.origin() == Draft.Origin.PROGRAM;
            if (moved && !trusted && !draft.actor().may(Action.TRANSFER, entity)) {
                once(draft, "ownerId", "MAY_NOT_TRANSFER");
            }
            if (draft.changed("ownerId") && entity.field("departmentId") != null) {
                draft.values().put("departmentId", departmentOf(draft, owner));
            }
        }
    }

    private Long departmentOf(Draft draft, Long owner) {
        return owner == null ? null : draft.known().department(owner, () -> departmentOf(owner));
    }

    private Long departmentOf(Long owner) {
        Entity users = entities.named("users");
        List<Long> found =
                db.query(
                        "select department_id from " + users.table() + " where id = ?",
                        (row, n) -> (Long) row.getObject(1),
                        owner);
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * The parent is locked, so that its owner cannot change between the reading here and the
     * storing.
     */
    private void fromParent(Draft draft) {
        Field link = draft.entity().field(draft.entity().parentField());
        Long parent = draft.values().ref(link.name());
        if (parent == null || !draft.changed(link.name())) {
            return;
        }
        Entity of = entities.named(link.refEntity());
        db.query(
                "select "
                        + of.ownerColumn()
                        + ", "
                        + of.departmentColumn()
                        + " from "
                        + of.table()
                        + " where id = ? for no key update",
                row -> {
                    draft.values().put("ownerId", row.getObject(1));
                    draft.values().put("departmentId", row.getObject(2));
                },
                parent);
    }

    void store(Actor actor, Entity entity, Draft draft, String cause) {
        Values values = draft.values();
        if (entity.codePattern() != null && values.get("code") == null) {
            values.put("code", numbers.next(entity.codePattern(), draft.at(), actor.zone()));
        }
        long id = rows.insert(actor, entity, values, draft.at(), Map.of());
        stamp(actor, values, id, draft.at());
        for (Child child : entity.allChildren()) {
            if (child.many()) {
                if (!values.children(child.name()).isEmpty()) {
                    rows.replace(child, id, values.children(child.name()));
                }
            } else if (values.child(child.name()) != null) {
                nested(actor, entity, child, values, null, draft.at());
            }
        }
        changes.append(
                actor,
                entity,
                id,
                1,
                Changes.Kind.CREATE,
                cause,
                changes.diff(entity, null, values),
                draft.at());
        labels.forget(entity);
    }

    static void stamp(Actor actor, Values values, long id, Instant at) {
        values.put("id", id);
        values.put("version", 1L);
        values.put("createdAt", at);
        values.put("createdBy", actor.idOrNull());
        values.put("updatedAt", at);
        values.put("updatedBy", actor.idOrNull());
    }

    /**
     * Stores a single child as the row of its own entity that it is, with its own entry in the log.
     */
    private void nested(
            Actor actor, Entity parent, Child child, Values values, Values old, Instant at) {
        Entity entity = entities.named(child.entity());
        Values row = values.child(child.name());
        Values whole = whole(child, values);
        if (old == null) {
            long id = rows.insert(actor, entity, whole, at, Map.of(child.mark(), true));
            row.put("id", id);
            changes.append(
                    actor,
                    entity,
                    id,
                    1,
                    Changes.Kind.CREATE,
                    parent.name(),
                    changes.diff(entity, null, whole),
                    at);
            return;
        }
        Values before =
                rows.load(
                        actor,
                        Selection.whole(entity),
                        old.id(),
                        Sql.of("true"),
                        " for no key update of t");
        Values after = new Values(before);
        child.fields().forEach(f -> after.put(f.name(), row.get(f.name())));
        if (rows.update(actor, entity, before, after, at, false)) {
            changes.append(
                    actor,
                    entity,
                    old.id(),
                    before.version() + 1,
                    Changes.Kind.UPDATE,
                    parent.name(),
                    changes.diff(entity, before, after),
                    at);
        }
    }

    /** The values of a single child as a row of its own entity, tied to its stored parent. */
    Values whole(Child child, Values parent) {
        Values whole = new Values(parent.child(child.name()));
        Field link =
                entities.named(child.entity()).allFields().stream()
                        .filter(f -> f.columnName().equals(child.parentColumn()))
                        .findFirst()
                        .orElseThrow();
        whole.put(link.name(), parent.id());
        whole.put("ownerId", parent.get("ownerId"));
        whole.put("departmentId", parent.get("departmentId"));
        return whole;
    }

    Values patch(
            Actor actor,
            Entity entity,
            Values before,
            JsonNode body,
            Draft.Origin origin,
            String cause) {
        Instant at = clock.instant();
        Drafts.Sent sent =
                drafts.read(
                        actor,
                        entity,
                        body,
                        before,
                        origin == Draft.Origin.VERB || origin == Draft.Origin.PROGRAM);
        Values values = new Values(before);
        values.putAll(sent.values());
        Draft draft = new Draft(entity, actor, at, before, values, sent.given(), origin);
        draft.inputs().putAll(sent.inputs());
        draft.errors().addAll(sent.errors());
        judge(draft);
        refuse(draft);
        write(actor, entity, draft, cause);
        return values;
    }

    private void write(Actor actor, Entity entity, Draft draft, String cause) {
        Values before = draft.before();
        Values values = draft.values();
        var diff = changes.diff(entity, before, values);
        boolean childTouched = false;
        for (Child child : entity.allChildren()) {
            childTouched |= child(actor, entity, child, draft, diff.has(child.name()));
        }
        if (rows.update(actor, entity, before, values, draft.at(), childTouched)) {
            int version = before.version() + 1;
            values.put("version", (long) version);
            values.put("updatedAt", draft.at());
            values.put("updatedBy", actor.idOrNull());
            changes.append(
                    actor,
                    entity,
                    before.id(),
                    version,
                    Changes.Kind.UPDATE,
                    cause,
                    diff,
                    draft.at());
            labels.forget(entity);
        }
        if (entity.isOwned() && (draft.changed("ownerId") || draft.changed("departmentId"))) {
            rows.rescope(entity, before.id(), values.get("ownerId"), values.get("departmentId"));
        }
        entity.hooks().after(draft);
    }

    private boolean child(Actor actor, Entity entity, Child child, Draft draft, boolean differs) {
        if (!draft.given(child.name()) || !draft.changed(child.name())) {
            return false;
        }
        if (child.many()) {
            if (!differs) {
                return false;
            }
            rows.replace(child, draft.before().id(), draft.values().children(child.name()));
            return true;
        }
        if (draft.values().child(child.name()) == null) {
            return false;
        }
        nested(
                actor,
                entity,
                child,
                draft.values(),
                draft.before().child(child.name()),
                draft.at());
        return true;
    }
}
