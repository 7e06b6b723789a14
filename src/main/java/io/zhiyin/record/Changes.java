package io.zhiyin.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The append-only log of what people change, written in the transaction of the change: who, when,
 * which record, which fields from what to what. Everything that follows a change reads it here.
 * Ciphertext stays ciphertext.
 */
@Component
public class Changes {
    /** What happened to a record. */
    public enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        RESTORE,
        PURGE
    }

    static final String INSERT =
            "insert into change (at, actor_id, entity, record_id, version, kind, cause, diff)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)";

    private final JdbcTemplate db;
    private final Codec codec;

    Changes(JdbcTemplate db, Codec codec) {
        this.db = db;
        this.codec = codec;
    }

    /**
     * Appends one change; {@code cause} names a verb, a rule or an import, null for plain editing.
     */
    void append(
            Actor actor,
            Entity entity,
            long id,
            int version,
            Kind kind,
            String cause,
            ObjectNode diff,
            Instant at) {
        db.update(INSERT, row(actor, entity, id, version, kind, cause, diff, at));
    }

    static Object[] row(
            Actor actor,
            Entity entity,
            long id,
            int version,
            Kind kind,
            String cause,
            ObjectNode diff,
            Instant at) {
        return new Object[] {
            Lists.utc(at),
            actor.idOrNull(),
            entity.name(),
            id,
            version,
            kind.name(),
            cause,
            diff.toString()
        };
    }

    /** The fields that differ, as {"field":[old,new]}; before is null for a new record. */
    ObjectNode diff(Entity entity, Values before, Values after) {
        ObjectNode diff = Json.object();
        for (Field field : entity.storedFields()) {
            if (field.isTracked() && !(entity.hasScopeOfParent() && scopeField(field))) {
                put(diff, field.name(), field, before, after);
            }
        }
        for (Child child : entity.allChildren()) {
            if (child.many()) {
                list(diff, child, before, after);
            } else {
                Values old = before == null ? null : before.child(child.name());
                Values now = after.child(child.name());
                for (Field field : child.fields()) {
                    put(
                            diff,
                            child.name() + "." + field.name(),
                            field,
                            old,
                            now == null ? new Values() : now);
                }
            }
        }
        return diff;
    }

    private static boolean scopeField(Field field) {
        return field.name().equals("ownerId") || field.name().equals("departmentId");
    }

    private void put(ObjectNode diff, String name, Field field, Values before, Values after) {
        Object old = before == null ? null : before.get(field.name());
        Object now = after.get(field.name());
        if (!same(old, now) && !(before == null && emptyList(now))) {
            ArrayNode pair = diff.putArray(name);
            pair.add(stored(field, old));
            pair.add(stored(field, now));
        }
    }

    private static boolean emptyList(Object value) {
        return value instanceof java.util.List<?> list && list.isEmpty();
    }

    static boolean same(Object a, Object b) {
        if (a instanceof java.math.BigDecimal x && b instanceof java.math.BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        if (a == null && emptyList(b) || b == null && emptyList(a)) {
            return true;
        }
        return Objects.equals(a, b);
    }

    private void list(ObjectNode diff, Child child, Values before, Values after) {
        if (!after.containsKey(child.name())) {
            return;
        }
        ArrayNode old = rows(child, before);
        ArrayNode now = rows(child, after);
        if (!old.equals(now)) {
            diff.putArray(child.name()).add(old).add(now);
        }
    }

    private ArrayNode rows(Child child, Values of) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        if (of != null && of.children(child.name()) != null) {
            for (Values row : of.children(child.name())) {
                ObjectNode node = rows.addObject();
                for (Field field : child.fields()) {
                    if (!field.isDerived() || row.get(field.name()) != null) {
                        node.set(field.name(), stored(field, row.get(field.name())));
                    }
                }
            }
        }
        return rows;
    }

    /** A value as the log keeps it. */
    private JsonNode stored(Field field, Object value) {
        Object kept = field.guard() == Field.Guard.ENCRYPTED ? codec.toColumn(field, value) : value;
        Object json =
                kept == null
                        ? null
                        : switch (field.type()) {
                            case REF, INSTANT, DATE -> kept.toString();
                            default -> kept;
                        };
        return Json.MAPPER.valueToTree(json);
    }

    /** The log of one record, oldest version first in the map: version → its differences. */
    Map<Integer, JsonNode> since(Entity entity, long id, int version) {
        var found = new LinkedHashMap<Integer, JsonNode>();
        db.query(
                "select version, diff from change where entity = ? and record_id = ? and version > ? order by version, id",
                row -> {
                    found.merge(row.getInt(1), Json.read(row.getString(2)), Changes::join);
                },
                entity.name(),
                id,
                version);
        return found;
    }

    private static JsonNode join(JsonNode a, JsonNode b) {
        ObjectNode both = ((ObjectNode) a).deepCopy();
        b.properties().forEach(e -> both.set(e.getKey(), e.getValue()));
        return both;
    }
}
