package io.zhiyin.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows behind records: reads, inserts and updates them, with children and search tokens. Knows
 * no rights.
 */
@Component
class Rows {
    private final JdbcTemplate db;
    private final SteadyReads steady;
    private final Codec codec;
    private final FilterCompiler compiler;
    private final Entities entities;

    Rows(
            JdbcTemplate db,
            SteadyReads steady,
            Codec codec,
            FilterCompiler compiler,
            Entities entities) {
        this.db = db;
        this.steady = steady;
        this.codec = codec;
        this.compiler = compiler;
        this.entities = entities;
    }

    /**
     * One record with what the selection names and its lists; null when the condition excludes it.
     */
    Values load(Actor actor, Selection selection, long id, Sql condition, String lock) {
        Entity entity = selection.entity();
        Sql sql =
                Sql.of("select ")
                        .add(selection.columns(compiler, actor))
                        .add(
                                " from "
                                        + entity.table()
                                        + " t"
                                        + selection.joins()
                                        + " where t.id = ? and ",
                                id)
                        .add(condition)
                        .add(lock);
        JdbcTemplate on = lock.isEmpty() ? steady.db() : db;
        List<Values> found =
                on.query(sql.text(), (row, n) -> selection.read(row, codec), sql.binds());
        if (found.isEmpty()) {
            return null;
        }
        lists(actor, entity, found);
        return found.getFirst();
    }

    /** Adds the lists of children to records. */
    void lists(Actor actor, Entity entity, List<Values> records) {
        for (Child child : entity.allChildren()) {
            if (child.many() && !records.isEmpty()) {
                list(actor, child, records);
            }
        }
    }

    private void list(Actor actor, Child child, List<Values> records) {
        Map<Long, List<Values>> byParent = new LinkedHashMap<>();
        records.forEach(r -> byParent.put(r.id(), new ArrayList<>()));
        Sql sql = Sql.of("select t.id, t." + child.parentColumn());
        for (Field field : child.fields()) {
            sql.add(", ").add(compiler.placed(field, "t", actor));
        }
        sql.add(
                " from "
                        + child.table()
                        + " t where t."
                        + child.parentColumn()
                        + " = any(?) order by t.position, t.id",
                (Object) byParent.keySet().toArray(Long[]::new));
        steady.db()
                .query(
                        sql.text(),
                        row -> {
                            Values values = new Values();
                            values.put("id", row.getLong(1));
                            for (int i = 0; i < child.fields().size(); i++) {
                                values.put(
                                        child.fields().get(i).name(),
                                        codec.fromRow(child.fields().get(i), row, i + 3));
                            }
                            byParent.get(row.getLong(2)).add(values);
                        },
                        sql.binds());
        records.forEach(r -> r.put(child.name(), byParent.get(r.id())));
    }

    /** Inserts the record's own row and returns its id. */
    long insert(Actor actor, Entity entity, Values values, Instant at, Map<String, Object> fixed) {
        Map<String, Object> columns = columns(actor, entity, values, at, fixed);
        Map<String, String> marks = new LinkedHashMap<>();
        for (Field field : entity.storedFields()) {
            marks.put(field.columnName(), Codec.placeholder(field));
        }
        String places =
                columns.keySet().stream()
                        .map(c -> marks.getOrDefault(c, "?"))
                        .collect(Collectors.joining(", "));
        String sql =
                "insert into "
                        + entity.table()
                        + " ("
                        + String.join(", ", columns.keySet())
                        + ") values ("
                        + places
                        + ") returning id";
        return db.queryForObject(sql, Long.class, columns.values().toArray());
    }

    /** The columns of a new row without its id. */
    Map<String, Object> columns(
            Actor actor, Entity entity, Values values, Instant at, Map<String, Object> fixed) {
        Map<String, Object> columns = new LinkedHashMap<>(fixed);
        for (Field field : entity.storedFields()) {
            if (values.containsKey(field.name())
                    && !field.isCustom()
                    && !field.name().equals("version")) {
                columns.put(field.columnName(), codec.toColumn(field, values.get(field.name())));
            }
        }
        ObjectNode own = custom(entity, new Values(), values);
        if (!own.isEmpty()) {
            columns.put(Custom.COLUMN, own.toString());
        }
        columns.putAll(tokens(entity, values));
        columns.put("created_at", Lists.utc(at));
        columns.put("created_by", actor.idOrNull());
        columns.put("updated_at", Lists.utc(at));
        columns.put("updated_by", actor.idOrNull());
        return columns;
    }

    /**
     * Updates the fields that differ, raising the version unless only derived ones do; false when
     * nothing differs.
     */
    boolean update(
            Actor actor, Entity entity, Values before, Values after, Instant at, boolean touched) {
        Map<String, Object> columns = new LinkedHashMap<>();
        Map<String, String> marks = new LinkedHashMap<>();
        boolean raise = touched;
        for (Field field : entity.storedFields()) {
            Object now = after.get(field.name());
            if (after.containsKey(field.name())
                    && !field.isCustom()
                    && !field.name().equals("version")
                    && !Changes.same(before.get(field.name()), now)) {
                columns.put(field.columnName(), codec.toColumn(field, now));
                marks.put(field.columnName(), Codec.placeholder(field));
                raise |= field.isTracked();
            }
        }
        ObjectNode own = custom(entity, before, after);
        if (!own.isEmpty()) {
            raise = true;
            columns.put(Custom.COLUMN, own.toString());
            marks.put(Custom.COLUMN, "jsonb_strip_nulls(custom || ?::jsonb)");
        }
        if (columns.isEmpty() && !raise) {
            return false;
        }
        columns.putAll(tokens(entity, after));
        if (raise) {
            columns.put("updated_at", Lists.utc(at));
            columns.put("updated_by", actor.idOrNull());
        }
        String sets =
                columns.keySet().stream()
                        .map(c -> c + " = " + marks.getOrDefault(c, "?"))
                        .collect(Collectors.joining(", "));
        var binds = new ArrayList<Object>(columns.values());
        binds.add(before.id());
        db.update(
                "update "
                        + entity.table()
                        + " set "
                        + sets
                        + (raise ? ", version = version + 1" : "")
                        + " where id = ?",
                binds.toArray());
        return raise;
    }

    /** The company's own fields that differ, null for one that was emptied. */
    private static ObjectNode custom(Entity entity, Values before, Values after) {
        ObjectNode own = Json.object();
        for (Field field : entity.customFields()) {
            Object now = after.get(field.name());
            if (after.containsKey(field.name()) && !Changes.same(before.get(field.name()), now)) {
                own.set(field.custom().key(), Custom.kept(now));
            }
        }
        return own;
    }

    /** Replaces the rows of a list of children. */
    void replace(Child child, long parent, List<Values> rows) {
        db.update(
                "delete from " + child.table() + " where " + child.parentColumn() + " = ?", parent);
        int position = 0;
        for (Values row : rows) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put(child.parentColumn(), parent);
            columns.put("position", position++);
            for (Field field : child.fields()) {
                if (!field.computed()) {
                    columns.put(field.columnName(), codec.toColumn(field, row.get(field.name())));
                }
            }
            String marks = String.join(", ", java.util.Collections.nCopies(columns.size(), "?"));
            db.update(
                    "insert into "
                            + child.table()
                            + " ("
                            + String.join(", ", columns.keySet())
                            + ") values ("
                            + marks
                            + ")",
                    columns.values().toArray());
        }
    }

    /** The columns search and initials of a record, empty when the entity is not searched. */
    static Map<String, Object> tokens(Entity entity, Values values) {
        if (!entity.isSearchable()) {
            return Map.of();
        }
        var tokens = new LinkedHashSet<String>();
        var initials = new ArrayList<String>();
        for (Field field : entity.allFields()) {
            if (field.tokenLetter() != null && values.get(field.name()) instanceof String text) {
                Tokens.collect(tokens, field.tokenLetter(), text);
                if (field.tokenLetter().equals("n")) {
                    String letters = Tokens.initials(text);
                    Tokens.collectInitials(tokens, letters);
                    if (letters != null) {
                        initials.add(letters);
                    }
                }
            }
        }
        for (Child child : entity.allChildren()) {
            if (!child.many() && values.child(child.name()) != null) {
                for (Field field : child.fields()) {
                    if (field.tokenLetter() != null
                            && values.child(child.name()).get(field.name())
                                    instanceof String text) {
                        Tokens.collect(
                                tokens,
                                field.tokenLetter().equals("n") ? "k" : field.tokenLetter(),
                                text);
                    }
                }
            }
        }
        var columns = new LinkedHashMap<String, Object>();
        columns.put("search", tokens.toArray(String[]::new));
        columns.put("initials", initials.isEmpty() ? null : String.join(" ", initials));
        return columns;
    }

    /** Owner and department of what hangs on a record follow it; no version is raised. */
    void rescope(Entity parent, long id, Object owner, Object department) {
        for (Entity child : entities.belongingTo(parent)) {
            if (child.hasScopeOfParent()) {
                String link = child.field(child.parentField()).columnName();
                db.update(
                        "update "
                                + child.table()
                                + " set owner_id = ?, department_id = ? where "
                                + link
                                + " = ?",
                        owner,
                        department,
                        id);
            }
        }
    }
}
