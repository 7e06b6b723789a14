package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The names of records that others refer to. Names of small entities (people, departments) are kept
 * in memory and read again after five seconds; others are read once per page, only as far as the
 * reader may see them.
 */
@Component
public class Labels {
    private static final long SECONDS = 5;

    private record Loaded(Instant at, Map<Long, String> names) {}

    private final JdbcTemplate db;
    private final Entities entities;
    private final Clock clock;
    private final Map<String, Loaded> small = new ConcurrentHashMap<>();

    Labels(JdbcTemplate db, Entities entities, Clock clock) {
        this.db = db;
        this.entities = entities;
        this.clock = clock;
    }

    /** The names for these ids of an entity, as far as the actor may see them. */
    public Map<Long, String> of(Actor actor, String entityName, Collection<Long> ids) {
        Entity entity = entities.find(entityName);
        if (entity == null || ids.isEmpty()) {
            return Map.of();
        }
        if (entity.isSmall()) {
            return known(entity, ids);
        }
        if (!actor.may(Action.VIEW, entity)) {
            return Map.of();
        }
        Field display = entity.field(entity.displayField());
        if (!Access.right(actor, entity, display).inClear()) {
            return Map.of();
        }
        Sql seen = Access.condition(actor, entity, Action.VIEW);
        Sql sql =
                Sql.of(
                                "select t.id, t."
                                        + display.columnName()
                                        + " from "
                                        + entity.table()
                                        + " t where t.id = any(?) and ",
                                (Object) ids.toArray(Long[]::new))
                        .add(seen);
        var names = new HashMap<Long, String>();
        db.query(
                sql.text(),
                row -> {
                    names.put(row.getLong(1), row.getString(2));
                },
                sql.binds());
        return names;
    }

    /** The name of one person; empty when unknown. */
    public String person(Long id) {
        Entity users = entities.find("users");
        return id == null || users == null ? "" : known(users, List.of(id)).getOrDefault(id, "");
    }

    /**
     * Adds {@code labels} to each answer: field name → name of what it refers to, a list of names
     * for a list of references.
     */
    void add(Actor actor, Entity entity, List<Values> rows, List<Map<String, Object>> answers) {
        List<Field> refs =
                actor.rights()
                        .concluded(
                                new Key(entity, entity.generation()),
                                () -> shownRefs(actor, entity));
        var wanted = new LinkedHashMap<String, TreeSet<Long>>();
        for (Field field : refs) {
            for (Values row : rows) {
                for (Long id : ids(row.get(field.name()))) {
                    wanted.computeIfAbsent(field.refEntity(), k -> new TreeSet<>()).add(id);
                }
            }
        }
        var names = new HashMap<String, Map<Long, String>>();
        wanted.forEach((target, ids) -> names.put(target, of(actor, target, ids)));
        for (int i = 0; i < rows.size(); i++) {
            var labels = new LinkedHashMap<String, Object>();
            for (Field field : refs) {
                Map<Long, String> known = names.getOrDefault(field.refEntity(), Map.of());
                Object label = label(field, rows.get(i).get(field.name()), known);
                if (label != null) {
                    labels.put(field.name(), label);
                }
            }
            answers.get(i).put("labels", labels);
        }
    }

    private record Key(Entity entity, int generation) {}

    private static List<Field> shownRefs(Actor actor, Entity entity) {
        return entity.allFields().stream()
                .filter(f -> f.refEntity() != null && Access.right(actor, entity, f).shown())
                .toList();
    }

    private static Object label(Field field, Object value, Map<Long, String> known) {
        if (field.type() != FieldType.REFS) {
            return value instanceof Long id ? known.get(id) : null;
        }
        return ids(value).stream().map(known::get).filter(Objects::nonNull).toList();
    }

    /** The ids a reference field holds: one, several or none. */
    static List<Long> ids(Object value) {
        if (value instanceof Long id) {
            return List.of(id);
        }
        return value instanceof List<?> list
                ? list.stream().map(Long.class::cast).toList()
                : List.of();
    }

    private Map<Long, String> known(Entity entity, Collection<Long> ids) {
        Loaded now = small.get(entity.name());
        Instant at = clock.instant();
        boolean old =
                now == null || now.at().plusSeconds(SECONDS).isBefore(at) || now.at().isAfter(at);
        if (old || !now.names().keySet().containsAll(ids)) {
            var names = new HashMap<Long, String>();
            Field display = entity.field(entity.displayField());
            db.query(
                    "select id, " + display.columnName() + " from " + entity.table(),
                    row -> {
                        names.put(row.getLong(1), row.getString(2));
                    });
            now = new Loaded(at, names);
            small.put(entity.name(), now);
        }
        return now.names();
    }

    /** Forget the names of an entity after a change. */
    void forget(Entity entity) {
        small.remove(entity.name());
    }
}
