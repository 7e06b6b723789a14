package io.zhiyin.record;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Whether what a record refers to is there. */
@Component
class References {
    private final JdbcTemplate db;
    private final Entities entities;
    private final StoredFiles files;

    References(JdbcTemplate db, Entities entities, StoredFiles files) {
        this.db = db;
        this.entities = entities;
        this.files = files;
    }

    /**
     * Every reference must lead to a living record that the actor may see; colleagues are known to
     * all.
     */
    void check(Draft draft) {
        for (Field field : draft.entity().storedFields()) {
            if (field.type() == FieldType.FILES && draft.given(field.name())) {
                files(draft, field);
            }
            if (field.refEntity() != null
                    && draft.given(field.name())
                    && draft.changed(field.name())) {
                for (Long id : Labels.ids(draft.values().get(field.name()))) {
                    if (!exists(draft, field.refEntity(), id)) {
                        Saving.once(draft, field.name(), "NOT_FOUND");
                    }
                }
            }
        }
        for (Child child : draft.entity().allChildren()) {
            if (child.many() && draft.given(child.name())) {
                lines(draft, child);
            }
        }
    }

    private void files(Draft draft, Field field) {
        List<?> now = (List<?>) draft.values().get(field.name());
        if (now != null
                && !files.allowed(draft.actor(), draft.entity(), field, draft.before(), now)) {
            Saving.once(draft, field.name(), "NOT_FOUND");
        }
    }

    private void lines(Draft draft, Child child) {
        int at = 0;
        for (Values row : draft.values().children(child.name())) {
            for (Field field : child.fields()) {
                if (field.refEntity() != null
                        && row.get(field.name()) instanceof Long id
                        && !exists(draft, field.refEntity(), id)) {
                    draft.reject(child.name() + "[" + at + "]." + field.name(), "NOT_FOUND");
                }
            }
            at++;
        }
    }

    private boolean exists(Draft draft, String target, long id) {
        return draft.known().reference(target, id, () -> exists(draft.actor(), target, id));
    }

    private boolean exists(Actor actor, String target, long id) {
        Entity entity = entities.find(target);
        if (entity == null) {
            return false;
        }
        Sql sql =
                Sql.of(
                        "select count(*) from "
                                + entity.table()
                                + " t where t.id = ? and t.deleted_at is null",
                        id);
        if (!entity.isSmall()) {
            sql.add(" and ").add(Access.condition(actor, entity, Action.VIEW));
        }
        Integer count = db.queryForObject(sql.text(), Integer.class, sql.binds());
        return count != null && count > 0;
    }
}
