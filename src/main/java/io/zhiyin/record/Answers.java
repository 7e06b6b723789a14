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
        Plan plan =
                actor.rights()
                        .concluded(
                                new Key(entity, entity.generation(), wanted),
                                () -> new Plan(actor, entity, wanted));
        var answers = new ArrayList<Map<String, Object>>(rows.size());
        for (Values row : rows) {
            answers.add(one(plan, row));
        }
        if (plan.labelled) {
            labels.add(actor, entity, rows, answers);
        }
        return answers;
    }

    private static boolean refers(Entity entity, String field) {
        Field of = entity.field(field);
        return of != null && of.refEntity() != null;
    }

    /** What a plan depends on besides the rights of who asks. */
    private record Key(Entity entity, int generation, Set<String> wanted) {}

    private record Told(Field field, FieldRight may) {}

    private record ToldChild(Child child, List<Told> fields, Answer.Names names) {}

    /** What is told of every row, decided once for all of them; id and version always. */
    private static final class Plan {
        private final List<Told> fields = new ArrayList<>();
        private final List<Told> customs = new ArrayList<>();
        private final List<ToldChild> children = new ArrayList<>();
        private final Answer.Names customNames;
        private final Answer.Names names;
        private final boolean labelled;

        Plan(Actor actor, Entity entity, Set<String> wanted) {
            var all = new ArrayList<String>();
            for (Field field : entity.allFields()) {
                String name = field.name();
                boolean base = name.equals("id") || name.equals("version");
                if (base || wanted == null || wanted.contains(name)) {
                    List<Told> among = field.isCustom() ? customs : fields;
                    tell(among, field, Access.right(actor, entity, field));
                }
            }
            fields.forEach(f -> all.add(f.field().name()));
            customNames =
                    new Answer.Names(customs.stream().map(t -> t.field().custom().key()).toList());
            if (!customs.isEmpty()) {
                all.add(Custom.COLUMN);
            }
            for (Child child : entity.allChildren()) {
                if (wanted == null || wanted.contains(child.name())) {
                    var told = new ArrayList<Told>();
                    child.fields()
                            .forEach(f -> tell(told, f, Access.right(actor, entity, child, f)));
                    if (!told.isEmpty()) {
                        children.add(new ToldChild(child, told, nestedNames(told)));
                        all.add(child.name());
                    }
                }
            }
            names = new Answer.Names(all);
            labelled =
                    wanted == null
                            || wanted.contains("labels")
                            || wanted.stream().anyMatch(w -> refers(entity, w));
        }

        private static void tell(List<Told> told, Field field, FieldRight may) {
            if (may.shown()) {
                told.add(new Told(field, may));
            }
        }

        private static Answer.Names nestedNames(List<Told> told) {
            var all = new ArrayList<String>();
            all.add("id");
            told.stream().map(t -> t.field().name()).filter(n -> !n.equals("id")).forEach(all::add);
            return new Answer.Names(all);
        }
    }

    private Answer one(Plan plan, Values row) {
        Answer answer = new Answer(plan.names);
        int place = 0;
        for (Told each : plan.fields) {
            String name = each.field().name();
            Object value = row.get(name);
            if (value != null || row.containsKey(name)) {
                answer.set(place, shown(each.field(), value, each.may()));
            }
            place++;
        }
        if (!plan.customs.isEmpty()) {
            answer.set(place++, custom(plan, row));
        }
        for (ToldChild each : plan.children) {
            if (row.containsKey(each.child().name())) {
                answer.set(place, child(each, row));
            }
            place++;
        }
        return answer;
    }

    private Answer custom(Plan plan, Values row) {
        Answer answer = new Answer(plan.customNames);
        int place = 0;
        for (Told each : plan.customs) {
            answer.set(place++, shown(each.field(), row.get(each.field().name()), each.may()));
        }
        return answer;
    }

    private Object child(ToldChild told, Values row) {
        String name = told.child().name();
        if (told.child().many()) {
            return row.children(name).stream().map(r -> nested(told, r)).toList();
        }
        Values only = row.child(name);
        return only == null ? null : nested(told, only);
    }

    private Answer nested(ToldChild told, Values row) {
        Answer answer = new Answer(told.names());
        if (row.get("id") instanceof Long id) {
            answer.put("id", id.toString());
        }
        for (Told each : told.fields()) {
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
