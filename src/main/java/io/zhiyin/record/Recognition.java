package io.zhiyin.record;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds out whether rows that come in stand for records that are there already: by their identity,
 * else by the likenesses of the entity, in the order of its definition. A few statements for a
 * thousand rows.
 */
@Component
public class Recognition {
    private static final String EDGE = "\u001f";

    private final JdbcTemplate db;

    Recognition(JdbcTemplate db) {
        this.db = db;
    }

    /**
     * By what a row can be recognised.
     *
     * @param identity null without one
     * @param keys for each likeness of the entity, null where it says nothing of this row
     * @param alike other rows with one of these are the same thing
     */
    public record Marks(String identity, List<String> keys, List<String> alike) {
        /** Marks of a row that only its identity tells from others. */
        public static Marks only(String identity) {
            return new Marks(identity, List.of(), List.of());
        }

        /** The identity and the others. */
        public Stream<String> all() {
            return Stream.concat(Stream.ofNullable(identity), alike.stream());
        }
    }

    /**
     * A living record for a row.
     *
     * @param reachable whether the actor may edit it
     * @param sure whether it is the same thing; else it only looks like it
     * @param path the field by which it was found
     */
    public record Match(long id, boolean reachable, boolean sure, String path) {}

    /** The field that a mark beside the identity stands for. */
    public static String path(Entity entity, String mark) {
        int likeness = Integer.parseInt(mark.substring(0, mark.indexOf(EDGE)));
        return entity.likenesses().get(likeness).path();
    }

    /** The marks of new records' values, in their order. */
    public List<Marks> marks(Actor actor, Entity entity, List<Values> rows) {
        var keys = new ArrayList<List<String>>();
        var alike = new ArrayList<List<String>>();
        for (int i = 0; i < rows.size(); i++) {
            keys.add(new ArrayList<>());
            alike.add(new ArrayList<>());
        }
        for (int i = 0; i < entity.likenesses().size(); i++) {
            Likeness likeness = entity.likenesses().get(i);
            keys.forEach(k -> k.add(null));
            if (open(actor, entity, likeness)) {
                mark(entity, likeness, i, rows, keys, alike);
            }
        }
        var marks = new ArrayList<Marks>();
        for (int i = 0; i < rows.size(); i++) {
            marks.add(new Marks(identity(entity, rows.get(i)), keys.get(i), alike.get(i)));
        }
        return marks;
    }

    private static String identity(Entity entity, Values values) {
        return entity.identity() == null ? null : entity.identity().of(values);
    }

    private void mark(
            Entity entity,
            Likeness likeness,
            int number,
            List<Values> rows,
            List<List<String>> keys,
            List<List<String>> alike) {
        List<Integer> with = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (value(rows.get(i), likeness.path()) != null) {
                with.add(i);
            }
        }
        if (with.isEmpty()) {
            return;
        }
        String key = likeness.key().replace("$", "k");
        Sql sql = Sql.of("select k.n, k.key, " + likeness.marks());
        sql.add(" from (select k.*, " + key + " as key from ");
        sql.add(rows(entity, likeness, with, rows, null)).add(") k where k.key is not null");
        db.query(
                sql.text(),
                row -> {
                    int n = row.getInt(1);
                    keys.get(n).set(number, row.getString(2));
                    texts(row.getArray(3)).forEach(m -> alike.get(n).add(number + EDGE + m));
                },
                sql.binds());
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).filter(Objects::nonNull).toList();
    }

    /** The values of some rows as a table k, with their numbers and, where known, their keys. */
    private static Sql rows(
            Entity entity,
            Likeness likeness,
            List<Integer> which,
            List<Values> rows,
            List<String> keys) {
        Sql sql = Sql.of("unnest(?::int[]", (Object) which.toArray(Integer[]::new));
        if (keys != null) {
            sql.add(", ?::text[]", (Object) keys.toArray(String[]::new));
        }
        for (String path : likeness.compared()) {
            Object[] column =
                    which.stream().map(i -> value(rows.get(i), path)).toArray(String[]::new);
            sql.add(", ?::text[]", (Object) column);
        }
        String names =
                likeness.compared().stream()
                        .map(path -> field(entity, path).columnName())
                        .collect(Collectors.joining(", "));
        return sql.add(") as k(n, " + (keys == null ? "" : "key, ") + names + ")");
    }

    private static String value(Values values, String path) {
        int dot = path.indexOf('.');
        Values holder = dot < 0 ? values : values.child(path.substring(0, dot));
        return holder == null ? null : holder.text(path.substring(dot + 1));
    }

    private static Child child(Entity entity, Likeness likeness) {
        return likeness.compared().stream()
                .filter(path -> path.indexOf('.') >= 0)
                .map(path -> entity.childNamed(path.substring(0, path.indexOf('.'))))
                .findFirst()
                .orElse(null);
    }

    private static Field field(Entity entity, String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? entity.field(path)
                : entity.childNamed(path.substring(0, dot)).field(path.substring(dot + 1));
    }

    private static boolean open(Actor actor, Entity entity, Likeness likeness) {
        return likeness.compared().stream()
                .allMatch(
                        path -> {
                            int dot = path.indexOf('.');
                            Field field = field(entity, path);
                            FieldRight right =
                                    dot < 0
                                            ? Access.right(actor, entity, field)
                                            : Access.right(
                                                    actor,
                                                    entity,
                                                    entity.childNamed(path.substring(0, dot)),
                                                    field);
                            // what the program keeps for itself is made of the others
                            return field.isInternal() || right.queried();
                        });
    }

    /**
     * The living records that the rows stand for, in the rows' order, null where there is none. An
     * identity is found wherever it is, rights only mark it; a likeness among what the actor may
     * see.
     */
    public List<Match> matches(Actor actor, Entity entity, List<Marks> marks, List<Values> values) {
        var found = new ArrayList<Match>(Collections.nCopies(marks.size(), null));
        identities(actor, entity, marks, found);
        for (int i = 0; i < entity.likenesses().size(); i++) {
            Likeness likeness = entity.likenesses().get(i);
            List<Integer> open = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            for (int n = 0; n < marks.size(); n++) {
                List<String> own = marks.get(n).keys();
                Match match = found.get(n);
                if ((match == null || !match.sure()) && i < own.size() && own.get(i) != null) {
                    open.add(n);
                    keys.add(own.get(i));
                }
            }
            if (!open.isEmpty()) {
                Sql table = rows(entity, likeness, open, values, keys);
                alike(alike(actor, entity, likeness, table), likeness, found);
            }
        }
        return found;
    }

    private void identities(Actor actor, Entity entity, List<Marks> marks, List<Match> found) {
        String[] keys =
                marks.stream().map(Marks::identity).filter(Objects::nonNull).toArray(String[]::new);
        Entity.Identity identity = entity.identity();
        if (identity == null || keys.length == 0) {
            return;
        }
        Sql sql = Sql.of("select t." + identity.column() + ", t.id, ");
        sql.add(Access.condition(actor, entity, Action.EDIT))
                .add(" from " + entity.table() + " t where t." + identity.column())
                .add(" = any(?) and t.deleted_at is null", (Object) keys)
                .add(identity.condition() == null ? "" : " and " + identity.condition())
                .add(" order by t.id desc");
        Map<String, Match> byKey = new HashMap<>();
        db.query(
                sql.text(),
                row -> {
                    byKey.put(row.getString(1), match(row, true, identity.path()));
                },
                sql.binds());
        for (int i = 0; i < marks.size(); i++) {
            found.set(i, byKey.get(marks.get(i).identity()));
        }
    }

    private static Match match(ResultSet row, boolean sure, String path) throws SQLException {
        return new Match(row.getLong(2), row.getBoolean(3), sure, path);
    }

    private void alike(Sql sql, Likeness likeness, List<Match> found) {
        db.query(
                sql.text(),
                row -> {
                    boolean sure = row.getBoolean(4);
                    if (sure || (likeness.told() && found.get(row.getInt(1)) == null)) {
                        found.set(row.getInt(1), match(row, sure, likeness.path()));
                    }
                },
                sql.binds());
    }

    /** Row by row from the index: a plan over all rows at once might compute every record's key. */
    private static Sql alike(Actor actor, Entity entity, Likeness likeness, Sql rows) {
        Child child = child(entity, likeness);
        String own = entity.table() + " t";
        String joined = own;
        if (child != null) {
            String other = child.table() + " c";
            String on = " on c." + child.parentColumn() + " = t.id";
            String of = " and " + child.condition().replace("$", "c");
            joined =
                    likeness.ofChild()
                            ? other + " join " + own + on + of
                            : own + " left join " + other + on + of;
        }
        String key = likeness.key().replace("$", likeness.ofChild() ? "c" : "t");
        return Sql.of("select k.n, m.id, m.mine, m.sure from ")
                .add(rows)
                .add(" cross join lateral (select t.id, ")
                .add(Access.condition(actor, entity, Action.EDIT))
                .add(" as mine, coalesce(" + likeness.sure() + ", false) as sure from " + joined)
                .add(" where " + key + " = k.key and t.deleted_at is null and ")
                .add(Access.condition(actor, entity, Action.VIEW))
                .add(" order by sure desc, t.id limit 1) m");
    }
}
