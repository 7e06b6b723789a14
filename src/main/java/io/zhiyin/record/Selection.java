package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which fields a statement reads, in which columns, and how a row becomes values. */
final class Selection {
    /** A field read for the record itself or for one of its single children. */
    private record Item(Field field, Child child) {}

    private static final Field ID = Field.of("id", FieldType.REF);

    /** What a selection for somebody depends on besides his rights. */
    private record Key(Entity entity, int generation, Set<String> wanted) {}

    private final Entity entity;
    private final List<Item> items = new ArrayList<>();
    private final List<Field> customs = new ArrayList<>();
    private final List<Child> joined = new ArrayList<>();
    private volatile Sql plain;
    private String joins;

    private Selection(Entity entity) {
        this.entity = entity;
    }

    /** Everything, whatever the rights: for saving and for the program's own use. */
    static Selection whole(Entity entity) {
        Selection selection = new Selection(entity);
        entity.allFields().forEach(selection::add);
        for (Child child : entity.allChildren()) {
            if (!child.many()) {
                selection.join(child, child.fields());
            }
        }
        return selection;
    }

    /** What the actor may be shown, narrowed to the wanted fields; id and version always. */
    static Selection shown(Actor actor, Entity entity, Set<String> wanted) {
        return actor.rights()
                .concluded(
                        new Key(entity, entity.generation(), wanted),
                        () -> chosen(actor, entity, wanted));
    }

    private static Selection chosen(Actor actor, Entity entity, Set<String> wanted) {
        Selection selection = new Selection(entity);
        for (Field field : entity.allFields()) {
            boolean base = field.name().equals("id") || field.name().equals("version");
            if (base
                    || ((wanted == null || wanted.contains(field.name()))
                            && Access.right(actor, entity, field).shown())) {
                selection.add(field);
            }
        }
        for (Child child : entity.allChildren()) {
            if (!child.many() && (wanted == null || wanted.contains(child.name()))) {
                List<Field> shown =
                        child.fields().stream()
                                .filter(f -> Access.right(actor, entity, child, f).shown())
                                .toList();
                if (!shown.isEmpty()) {
                    selection.join(child, shown);
                }
            }
        }
        return selection;
    }

    /** The company's own fields of a record come together, in one column. */
    private void add(Field field) {
        if (field.isCustom()) {
            customs.add(field);
        } else {
            items.add(new Item(field, null));
        }
    }

    private void join(Child child, List<Field> fields) {
        joined.add(child);
        items.add(new Item(ID, child));
        fields.forEach(f -> items.add(new Item(f, child)));
    }

    boolean has(String field) {
        return items.stream().anyMatch(i -> i.child() == null && i.field().name().equals(field))
                || customs.stream().anyMatch(f -> f.name().equals(field));
    }

    Sql columns(FilterCompiler compiler, Actor actor) {
        Sql known = plain;
        if (known != null) {
            return known;
        }
        Sql sql = new Sql();
        for (Item item : items) {
            sql.add(sql.isEmpty() ? "" : ", ");
            sql.add(
                    compiler.placed(
                            item.field(),
                            item.child() == null ? "t" : item.child().alias(),
                            actor));
        }
        if (!customs.isEmpty()) {
            sql.add(", t." + Custom.COLUMN);
        }
        if (items.stream().noneMatch(i -> i.field().computed())) {
            plain = sql; // an expression may depend on who asks and when, a column does not
        }
        return sql;
    }

    String joins() {
        if (joins == null) {
            joins = joined.stream().map(Selection::join).collect(Collectors.joining());
        }
        return joins;
    }

    private static String join(Child child) {
        String alias = child.alias();
        String text =
                " left join %s %s on %s.%s = t.id"
                        .formatted(child.table(), alias, alias, child.parentColumn());
        return child.condition() == null
                ? text
                : text + " and " + child.condition().replace("$", alias);
    }

    int width() {
        return items.size() + (customs.isEmpty() ? 0 : 1);
    }

    Values read(ResultSet row, Codec codec) throws SQLException {
        Values values = new Values(items.size());
        Values child = null;
        Child current = null;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Object value = codec.fromRow(item.field(), row, i + 1);
            if (item.child() == null) {
                values.put(item.field().name(), value);
                continue;
            }
            if (item.child() != current) {
                current = item.child();
                child = value == null ? null : new Values();
                values.put(current.name(), child);
            }
            if (child != null) {
                child.put(item.field().name(), value);
            }
        }
        if (!customs.isEmpty()) {
            JsonNode kept = Json.read(row.getString(items.size() + 1));
            for (Field field : customs) {
                values.put(
                        field.name(), Custom.value(field.type(), kept.get(field.custom().key())));
            }
        }
        return values;
    }

    Entity entity() {
        return entity;
    }
}
