package io.zhiyin.record;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Moves records into the recycle bin and back, with what belongs to them. */
@Component
class Removal {
    private final JdbcTemplate db;
    private final Entities entities;
    private final Changes changes;
    private final Labels labels;

    Removal(JdbcTemplate db, Entities entities, Changes changes, Labels labels) {
        this.db = db;
        this.entities = entities;
        this.changes = changes;
        this.labels = labels;
    }

    void move(Actor actor, Entity entity, Values values, boolean removed, Instant at) {
        move(actor, entity, values, removed, at, null);
    }

    void move(
            Actor actor, Entity entity, Values values, boolean removed, Instant at, String cause) {
        if (!removed) {
            parentLives(entity, values);
        }
        entity.hooks().checkRemoval(actor, values, removed);
        Object stamp = removed ? Lists.utc(at) : null;
        Object binned =
                removed
                        ? null
                        : db.queryForObject(
                                "select deleted_at from " + entity.table() + " where id = ?",
                                java.time.OffsetDateTime.class,
                                values.id());
        db.update(
                "update "
                        + entity.table()
                        + " set deleted_at = ?, deleted_by = ?, version = version + 1, updated_at = ?, updated_by = ? where id = ?",
                stamp,
                removed ? actor.idOrNull() : null,
                Lists.utc(at),
                actor.idOrNull(),
                values.id());
        Changes.Kind kind = removed ? Changes.Kind.DELETE : Changes.Kind.RESTORE;
        changes.append(
                actor, entity, values.id(), values.version() + 1, kind, cause, Json.object(), at);
        for (Entity child : entities.belongingTo(entity)) {
            follow(actor, entity, child, values.id(), kind, stamp, binned, at);
        }
        labels.forget(entity);
        entity.hooks().afterRemoval(actor, values, removed);
    }

    private void parentLives(Entity entity, Values values) {
        Long parent = entity.parentField() == null ? null : values.ref(entity.parentField());
        if (parent != null) {
            Entity of = entities.named(entity.field(entity.parentField()).refEntity());
            Integer living =
                    db.queryForObject(
                            "select count(*) from "
                                    + of.table()
                                    + " where id = ? and deleted_at is null",
                            Integer.class,
                            parent);
            if (living == null || living == 0) {
                throw Problem.conflict("PARENT_DELETED");
            }
        }
    }

    /**
     * What belongs to a record goes into the bin with it and comes back with it, one log entry
     * each.
     */
    private void follow(
            Actor actor,
            Entity parent,
            Entity child,
            long id,
            Changes.Kind kind,
            Object stamp,
            Object binned,
            Instant at) {
        String link = child.field(child.parentField()).columnName();
        String which = stamp != null ? "deleted_at is null" : "deleted_at = ?";
        var binds = new java.util.ArrayList<Object>();
        java.util.Collections.addAll(
                binds,
                stamp,
                stamp == null ? null : actor.idOrNull(),
                Lists.utc(at),
                actor.idOrNull(),
                id);
        if (stamp == null) {
            binds.add(binned);
        }
        java.util.Collections.addAll(
                binds, Lists.utc(at), actor.idOrNull(), child.name(), kind.name(), parent.name());
        db.update(
                """
                with gone as (
                    update %s set deleted_at = ?, deleted_by = ?, version = version + 1,
                        updated_at = ?, updated_by = ?
                    where %s = ? and %s returning id, version)
                insert into change (at, actor_id, entity, record_id, version, kind, cause, diff)
                select ?, ?, ?, id, version, ?, ?, '{}' from gone
                """
                        .formatted(child.table(), link, which),
                binds.toArray());
    }
}
