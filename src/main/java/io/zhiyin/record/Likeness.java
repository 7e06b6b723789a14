package io.zhiyin.record;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Recognises a record that has no identity, such as a customer known by his landline alone: the
 * first field is equal, each other one is equal or empty on one side.
 */
public record Likeness(List<Field> fields) {
    private static final String MARK = "\u001e";
    private static final String EDGE = "\u001f";

    public Likeness {
        fields = List.copyOf(fields);
    }

    /**
     * A key that equal records share; null when the first field is empty or the actor may not ask
     * for one.
     */
    public String of(Actor actor, Entity entity, Values values) {
        if (values.text(fields.getFirst().name()) == null
                || !fields.stream().allMatch(f -> Access.right(actor, entity, f).queried())) {
            return null;
        }
        return fields.stream()
                .map(f -> values.text(f.name()) == null ? "" : values.text(f.name()))
                .collect(Collectors.joining(EDGE, MARK, ""));
    }

    /** Whether a key is one of these, not an identity. */
    public static boolean is(String key) {
        return key.startsWith(MARK);
    }

    /** The values that a key was made of, an empty text for none. */
    static List<String> values(String key) {
        return Arrays.asList(key.substring(MARK.length()).split(EDGE, -1));
    }

    /** What a person may be told of a key: the value of the first field, or the identity itself. */
    public static String shown(String key) {
        return is(key) ? values(key).getFirst() : key;
    }

    /** The path of the field that a key stands for. */
    public static String path(Entity entity, String key) {
        return is(key) ? entity.likeness().fields().getFirst().name() : entity.identity().path();
    }

    /** The living records over alias t that are like the keys, among those the actor may see. */
    Sql search(Actor actor, Entity entity, List<String> keys) {
        Sql sql = Sql.of("select k.key, t.id, ").add(Access.condition(actor, entity, Action.EDIT));
        sql.add(" from unnest(?::text[]", (Object) keys.toArray(String[]::new));
        for (int i = 0; i < fields.size(); i++) {
            int at = i;
            Object[] column = keys.stream().map(k -> values(k).get(at)).toArray(String[]::new);
            sql.add(", ?::text[]", (Object) column);
        }
        sql.add(") as k(key");
        for (int i = 0; i < fields.size(); i++) {
            sql.add(", v" + i);
        }
        String first = "t." + fields.getFirst().columnName();
        sql.add(") join " + entity.table() + " t on " + first + " = k.v0");
        for (int i = 1; i < fields.size(); i++) {
            String column = "t." + fields.get(i).columnName();
            sql.add(
                    " and (k.v%d = '' or %s is null or %s = k.v%d)"
                            .formatted(i, column, column, i));
        }
        return sql.add(" where t.deleted_at is null and ")
                .add(Access.condition(actor, entity, Action.VIEW))
                .add(" order by t.id desc");
    }
}
