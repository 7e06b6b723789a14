package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells a client all it needs to draw an entity: fields, types, texts, options, and what the caller
 * may do.
 */
@Component
public class Meta {
    private final Texts texts;
    private final Choices choices;
    private final Settings settings;

    Meta(Texts texts, Choices choices, Settings settings) {
        this.texts = texts;
        this.choices = choices;
        this.settings = settings;
    }

    Map<String, Object> brief(Actor actor, Entity entity) {
        var brief = new LinkedHashMap<String, Object>();
        brief.put("name", entity.name());
        brief.put("label", texts.text("entity." + entity.name(), actor.locale()));
        brief.put("actions", actions(actor, entity));
        brief.put("searchable", entity.isSearchable());
        brief.put("customizable", entity.isCustomizable());
        return brief;
    }

    static List<String> actions(Actor actor, Entity entity) {
        var actions = new ArrayList<String>();
        for (Action action : Action.values()) {
            if (actor.may(action, entity)) {
                actions.add(action.json());
            }
        }
        return actions;
    }

    Map<String, Object> full(Actor actor, Entity entity) {
        Map<String, Object> meta = brief(actor, entity);
        meta.put("displayField", entity.displayField());
        meta.put("codeField", entity.field("code") == null ? null : "code");
        meta.put("defaultSort", entity.defaultSort());
        meta.put("pool", entity.hasOwnOwner() ? actor.on(entity).pool().name() : Pool.NONE.name());
        meta.put("owned", entity.hasOwnOwner());
        var groups = new LinkedHashSet<String>();
        var fields = new ArrayList<Map<String, Object>>();
        for (Field field : entity.allFields()) {
            FieldRight right = Access.right(actor, entity, field);
            if (right.shown()) {
                fields.add(field(entity.name(), field, right, actor.locale()));
                groups.add(field.groupName());
            }
        }
        meta.put(
                "groups",
                groups.stream()
                        .map(g -> Map.of("name", g, "label", group(entity, g, actor.locale())))
                        .toList());
        meta.put("fields", fields);
        meta.put(
                "children",
                entity.allChildren().stream()
                        .map(c -> child(actor, entity, c))
                        .filter(c -> c != null)
                        .toList());
        meta.put("inputs", List.copyOf(entity.inputs()));
        meta.put("verbs", List.copyOf(entity.verbs().keySet()));
        return meta;
    }

    private String group(Entity entity, String group, Locale locale) {
        String own = texts.optional("group." + entity.name() + "." + group, locale);
        return own == null ? texts.text("group." + group, locale) : own;
    }

    private Map<String, Object> child(Actor actor, Entity entity, Child child) {
        var fields = new ArrayList<Map<String, Object>>();
        for (Field field : child.fields()) {
            FieldRight right = Access.right(actor, entity, child, field);
            if (right.shown()) {
                String owner =
                        child.entity() == null
                                ? entity.name() + "." + child.name()
                                : child.entity();
                var described = field(owner, field, right, actor.locale());
                if (demanded(child, field)) {
                    described.put("required", true);
                    described.put("quickCreate", true);
                }
                fields.add(described);
            }
        }
        if (fields.isEmpty()) {
            return null;
        }
        var meta = new LinkedHashMap<String, Object>();
        meta.put("name", child.name());
        meta.put(
                "label", texts.text("child." + entity.name() + "." + child.name(), actor.locale()));
        meta.put("many", child.many());
        meta.put("entity", child.entity());
        meta.put("required", child.required());
        meta.put("fields", fields);
        return meta;
    }

    private boolean demanded(Child child, Field field) {
        Child.Demand demand = child.demand();
        return demand != null
                && demand.field().equals(field.name())
                && !settings.on(demand.setting());
    }

    /** The label of a field: its own text, or the one shared by all entities. */
    public String label(String entity, String field, Locale locale) {
        String own = texts.optional("field." + entity + "." + field, locale);
        return own == null ? texts.text("field." + field, locale) : own;
    }

    /** The same, also of a field that the company has made. */
    public String label(String entity, Field field, Locale locale) {
        return field.isCustom()
                ? field.custom().label(locale)
                : label(entity, field.name(), locale);
    }

    private String help(String entity, Field field, Locale locale) {
        return field.isCustom()
                ? field.custom().help(locale)
                : texts.optional("help." + entity + "." + field.name(), locale);
    }

    private Map<String, Object> field(String entity, Field field, FieldRight right, Locale locale) {
        var meta = new LinkedHashMap<String, Object>();
        meta.put("name", field.name());
        meta.put("type", field.type().json());
        meta.put("label", label(entity, field, locale));
        meta.put("help", help(entity, field, locale));
        meta.put("group", field.groupName());
        meta.put("required", field.isRequired());
        meta.put("readOnly", field.isReadOnly());
        meta.put("setAtCreation", field.isSetAtCreation());
        meta.put("derived", field.isDerived());
        meta.put("max", field.maxLength());
        meta.put("scale", field.scaleDigits());
        meta.put(
                "options",
                field.choices() == null ? null : choices.options(field.choices(), locale));
        boolean listed = field.choices() != null && !field.isCustom();
        meta.put("choiceList", listed ? field.choices().list() : null);
        meta.put("ref", field.refEntity());
        meta.put("right", right.name());
        meta.put("sensitive", field.guard() == Field.Guard.NONE ? null : field.guard().name());
        meta.put("filterable", field.filterable() && right.queried());
        meta.put("sortable", field.sortable() && right.queried());
        meta.put("searchable", field.tokenLetter() != null && right.queried());
        meta.put("importable", field.isImportable() && right.written());
        meta.put("listed", field.isListed());
        meta.put("quickCreate", field.isQuick());
        meta.put("default", initial(field));
        meta.put("operators", right.queried() ? Operator.of(field) : List.of());
        if (field.isCustom()) {
            field.custom().limits().tell(meta);
        }
        return meta;
    }

    private static Object initial(Field field) {
        Object value = field.initialValue();
        return value == null
                        || value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof List
                ? value
                : value.toString();
    }
}
