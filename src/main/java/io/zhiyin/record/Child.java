package io.zhiyin.record;

import java.util.List;

/**
 * A list of rows that belongs to a record: sent, checked and saved with it. A single child (a
 * primary contact) is joined into every reading; a list (lines) is read with the whole record.
 *
 * @param entity the entity whose rows these also are, null when they exist only inside their parent
 * @param parentColumn the column that names the parent
 * @param demand a field that must be filled here, null without one
 * @param condition for a single child: which of the parent's rows it is, over the child's own
 *     columns
 */
public record Child(
        String name,
        boolean many,
        String table,
        String parentColumn,
        String condition,
        String mark,
        List<Field> fields,
        String entity,
        boolean required,
        Check check,
        Demand demand) {

    /**
     * A field of the child that must be filled although the entity itself can do without; unless a
     * company's setting is on. The owning package's hooks enforce it.
     */
    public record Demand(String field, Setting setting) {}

    /**
     * Completes or judges one row before it is stored, such as an amount from quantity and price.
     */
    public interface Check {
        void row(Values row, String path, List<Problem.FieldError> errors);
    }

    /**
     * Rows that live only inside their parent, in the order sent; the table has {@code position}.
     */
    public static Child lines(
            String name, String table, String parentColumn, Check check, Field... fields) {
        return new Child(
                name,
                true,
                table,
                parentColumn,
                null,
                null,
                List.of(fields),
                null,
                false,
                check,
                null);
    }

    /** One row of another entity, nested here: the one whose boolean column {@code mark} is set. */
    public static Child single(
            String name,
            Entity entity,
            String parentColumn,
            String mark,
            boolean required,
            String... fields) {
        List<Field> chosen = java.util.Arrays.stream(fields).map(entity::field).toList();
        return new Child(
                name,
                false,
                entity.table(),
                parentColumn,
                "$." + mark + " and $.deleted_at is null",
                mark,
                chosen,
                entity.name(),
                required,
                (row, path, errors) -> {},
                null);
    }

    /** With a field that must be filled here unless the setting is on. */
    public Child demanding(String field, Setting setting) {
        return new Child(
                name,
                many,
                table,
                parentColumn,
                condition,
                mark,
                fields,
                entity,
                required,
                check,
                new Demand(field, setting));
    }

    /** The field, or null. */
    public Field field(String wanted) {
        return fields.stream().filter(f -> f.name().equals(wanted)).findFirst().orElse(null);
    }

    String alias() {
        return "c_" + name;
    }
}
