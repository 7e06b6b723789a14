package io.zhiyin.record;

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
    private final Audit audit;

    ChoiceLists(Entities entities, Choices choices, Audit audit) {
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
        return extendable().values().stream()
                .map(
                        list -> {
                            var entry = new LinkedHashMap<String, Object>();
                            entry.put("list", list.list());
                            entry.put("options", choices.options(list, actor.locale()));
                            entry.put("builtIn", list.codes());
                            return (Map<String, Object>) entry;
                        })
                .toList();
    }

    Map<String, Object> put(Actor actor, String list, String code, JsonNode body) {
        if (!actor.rights().administrator()) {
            throw Problem.forbidden();
        }
        Field.Choices of = extendable().get(list);
        if (of == null) {
            throw Problem.notFound();
        }
        if (!CODE.matcher(code).matches() || of.codes().contains(code)) {
            throw Problem.invalid("code", "NOT_CHOICE");
        }
        String zh = text(body, "labelZh");
        String en = text(body, "labelEn");
        boolean active = !body.path("active").isBoolean() || body.get("active").booleanValue();
        choices.put(list, code, zh, en, active);
        audit.add(actor, "CHOICE_CHANGED", null, null, Map.of("list", list, "code", code));
        return Map.of("list", list, "options", choices.options(of, actor.locale()));
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
