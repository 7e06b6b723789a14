package io.zhiyin.record;

import io.zhiyin.record.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a caller sent into values: known fields, allowed fields, right types; every fault is
 * named.
 */
@Component
class Drafts {
    private static final Set<String> ENVELOPE = Set.of("version");
    private static final int MOST_LINES = 500;

    private final Codec codec;

    Drafts(Codec codec) {
        this.codec = codec;
    }

    /** What was sent: the values, the names given, and what is wrong. */
    record Sent(
            Values values,
            Set<String> given,
            List<FieldError> errors,
            Map<String, JsonNode> inputs) {}

    Sent read(Actor actor, Entity entity, JsonNode body, Values before, boolean trusted) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        Sent sent = new Sent(new Values(), new HashSet<>(), new ArrayList<>(), new HashMap<>());
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            String name = entry.getKey();
            Child child = entity.childNamed(name);
            if (entity.takes(name)) {
                sent.inputs().put(name, entry.getValue());
            } else if (child != null) {
                child(actor, entity, child, entry.getValue(), before, sent, trusted);
            } else if (name.equals(Custom.COLUMN)) {
                custom(actor, entity, entry.getValue(), before, sent, trusted);
            } else if (Custom.names(name)) {
                sent.errors().add(new FieldError(shorten(name), "UNKNOWN_FIELD"));
            } else if (!(ENVELOPE.contains(name) && before != null)) {
                field(actor, entity, name, entry.getValue(), before, sent, trusted);
            }
        }
        return sent;
    }

    /** The company's own fields stand together; absent ones stay as they are. */
    private void custom(
            Actor actor, Entity entity, JsonNode node, Values before, Sent sent, boolean trusted) {
        if (!node.isObject() || !entity.isCustomizable()) {
            String code = entity.isCustomizable() ? "NOT_AN_OBJECT" : "UNKNOWN_FIELD";
            sent.errors().add(new FieldError(Custom.COLUMN, code));
            return;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String path = Custom.path(entry.getKey());
            field(actor, entity, path, entry.getValue(), before, sent, trusted);
        }
    }

    private void field(
            Actor actor,
            Entity entity,
            String name,
            JsonNode node,
            Values before,
            Sent sent,
            boolean trusted) {
        Field field = entity.field(name);
        FieldRight right =
                field == null
                        ? FieldRight.HIDDEN
                        : trusted ? FieldRight.EDIT : Access.right(actor, entity, field);
        if (!right.shown()) {
            sent.errors().add(new FieldError(shorten(name), "UNKNOWN_FIELD"));
            return;
        }
        if (maskSentBack(field, node, before, right)) {
            return;
        }
        if (field.closed(before == null) && !trusted || !right.written()) {
            sent.errors().add(new FieldError(name, "READ_ONLY"));
            return;
        }
        try {
            Object value = codec.fromJson(field, node);
            if (field.isCustom()) {
                field.custom().limits().check(value);
            }
            sent.values().put(name, value);
            sent.given().add(name);
        } catch (Codec.Unfit e) {
            sent.errors().add(e.at(name));
        }
    }

    private static String shorten(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100);
    }

    /** A form that sends back the mask it was shown has not changed the value. */
    private static boolean maskSentBack(
            Field field, JsonNode node, Values before, FieldRight right) {
        if (right.inClear() || !node.isString() || !node.stringValue().contains("*")) {
            return false;
        }
        Object shown = before == null ? null : Mask.of(field, before.get(field.name()));
        return node.stringValue().equals(shown);
    }

    private void child(
            Actor actor,
            Entity entity,
            Child child,
            JsonNode node,
            Values before,
            Sent sent,
            boolean trusted) {
        if (child.many()) {
            lines(actor, entity, child, node, sent, trusted);
            return;
        }
        if (node.isNull() && !child.required()) {
            sent.values().put(child.name(), null);
            sent.given().add(child.name());
            return;
        }
        if (!node.isObject()) {
            sent.errors().add(new FieldError(child.name(), "NOT_AN_OBJECT"));
            return;
        }
        Values old = before == null ? null : before.child(child.name());
        Values merged = old == null ? new Values() : new Values(old);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            childField(
                    actor,
                    entity,
                    child,
                    entry,
                    old,
                    merged,
                    child.name() + "." + shorten(entry.getKey()),
                    sent,
                    trusted);
        }
        sent.values().put(child.name(), merged);
        sent.given().add(child.name());
    }

    private void lines(
            Actor actor, Entity entity, Child child, JsonNode node, Sent sent, boolean trusted) {
        FieldRight right =
                trusted
                        ? FieldRight.EDIT
                        : actor.on(entity).fields().getOrDefault(child.name(), FieldRight.EDIT);
        if (!right.written()) {
            String code = right.shown() ? "READ_ONLY" : "UNKNOWN_FIELD";
            sent.errors().add(new FieldError(child.name(), code));
            return;
        }
        if (node.isNull()) {
            sent.values().put(child.name(), List.of());
            sent.given().add(child.name());
            return;
        }
        if (!node.isArray()) {
            sent.errors().add(new FieldError(child.name(), "NOT_LIST"));
            return;
        }
        if (node.size() > MOST_LINES) {
            sent.errors().add(new FieldError(child.name(), "TOO_MANY", MOST_LINES));
            return;
        }
        var rows = new ArrayList<Values>();
        int at = 0;
        for (JsonNode item : node) {
            String path = child.name() + "[" + at++ + "]";
            if (!item.isObject()) {
                sent.errors().add(new FieldError(path, "NOT_AN_OBJECT"));
                continue;
            }
            Values row = new Values();
            for (Map.Entry<String, JsonNode> entry : item.properties()) {
                if (!entry.getKey().equals("labels")) {
                    childField(
                            actor,
                            entity,
                            child,
                            entry,
                            null,
                            row,
                            path + "." + shorten(entry.getKey()),
                            sent,
                            trusted);
                }
            }
            complete(child, row, path, sent.errors());
            rows.add(row);
        }
        sent.values().put(child.name(), rows);
        sent.given().add(child.name());
    }

    private void childField(
            Actor actor,
            Entity entity,
            Child child,
            Map.Entry<String, JsonNode> entry,
            Values old,
            Values into,
            String path,
            Sent sent,
            boolean trusted) {
        if (entry.getKey().equals("id")) {
            return;
        }
        Field field = child.field(entry.getKey());
        FieldRight right =
                field == null
                        ? FieldRight.HIDDEN
                        : trusted ? FieldRight.EDIT : Access.right(actor, entity, child, field);
        if (!right.shown()) {
            sent.errors().add(new FieldError(path, "UNKNOWN_FIELD"));
            return;
        }
        if (maskSentBack(field, entry.getValue(), old, right)) {
            return;
        }
        if (field.isDerived() && child.many()) {
            return;
        }
        if (field.isReadOnly() && !trusted || !right.written()) {
            sent.errors().add(new FieldError(path, "READ_ONLY"));
            return;
        }
        try {
            into.put(field.name(), codec.fromJson(field, entry.getValue()));
        } catch (Codec.Unfit e) {
            sent.errors().add(e.at(path));
        }
    }

    /** Defaults, required fields and the child's own check of one row. */
    static void complete(Child child, Values row, String path, List<FieldError> errors) {
        for (Field field : child.fields()) {
            if (row.get(field.name()) == null && field.initialValue() != null) {
                row.put(field.name(), field.initialValue());
            }
            if (field.isRequired()
                    && row.get(field.name()) == null
                    && errors.stream()
                            .noneMatch(e -> e.field().equals(path + "." + field.name()))) {
                errors.add(new FieldError(path + "." + field.name(), "REQUIRED"));
            }
        }
        child.check().row(row, path, errors);
    }
}
