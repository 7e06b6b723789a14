package io.zhiyin.record.imports;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Sql;
import io.zhiyin.record.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the records that cells name: by username, code or displayed name, among those the actor may
 * see. Remembers the answers; lives as long as one run.
 */
final class ReferenceNames {
    static final long NONE = 0;
    static final long SEVERAL = -1;
    private static final int REMEMBERED = 20_000;

    private final JdbcTemplate db;
    private final Entities entities;
    private final Actor actor;
    private final Map<String, Long> found =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };

    ReferenceNames(JdbcTemplate db, Entities entities, Actor actor) {
        this.db = db;
        this.entities = entities;
        this.actor = actor;
    }

    /** The id, or {@link #NONE}, or {@link #SEVERAL} where a name is borne by more than one. */
    long find(String entityName, String text) {
        Entity entity = entities.find(entityName);
        if (entity == null) {
            return NONE;
        }
        return found.computeIfAbsent(entityName + ":" + text, key -> look(entity, text));
    }

    private long look(Entity entity, String text) {
        for (String exact : List.of("username", "code")) {
            Field field = entity.field(exact);
            if (field != null && !exact.equals(entity.displayField())) {
                long id = one(entity, field, text);
                if (id != NONE) {
                    return id;
                }
            }
        }
        return one(entity, entity.field(entity.displayField()), text);
    }

    private long one(Entity entity, Field field, String text) {
        if (!Access.right(actor, entity, field).queried()) {
            return NONE;
        }
        Sql sql =
                Sql.of("select t.id from " + entity.table() + " t where t.deleted_at is null and ");
        if (field.name().equals("username")) {
            sql.add("lower(t." + field.columnName() + ") = lower(?)", text);
        } else {
            sql.add("t." + field.columnName() + " = ?", text);
        }
        if (field.tokenLetter() != null && !entity.isSmall()) {
            Set<String> tokens = new LinkedHashSet<>();
            Tokens.collect(tokens, field.tokenLetter(), text);
            sql.add(" and t.search @> ?::text[]", (Object) tokens.toArray(String[]::new));
        }
        if (!entity.isSmall()) {
            sql.add(" and ").add(Access.condition(actor, entity, Action.VIEW));
        }
        sql.add(" limit 2");
        List<Long> ids = new ArrayList<>(db.queryForList(sql.text(), Long.class, sql.binds()));
        return ids.isEmpty() ? NONE : ids.size() == 1 ? ids.getFirst() : SEVERAL;
    }
}
