package io.zhiyin.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shows one sensitive value of one record, to who may, with an entry in the audit each time. */
@Component
class Reveal {
    private static final int LONGEST_REASON = 500;
    private static final Set<String> KNOWN = Set.of("field", "reason");

    private final Records records;
    private final Audit audit;

    Reveal(Records records, Audit audit) {
        this.records = records;
        this.audit = audit;
    }

    /** {@code {"field","reason"}}, as it was sent. */
    Map<String, Object> value(Actor actor, Entity entity, long id, JsonNode body) {
        Sent.only(body, KNOWN);
        return value(actor, entity, id, text(body, "field"), text(body, "reason"));
    }

    private static String text(JsonNode body, String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw Problem.invalid(name, "NOT_TEXT");
        }
        try {
            String text = Codec.clean(node.stringValue(), false);
            return text.isEmpty() ? null : text;
        } catch (Codec.Unfit e) {
            throw Problem.invalid(List.of(e.at(name)));
        }
    }

    Map<String, Object> value(Actor actor, Entity entity, long id, String path, String reason) {
        Access.demand(actor, entity, Action.VIEW);
        if (!records.reaches(actor, entity, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        if (path == null) {
            throw Problem.invalid("field", "REQUIRED");
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw Problem.invalid("reason", "TOO_LONG", LONGEST_REASON);
        }
        int dot = Custom.names(path) ? -1 : path.indexOf('.');
        Child child = dot < 0 ? null : entity.childNamed(path.substring(0, dot));
        Field field =
                dot < 0
                        ? entity.field(path)
                        : child == null ? null : child.field(path.substring(dot + 1));
        FieldRight right =
                field == null
                        ? FieldRight.HIDDEN
                        : child == null
                                ? Access.right(actor, entity, field)
                                : Access.right(actor, entity, child, field);
        if (!right.shown()) {
            throw Problem.invalid("field", "UNKNOWN_FIELD");
        }
        if (right == FieldRight.MASKED) {
            throw Problem.forbidden();
        }
        if (reason == null && field.guard() == Field.Guard.ENCRYPTED) {
            throw Problem.invalid(
                    "reason", "REQUIRED"); // the highest class is not shown for nothing
        }
        Values values = records.find(entity, id);
        Values holder = child == null ? values : values.child(child.name());
        Object value = holder == null ? null : holder.get(field.name());
        audit.add(
                actor,
                "REVEAL",
                entity.name(),
                id,
                Map.of("field", path, "reason", reason == null ? "" : reason));
        var answer = new java.util.LinkedHashMap<String, Object>();
        answer.put("field", path);
        answer.put("value", value);
        return answer;
    }
}
