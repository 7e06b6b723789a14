package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The shapes of records in the description: as answers carry them, as a new one is sent, as a
 * change is sent.
 */
@Component
class OpenApiShapes {
    private final Meta meta;
    private final Texts texts;

    OpenApiShapes(Meta meta, Texts texts) {
        this.meta = meta;
        this.texts = texts;
    }

    /** Any value may be empty, and which fields are there depends on the caller's rights. */
    Map<String, Object> answer(Entity entity, Locale locale) {
        var properties = new LinkedHashMap<String, Object>();
        for (Field field : entity.allFields()) {
            if (!field.isInternal() && !field.isCustom()) {
                properties.put(field.name(), answered(entity.name(), field, locale));
            }
        }
        var own = new LinkedHashMap<String, Object>();
        for (Field field : entity.customFields()) {
            own.put(field.custom().key(), answered(entity.name(), field, locale));
        }
        custom(properties, own, List.of());
        for (Child child : entity.allChildren()) {
            var nested = new LinkedHashMap<String, Object>();
            nested.put("id", OpenApi.type("string"));
            child.fields()
                    .forEach(f -> nested.put(f.name(), answered(owner(entity, child), f, locale)));
            properties.put(child.name(), within(child, nested, List.of(), true));
        }
        properties.put(
                "labels",
                Map.of(
                        "type",
                        "object",
                        "description",
                        "the names of what the record refers to, by field"));
        return shape(entity, properties, List.of("id"), locale);
    }

    /** What may be sent: of a new record also what must be. */
    Map<String, Object> sent(Entity entity, boolean creating, Locale locale) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (Field field : entity.allFields()) {
            if (field.isInternal() || field.isCustom() || field.closed(creating)) {
                continue;
            }
            properties.put(
                    field.name(),
                    writable(property(entity.name(), field, locale), field, creating));
            if (creating && due(field) && !field.name().equals("ownerId")) {
                required.add(field.name());
            }
        }
        for (Child child : entity.allChildren()) {
            var nested = new LinkedHashMap<String, Object>();
            var due = new ArrayList<String>();
            for (Field field : child.fields()) {
                if (!field.isDerived()) {
                    nested.put(
                            field.name(),
                            writable(
                                    property(owner(entity, child), field, locale),
                                    field,
                                    creating));
                    if (due(field) && (creating || child.many())) {
                        due.add(field.name());
                    }
                }
            }
            if (child.many()) {
                nested.put("id", OpenApi.type("string"));
            }
            properties.put(child.name(), within(child, nested, due, false));
            if (creating && child.required()) {
                required.add(child.name());
            }
        }
        entity.inputs().forEach(input -> properties.put(input, Map.of()));
        if (custom(entity, properties, creating, locale)) {
            required.add(Custom.COLUMN);
        }
        if (!creating) {
            properties.put("version", OpenApi.type("integer"));
        }
        return shape(entity, properties, required, locale);
    }

    /** The company's own fields, as they are sent; true when one of them must be. */
    private boolean custom(
            Entity entity, Map<String, Object> properties, boolean creating, Locale locale) {
        var own = new LinkedHashMap<String, Object>();
        var due = new ArrayList<String>();
        for (Field field : entity.customFields()) {
            String key = field.custom().key();
            own.put(key, writable(property(entity.name(), field, locale), field, creating));
            if (creating && due(field)) {
                due.add(key);
            }
        }
        custom(properties, own, due);
        return !due.isEmpty();
    }

    private static void custom(
            Map<String, Object> properties, Map<String, Object> own, List<String> due) {
        if (!own.isEmpty()) {
            var object = new LinkedHashMap<String, Object>();
            object.put("type", "object");
            object.put("properties", own);
            if (!due.isEmpty()) {
                object.put("required", due);
            }
            properties.put(Custom.COLUMN, object);
        }
    }

    private static boolean due(Field field) {
        return field.isRequired() && field.initialValue() == null;
    }

    private static String owner(Entity entity, Child child) {
        return child.entity() == null ? entity.name() + "." + child.name() : child.entity();
    }

    private static Map<String, Object> within(
            Child child, Map<String, Object> properties, List<String> required, boolean orNull) {
        var object = new LinkedHashMap<String, Object>();
        object.put("type", orNull && !child.many() ? List.of("object", "null") : "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return child.many() ? Map.of("type", "array", "items", object) : object;
    }

    private Map<String, Object> shape(
            Entity entity, Map<String, Object> properties, List<String> required, Locale locale) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("type", "object");
        shape.put("title", texts.text("entity." + entity.name(), locale));
        shape.put("properties", properties);
        if (!required.isEmpty()) {
            shape.put("required", required);
        }
        return shape;
    }

    /** A mask is text, whatever the field holds, and no code of its list. */
    private Map<String, Object> answered(String owner, Field field, Locale locale) {
        Map<String, Object> property = property(owner, field, locale);
        boolean masked = field.guard() != Field.Guard.NONE;
        if (field.isCustom()) {
            property.remove("enum"); // a record keeps an option that is out of use
        }
        if (masked) {
            List.of("enum", "format", "maxLength").forEach(property::remove);
        }
        if (property.get("enum") instanceof List<?> codes) {
            var all = new ArrayList<Object>(codes);
            all.add(null);
            property.put("enum", all);
        }
        Object type = property.get("type");
        if (type == null || type.equals("array")) {
            return property;
        }
        property.put(
                "type",
                masked && !type.equals("string")
                        ? List.of(type, "string", "null")
                        : List.of(type, "null"));
        if (field.isReadOnly()) {
            property.put("readOnly", true);
        }
        return property;
    }

    private static Map<String, Object> writable(
            Map<String, Object> property, Field field, boolean creating) {
        boolean empty = creating ? !due(field) : !field.isRequired();
        if (empty && property.get("type") instanceof String type) {
            property.put("type", List.of(type, "null"));
            if (property.get("enum") instanceof List<?> codes) {
                var all = new ArrayList<Object>(codes);
                all.add(null);
                property.put("enum", all);
            }
        }
        return property;
    }

    private Map<String, Object> property(String owner, Field field, Locale locale) {
        var property = new LinkedHashMap<String, Object>();
        switch (field.type()) {
            case INTEGER -> property.put("type", "integer");
            case NUMBER, MONEY, PERCENT -> property.put("type", "number");
            case BOOLEAN -> property.put("type", "boolean");
            case MULTI_CHOICE, TAGS, REFS, FILES -> {
                property.put("type", "array");
                property.put("items", OpenApi.type("string"));
            }
            case JSON -> {}
            default -> property.put("type", "string");
        }
        switch (field.type()) {
            case DATE -> property.put("format", "date");
            case INSTANT -> property.put("format", "date-time");
            case EMAIL -> property.put("format", "email");
            default -> {}
        }
        if (field.choices() != null
                && !field.choices().extendable()
                && !field.choices().codes().isEmpty()
                && field.type() == FieldType.CHOICE) {
            property.put("enum", field.choices().codes());
        }
        if (field.maxLength() != null) {
            property.put("maxLength", field.maxLength());
        }
        property.put("title", meta.label(owner, field, locale));
        return property;
    }
}
