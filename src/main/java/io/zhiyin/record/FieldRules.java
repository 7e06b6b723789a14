package io.zhiyin.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a definition of a field must keep to, so that the field can be used the moment it is there.
 */
@Component
class FieldRules {
    /** Of one entity, in use. */
    static final int MOST = 50;

    /** Of one entity, with those out of use. */
    static final int MOST_EVER = 200;

    private static final int MOST_OPTIONS = 200;
    private static final int LONGEST_LABEL = 50;
    private static final int LONGEST_TEXT = 2_000;
    private static final int LONGEST_LONG_TEXT = 20_000;
    private static final int MOST_DECIMALS = 6;
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Set<String> RESERVED = Set.of("id", "version", "labels", Custom.COLUMN);
    private static final Set<String> OPTION = Set.of("code", "labelZh", "labelEn", "active");

    private final JdbcTemplate db;
    private final Entities entities;
    private final Codec codec;

    FieldRules(JdbcTemplate db, Entities entities, Codec codec) {
        this.db = db;
        this.entities = entities;
        this.codec = codec;
    }

    /** A new field stands behind the others of its entity. */
    void complete(Draft draft) {
        if (draft.values().get("position") == null) {
            Long next =
                    db.queryForObject(
                            "select coalesce(max(position), 0) + 10 from field_definition where entity = ?",
                            Long.class,
                            draft.values().text("entity"));
            draft.values().put("position", next);
        }
    }

    void check(Draft draft) {
        Values made = draft.values();
        Entity of = entities.find(made.text("entity"));
        if (of == null || !of.isCustomizable()) {
            draft.reject("entity", "NOT_CUSTOMIZABLE");
            return;
        }
        if (draft.creating()) {
            name(draft, of);
        }
        number(draft, of);
        link(draft);
        limits(draft);
        if (draft.values().flag("sortable") && !CustomFields.type(made.text("type")).ordered()) {
            draft.reject("sortable", "NOT_FOR_TYPE");
        }
        boolean choice = made.text("type").endsWith("CHOICE");
        if (choice) {
            options(draft);
        } else if (made.get("options") != null) {
            draft.reject("options", "NOT_FOR_TYPE");
        }
        boolean group =
                made.text("group").equals(Custom.COLUMN)
                        || of.allFields().stream()
                                .anyMatch(f -> f.groupName().equals(made.text("group")));
        if (!group || made.text("group").equals("system")) {
            draft.reject("group", "NO_SUCH_GROUP");
        }
        if (draft.problems().isEmpty()) {
            first(draft);
        }
    }

    private void name(Draft draft, Entity of) {
        String name = draft.values().text("name");
        if (!NAME.matcher(name).matches()) {
            draft.reject("name", "NOT_A_NAME");
        } else if (RESERVED.contains(name)
                || of.field(name) != null
                || of.childNamed(name) != null
                || of.takes(name)) {
            draft.reject("name", "RESERVED_NAME", name);
        } else if (count(of, "name = ?", name) > 0) {
            throw Problem.taken("name", "FIELD_NAME_TAKEN", name);
        }
    }

    private void number(Draft draft, Entity of) {
        boolean more = draft.values().flag("active") && draft.changed("active");
        if (draft.creating() && count(of, "name <> ?", "") >= MOST_EVER) {
            draft.reject("entity", "TOO_MANY_FIELDS", MOST_EVER);
        } else if (more && count(of, "active and name <> ?", "") >= MOST) {
            draft.reject(draft.creating() ? "entity" : "active", "TOO_MANY_FIELDS", MOST);
        }
    }

    private int count(Entity of, String which, String name) {
        Integer count =
                db.queryForObject(
                        "select count(*) from field_definition where entity = ? and " + which,
                        Integer.class,
                        of.name(),
                        name);
        return count == null ? 0 : count;
    }

    private void link(Draft draft) {
        String target = draft.values().text("refEntity");
        if (!draft.values().text("type").equals("LINK")) {
            none(draft, "refEntity");
            return;
        }
        Entity of = target == null ? null : entities.find(target);
        if (of == null || !of.isOffered() || of.name().equals(FieldDefinitions.NAME)) {
            draft.reject("refEntity", target == null ? "REQUIRED" : "NO_SUCH_ENTITY");
        }
    }

    private static void none(Draft draft, String field) {
        if (draft.values().get(field) != null) {
            draft.reject(field, "NOT_FOR_TYPE");
        }
    }

    private static void limits(Draft draft) {
        Values made = draft.values();
        String type = made.text("type");
        boolean text = type.equals("TEXT") || type.equals("LONG_TEXT");
        if (!text) {
            none(draft, "pattern");
            none(draft, "maxLength");
        } else {
            if (made.text("pattern") != null && Limits.compiled(made.text("pattern")) == null) {
                draft.reject("pattern", "BAD_PATTERN");
            }
            between(draft, "maxLength", 1, type.equals("TEXT") ? LONGEST_TEXT : LONGEST_LONG_TEXT);
        }
        if (type.equals("NUMBER")) {
            between(draft, "scale", 0, MOST_DECIMALS);
        } else {
            none(draft, "scale");
        }
        range(draft, CustomFields.type(type));
    }

    private static void between(Draft draft, String field, int least, int most) {
        if (draft.values().get(field) instanceof Long number && (number < least || number > most)) {
            draft.reject(field, "NOT_BETWEEN", least, most);
        }
    }

    private static void range(Draft draft, FieldType type) {
        if (type != FieldType.NUMBER && type != FieldType.MONEY && type != FieldType.DATE) {
            none(draft, "min");
            none(draft, "max");
            return;
        }
        Object least = bound(draft, "min", type);
        Object most = bound(draft, "max", type);
        if (least != null && most != null && Limits.compare(least, most) > 0) {
            draft.reject("max", "TOO_SMALL", draft.values().text("min"));
        }
    }

    private static Object bound(Draft draft, String field, FieldType type) {
        String text = draft.values().text(field);
        Object bound = text == null ? null : Limits.bound(type, text);
        if (text != null && bound == null) {
            draft.reject(field, type == FieldType.DATE ? "NOT_DATE" : "NOT_NUMBER");
        }
        return bound;
    }

    /** A code that records hold stays known: it is taken out of use, never taken away. */
    private static void options(Draft draft) {
        if (!(draft.values().get("options") instanceof ArrayNode sent) || sent.isEmpty()) {
            draft.reject("options", "REQUIRED");
            return;
        }
        if (sent.size() > MOST_OPTIONS) {
            draft.reject("options", "TOO_MANY", MOST_OPTIONS);
            return;
        }
        var codes = new HashSet<String>();
        ArrayNode stored = Json.MAPPER.createArrayNode();
        for (int i = 0; i < sent.size(); i++) {
            stored.add(option(draft, "options[" + i + "]", sent.get(i), codes));
        }
        if (stored.valueStream().noneMatch(o -> o.path("active").booleanValue())) {
            draft.reject("options", "REQUIRED");
        }
        if (!draft.creating() && draft.before().get("options") instanceof JsonNode before) {
            for (JsonNode old : before) {
                if (!codes.contains(old.path("code").asString(""))) {
                    draft.reject("options", "OPTION_GONE", old.path("code").asString(""));
                }
            }
        }
        draft.values().put("options", stored);
    }

    private static ObjectNode option(Draft draft, String path, JsonNode sent, Set<String> codes) {
        ObjectNode stored = Json.object();
        if (!sent.isObject()) {
            draft.reject(path, "NOT_AN_OBJECT");
            return stored;
        }
        for (String name : sent.propertyNames()) {
            if (!OPTION.contains(name)) {
                draft.reject(path, "UNKNOWN_FIELD");
            }
        }
        String code = sent.path("code").asString("");
        if (!CODE.matcher(code).matches()) {
            draft.reject(path + ".code", "NOT_A_CODE");
        } else if (!codes.add(code)) {
            draft.reject(path + ".code", "DUPLICATE");
        }
        stored.put("code", code);
        label(draft, path, sent, "labelZh", stored);
        label(draft, path, sent, "labelEn", stored);
        stored.put("active", sent.path("active").asBoolean(true));
        return stored;
    }

    private static void label(
            Draft draft, String path, JsonNode sent, String name, ObjectNode stored) {
        try {
            String text =
                    sent.path(name).isString()
                            ? Codec.clean(sent.path(name).stringValue(), false)
                            : "";
            if (text.isEmpty()) {
                draft.reject(path + "." + name, "REQUIRED");
            } else if (text.codePointCount(0, text.length()) > LONGEST_LABEL) {
                draft.reject(path + "." + name, "TOO_LONG", LONGEST_LABEL);
            }
            stored.put(name, text);
        } catch (Codec.Unfit e) {
            draft.reject(path + "." + name, "BAD_CHARACTER");
        }
    }

    /** The default must itself be a value that the field takes. */
    private void first(Draft draft) {
        if (!(draft.values().get("default") instanceof JsonNode value)) {
            return;
        }
        Field field = CustomFields.of(draft.values(), null);
        if (field.refEntity() != null) {
            draft.reject("default", "NOT_FOR_TYPE");
            return;
        }
        try {
            field.custom().limits().check(codec.fromJson(field, value));
        } catch (Codec.Unfit e) {
            var error = e.at("default");
            draft.reject("default", error.code(), error.args().toArray());
        }
    }

    /** The entities whose records a company may give fields. */
    List<Entity> customizable() {
        return entities.all().stream().filter(Entity::isCustomizable).toList();
    }
}
