package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The choice lists a company may extend, and the extending. */
@Component
class ChoiceLists {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final Entities entities;
    private final Choices choices;
    private final Texts texts;
    private final Meta meta;
    private final Audit audit;

    ChoiceLists(Entities entities, Choices choices, Texts texts, Meta meta, Audit audit) {
        this.texts = texts;
        this.meta = meta;
        this.entities = entities;
        this.choices = choices;
        this.audit = audit;
    }

    private Map<String, Field.Choices> extendable() {
        var lists = new TreeMap<String, Field.Choices>();
        for (Entity entity : entities.all()) {
            for (Field field : entity.allFields()) {
                if (field.choices() != null && field.choices().extendable()) {
                    lists.put(field.choices().list(), field.choices());
                }
            }
        }
        return lists;
    }

    List<Map<String, Object>> all(Actor actor) {
        return extendable().values().stream().map(list -> one(actor, list)).toList();
    }

    /** Administrators see the retired options too, and both languages. */
    private Map<String, Object> one(Actor actor, Field.Choices list) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("list", list.list());
        entry.put("usedBy", usedBy(actor, list.list()));
        entry.put("options", choices.options(list, actor.locale()));
        entry.put("builtIn", list.codes());
        if (actor.rights().administrator()) {
            entry.put("added", choices.added(list.list()).stream().map(ChoiceLists::told).toList());
        }
        return entry;
    }

    private static Map<String, Object> told(Choices.Added option) {
        return Map.of(
                "code", option.code(),
                "labelZh", option.zh(),
                "labelEn", option.en(),
                "active", option.active());
    }

    /** The fields that take their values from the list. */
    private List<Map<String, Object>> usedBy(Actor actor, String list) {
        var fields = new ArrayList<Map<String, Object>>();
        for (Entity entity : entities.all()) {
            for (Field field : entity.allFields()) {
                if (field.choices() != null && field.choices().list().equals(list)) {
                    fields.add(
                            Map.of(
                                    "entity",
                                    texts.text("entity." + entity.name(), actor.locale()),
                                    "field",
                                    meta.label(entity.name(), field.name(), actor.locale())));
                }
            }
        }
        return fields;
    }

    /** {@code {"codes":[…]}}: the company's own options in this order. */
    Map<String, Object> order(Actor actor, String list, JsonNode body) {
        Field.Choices of = own(actor, list);
        JsonNode codes = body.get("codes");
        if (codes == null || !codes.isArray()) {
            throw Problem.invalid("codes", codes == null ? "REQUIRED" : "NOT_LIST");
        }
        choices.order(list, codes.valueStream().map(code -> code.asString("")).toList());
        audit.add(actor, "CHOICE_CHANGED", null, null, Map.of("list", list));
        return one(actor, of);
    }

    private Field.Choices own(Actor actor, String list) {
        if (!actor.rights().administrator()) {
            throw Problem.forbidden();
        }
        Field.Choices of = extendable().get(list);
        if (of == null) {
            throw Problem.notFound();
        }
        return of;
    }

    Map<String, Object> put(Actor actor, String list, String code, JsonNode body) {
        Field.Choices of = own(actor, list);
        if (!CODE.matcher(code).matches() || of.codes().contains(code)) {
            throw Problem.invalid("code", "NOT_CHOICE");
        }
        String zh = text(body, "labelZh");
        String en = text(body, "labelEn");
        boolean active = !body.path("active").isBoolean() || body.get("active").booleanValue();
        choices.put(list, code, zh, en, active);
        audit.add(actor, "CHOICE_CHANGED", null, null, Map.of("list", list, "code", code));
        return one(actor, of);
    }

    private static String text(JsonNode body, String name) {
        JsonNode node = body.get(name);
        try {
            String text =
                    node != null && node.isString() ? Codec.clean(node.stringValue(), false) : "";
            if (text.isEmpty()) {
                throw Problem.invalid(name, "REQUIRED");
            }
            if (text.length() > 50) {
                throw Problem.invalid(name, "TOO_LONG", 50);
            }
            return text;
        } catch (Codec.Unfit e) {
            throw Problem.invalid(List.of(e.at(name)));
        }
    }
}
