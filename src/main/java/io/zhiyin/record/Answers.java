package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Values as a caller may see them: hidden fields left out, guarded ones masked, references with
 * their names.
 */
@Component
class Answers {
    private final Codec codec;
    private final Labels labels;

    Answers(Codec codec, Labels labels) {
        this.codec = codec;
        this.labels = labels;
    }

    List<Map<String, Object>> of(
            Actor actor, Entity entity, List<Values> rows, Set<String> wanted) {
        var answers = new ArrayList<Map<String, Object>>(rows.size());
        Map<Field, FieldRight> shown = shown(actor, entity, wanted);
        for (Values row : rows) {
            answers.add(one(actor, entity, shown, row, wanted));
        }
        if (wanted == null
                || wanted.contains("labels")
                || wanted.stream().anyMatch(w -> refers(entity, w))) {
            labels.add(actor, entity, rows, answers);
        }
        return answers;
    }

    private static boolean refers(Entity entity, String field) {
        Field of = entity.field(field);
        return of != null && of.refEntity() != null;
    }

    /** The fields to tell, decided once for all rows; id and version always. */
    private static Map<Field, FieldRight> shown(Actor actor, Entity entity, Set<String> wanted) {
        var shown = new LinkedHashMap<Field, FieldRight>();
        for (Field field : entity.allFields()) {
            String name = field.name();
            boolean base = name.equals("id") || name.equals("version");
            if (base || wanted == null || wanted.contains(name)) {
                FieldRight may = Access.right(actor, entity, field);
                if (may.shown()) {
                    shown.put(field, may);
                }
            }
        }
        return shown;
    }

    private Map<String, Object> one(
            Actor actor,
            Entity entity,
            Map<Field, FieldRight> shown,
            Values row,
            Set<String> wanted) {
        Map<String, Object> answer = LinkedHashMap.newLinkedHashMap(row.size() + 4);
        for (Map.Entry<Field, FieldRight> each : shown.entrySet()) {
            Field field = each.getKey();
            if (row.containsKey(field.name())) {
                answer.put(field.name(), shown(field, row.get(field.name()), each.getValue()));
            }
        }
        for (Child child : entity.allChildren()) {
            if ((wanted == null || wanted.contains(child.name()))
                    && row.containsKey(child.name())) {
                child(actor, entity, child, row, answer);
            }
        }
        return answer;
    }

    private void child(
            Actor actor, Entity entity, Child child, Values row, Map<String, Object> answer) {
        if (child.fields().stream().noneMatch(f -> Access.right(actor, entity, child, f).shown())) {
            return;
        }
        if (child.many()) {
            answer.put(
                    child.name(),
                    row.children(child.name()).stream()
                            .map(r -> nested(actor, entity, child, r))
                            .toList());
        } else {
            Values only = row.child(child.name());
            answer.put(child.name(), only == null ? null : nested(actor, entity, child, only));
        }
    }

    private Map<String, Object> nested(Actor actor, Entity entity, Child child, Values row) {
        var answer = new LinkedHashMap<String, Object>();
        if (row.get("id") instanceof Long id) {
            answer.put("id", id.toString());
        }
        for (Field field : child.fields()) {
            FieldRight may = Access.right(actor, entity, child, field);
            if (may.shown()) {
                answer.put(field.name(), shown(field, row.get(field.name()), may));
            }
        }
        return answer;
    }

    Object shown(Field field, Object value, FieldRight may) {
        if (may.inClear()) {
            return codec.toJson(field, value);
        }
        return value == null || value instanceof List<?> l && l.isEmpty()
                ? codec.toJson(field, null)
                : Mask.of(field, value);
    }
}
