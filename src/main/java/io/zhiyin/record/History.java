package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The earlier versions of a record, read from the change log through the reader's field rights. */
@Component
public class History {
    private static final int PAGE = 50;

    private final JdbcTemplate db;
    private final Records records;
    private final Codec codec;
    private final Labels labels;
    private final Answers answers;
    private final Sealer sealer;

    History(
            JdbcTemplate db,
            Records records,
            Codec codec,
            Labels labels,
            Answers answers,
            Sealer sealer) {
        this.db = db;
        this.records = records;
        this.codec = codec;
        this.labels = labels;
        this.answers = answers;
        this.sealer = sealer;
    }

    /** Newest first; {@code nextCursor} continues. */
    public Map<String, Object> versions(Actor actor, Entity entity, long id, String cursor) {
        Access.demand(actor, entity, Action.VIEW);
        if (!records.reaches(actor, entity, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        long before = cursor == null || cursor.isBlank() ? Long.MAX_VALUE : number(cursor);
        var items = new ArrayList<Map<String, Object>>();
        var ids = new ArrayList<Long>();
        var diffs = new ArrayList<JsonNode>();
        db.query(
                """
                select id, version, at, actor_id, kind, cause, diff,
                    (select n.note from change_note n where n.cause = change.cause) from change
                where entity = ? and record_id = ?
                  and (at, id) < (coalesce((select c.at from change c where c.id = ?), 'infinity'), ?)
                order by at desc, id desc limit ?
                """,
                row -> {
                    ids.add(row.getLong(1));
                    var item = new LinkedHashMap<String, Object>();
                    item.put("version", row.getInt(2));
                    item.put(
                            "at",
                            row.getObject(3, java.time.OffsetDateTime.class)
                                    .toInstant()
                                    .toString());
                    item.put("by", person((Long) row.getObject(4)));
                    item.put("kind", row.getString(5));
                    item.put("cause", row.getString(6));
                    item.put("note", row.getString(8));
                    diffs.add(Json.read(row.getString(7)));
                    items.add(item);
                },
                entity.name(),
                id,
                before,
                before,
                PAGE + 1);
        List<List<Map<String, Object>>> shown = shown(actor, entity, diffs);
        for (int i = 0; i < items.size(); i++) {
            items.get(i).put("changes", shown.get(i));
        }
        boolean more = items.size() > PAGE;
        var page = new LinkedHashMap<String, Object>();
        page.put("items", more ? items.subList(0, PAGE) : items);
        page.put("nextCursor", more ? ids.get(PAGE - 1).toString() : null);
        return page;
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Problem.malformed("BAD_CURSOR");
        }
    }

    public Map<String, Object> person(Long id) {
        return id == null ? null : Map.of("id", id.toString(), "name", labels.person(id));
    }

    /**
     * Differences as the actor may see them: hidden fields left out, guarded ones masked,
     * references named – the names of all of them read at once.
     */
    public List<List<Map<String, Object>>> shown(Actor actor, Entity entity, List<JsonNode> diffs) {
        Map<String, Map<Long, String>> names = names(actor, entity, diffs);
        return diffs.stream().map(diff -> shown(actor, entity, diff, names)).toList();
    }

    private Map<String, Map<Long, String>> names(Actor actor, Entity entity, List<JsonNode> diffs) {
        var wanted = new LinkedHashMap<String, TreeSet<Long>>();
        for (JsonNode diff : diffs) {
            for (Map.Entry<String, JsonNode> entry : diff.properties()) {
                Child other = otherRow(entity, entry.getKey());
                Field field = field(entity, entry.getKey());
                String target =
                        other != null
                                ? other.entity()
                                : field == null || field.guard() != Field.Guard.NONE
                                        ? null
                                        : field.refEntity();
                if (target != null) {
                    collect(wanted.computeIfAbsent(target, k -> new TreeSet<>()), entry.getValue());
                }
            }
        }
        var names = new LinkedHashMap<String, Map<Long, String>>();
        wanted.forEach((target, ids) -> names.put(target, labels.of(actor, target, ids)));
        return names;
    }

    private static void collect(TreeSet<Long> ids, JsonNode node) {
        if (node.isArray()) {
            node.forEach(item -> collect(ids, item));
        } else if (!node.isNull()) {
            ids.add(Long.valueOf(node.asString()));
        }
    }

    private List<Map<String, Object>> shown(
            Actor actor, Entity entity, JsonNode diff, Map<String, Map<Long, String>> names) {
        var shown = new ArrayList<Map<String, Object>>();
        for (Map.Entry<String, JsonNode> entry : diff.properties()) {
            String path = entry.getKey();
            Child list = entity.childNamed(path);
            if (list != null) {
                if (Records.clear(actor, entity, path)) {
                    shown.add(change(path, entry.getValue().get(0), entry.getValue().get(1)));
                }
                continue;
            }
            Child other = otherRow(entity, path);
            if (other != null) {
                replaced(actor, entity, other, entry.getValue(), names, shown);
                continue;
            }
            Field field = field(entity, path);
            FieldRight right =
                    field == null ? FieldRight.HIDDEN : right(actor, entity, path, field);
            if (right.shown()) {
                shown.add(
                        change(
                                path,
                                value(field, entry.getValue().get(0), right, names),
                                value(field, entry.getValue().get(1), right, names)));
            }
        }
        return shown;
    }

    /** The single child whose place another row has taken; null when the path is no such thing. */
    private static Child otherRow(Entity entity, String path) {
        return path.endsWith(".id")
                ? entity.childNamed(path.substring(0, path.length() - ".id".length()))
                : null;
    }

    private void replaced(
            Actor actor,
            Entity entity,
            Child child,
            JsonNode pair,
            Map<String, Map<Long, String>> names,
            List<Map<String, Object>> shown) {
        if (!Records.clear(actor, entity, child.name())) {
            return;
        }
        Map<Long, String> of = names.getOrDefault(child.entity(), Map.of());
        shown.add(change(child.name(), named(of, pair.get(0)), named(of, pair.get(1))));
    }

    private static String named(Map<Long, String> names, JsonNode id) {
        return id.isNull() ? null : names.get(Long.valueOf(id.asString()));
    }

    private static Map<String, Object> change(String path, Object old, Object now) {
        var change = new LinkedHashMap<String, Object>();
        change.put("field", path);
        change.put("old", old);
        change.put("new", now);
        return change;
    }

    private static Field field(Entity entity, String path) {
        Field own = entity.field(path);
        int dot = path.indexOf('.');
        if (own != null || dot < 0) {
            return own;
        }
        Child child = entity.childNamed(path.substring(0, dot));
        return child == null ? null : child.field(path.substring(dot + 1));
    }

    private static FieldRight right(Actor actor, Entity entity, String path, Field field) {
        int dot = path.indexOf('.');
        return dot < 0 || field.isCustom()
                ? Access.right(actor, entity, field)
                : Access.right(actor, entity, entity.childNamed(path.substring(0, dot)), field);
    }

    private Object value(
            Field field, JsonNode kept, FieldRight right, Map<String, Map<Long, String>> names) {
        if (kept == null || kept.isNull()) {
            return null;
        }
        JsonNode open =
                field.guard() == Field.Guard.ENCRYPTED && kept.isString()
                        ? Json.MAPPER.valueToTree(sealer.open(field.name(), kept.stringValue()))
                        : kept;
        if (field.refEntity() != null && right.inClear()) {
            Map<Long, String> of = names.getOrDefault(field.refEntity(), Map.of());
            return field.type() == FieldType.REFS
                    ? open.valueStream().map(item -> name(of, item)).toList()
                    : name(of, open);
        }
        if (field.type() == FieldType.TAGS) {
            var ids = new ArrayList<Long>();
            open.forEach(n -> ids.add(n.longValue()));
            return codec.toJson(field, ids);
        }
        return right.inClear()
                ? open
                : answers.shown(
                        field, open.isString() ? open.stringValue() : open.toString(), right);
    }

    private static String name(Map<Long, String> names, JsonNode id) {
        String name = named(names, id);
        return name == null ? id.asString() : name;
    }

    /**
     * Sets the fields that changed after version {@code n} back to what they were then; a change
     * like any other. The owner stays where the actor may not give records to others.
     *
     * @throws Problem 422 with the fields the actor may not write
     */
    public Values restore(Actor actor, Entity entity, long id, int n, Integer version) {
        List<JsonNode> later =
                db.query(
                        "select diff from change where entity = ? and record_id = ? and version > ? order by version desc, id desc",
                        (row, i) -> Json.read(row.getString(1)),
                        entity.name(),
                        id,
                        n);
        Integer known =
                db.queryForObject(
                        "select count(*) from change where entity = ? and record_id = ? and version = ?",
                        Integer.class,
                        entity.name(),
                        id,
                        n);
        if (known == null || known == 0) {
            throw Problem.notFound();
        }
        ObjectNode body = before(entity, later);
        if (!actor.may(Action.TRANSFER, entity)) {
            body.remove("ownerId");
        }
        return records.patch(actor, entity, id, version, body, "restore:" + n);
    }

    /**
     * What the fields of these differences, newest first, were before them, as a change would say
     * it.
     */
    ObjectNode before(Entity entity, List<JsonNode> diffs) {
        ObjectNode body = Json.object();
        for (JsonNode diff : diffs) {
            for (Map.Entry<String, JsonNode> entry : diff.properties()) {
                put(entity, body, entry.getKey(), entry.getValue().get(0));
            }
        }
        return body;
    }

    private void put(Entity entity, ObjectNode body, String path, JsonNode kept) {
        Field field = field(entity, path);
        boolean gone = field == null && Custom.names(path);
        if (gone || otherRow(entity, path) != null || field != null && field.isReadOnly()) {
            return;
        }
        JsonNode value = kept;
        if (field != null && field.guard() == Field.Guard.ENCRYPTED && kept.isString()) {
            value = Json.MAPPER.valueToTree(sealer.open(field.name(), kept.stringValue()));
        } else if (field != null && field.type() == FieldType.TAGS && kept.isArray()) {
            var ids = new ArrayList<Long>();
            kept.forEach(x -> ids.add(x.longValue()));
            value = Json.MAPPER.valueToTree(codec.toJson(field, ids));
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            body.set(path, value);
        } else {
            String child = path.substring(0, dot);
            ObjectNode nested =
                    body.get(child) instanceof ObjectNode there ? there : body.putObject(child);
            nested.set(path.substring(dot + 1), value == null ? NullNode.instance : value);
        }
    }
}
