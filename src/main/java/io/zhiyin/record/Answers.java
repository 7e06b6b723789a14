package io.zhiyin.record;

import java.util.ArrayList;
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
        Plan plan = new Plan(actor, entity, wanted);
        for (Values row : rows) {
            answers.add(one(plan, row));
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

    private record Told(Field field, FieldRight may) {}

    private record ToldChild(Child child, List<Told> fields) {}

    /** What is told of every row, decided once for all of them; id and version always. */
    private static final class Plan {
        private final List<Told> fields = new ArrayList<>();
        private final List<ToldChild> children = new ArrayList<>();

        Plan(Actor actor, Entity entity, Set<String> wanted) {
            for (Field field : entity.allFields()) {
                String name = field.name();
                boolean base = name.equals("id") || name.equals("version");
                if (base || wanted == null || wanted.contains(name)) {
                    tell(fields, field, Access.right(actor, entity, field));
                }
            }
            for (Child child : entity.allChildren()) {
                if (wanted == null || wanted.contains(child.name())) {
                    var told = new ArrayList<Told>();
                    child.fields()
                            .forEach(f -> tell(told, f, Access.right(actor, entity, child, f)));
                    if (!told.isEmpty()) {
                        children.add(new ToldChild(child, told));
                    }
                }
            }
        }

        private static void tell(List<Told> told, Field field, FieldRight may) {
            if (may.shown()) {
                told.add(new Told(field, may));
            }
        }
    }

    private Answer one(Plan plan, Values row) {
        Answer answer = new Answer(plan.fields.size() + plan.children.size() + 1);
        for (Told each : plan.fields) {
            String name = each.field().name();
            Object value = row.get(name);
            if (value != null || row.containsKey(name)) {
                answer.put(name, shown(each.field(), value, each.may()));
            }
        }
        for (ToldChild each : plan.children) {
            String name = each.child().name();
            if (row.containsKey(name)) {
                answer.put(name, child(each, row));
            }
        }
        return answer;
    }

    private Object child(ToldChild told, Values row) {
        String name = told.child().name();
        if (told.child().many()) {
            return row.children(name).stream().map(r -> nested(told.fields(), r)).toList();
        }
        Values only = row.child(name);
        return only == null ? null : nested(told.fields(), only);
    }

    private Answer nested(List<Told> fields, Values row) {
        Answer answer = new Answer(fields.size() + 1);
        if (row.get("id") instanceof Long id) {
            answer.put("id", id.toString());
        }
        for (Told each : fields) {
            String name = each.field().name();
            answer.put(name, shown(each.field(), row.get(name), each.may()));
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
