package io.zhiyin.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The order of a list: its fields, then the id, so that no two rows are equal. Empty values come
 * last in both directions. A cursor is the order's values of the last row seen.
 */
record Order(List<Key> keys) {
    /** One field of the order. */
    record Key(Field field, boolean falling) {
        String sql(String place) {
            String nulls =
                    field.isNullable()
                            ? falling ? " desc nulls last" : " asc nulls last"
                            : falling ? " desc" : "";
            return place + nulls;
        }
    }

    /**
     * Whether the rows come in two parts, those with a value and then those without: an index in
     * falling order, empty values last, read backwards has the empty ones first.
     */
    boolean parted() {
        return !keys.getFirst().falling() && keys.getFirst().field().isNullable();
    }

    /** The order within either part, as that index gives it. */
    String backwards(List<String> places) {
        StringBuilder text = new StringBuilder(places.getFirst()).append(" asc nulls first");
        for (int i = 1; i < keys.size(); i++) {
            text.append(", ").append(keys.get(i).sql(places.get(i)));
        }
        return text.toString();
    }

    /** Whether the actor may order by this word; there is no telling an order by a hidden field. */
    static boolean known(Actor actor, Entity entity, String word) {
        Field field = entity.field(word.startsWith("-") ? word.substring(1) : word);
        return field != null && Access.right(actor, entity, field).queried();
    }

    static Order of(Actor actor, Entity entity, List<String> words) {
        if (words.size() > 4) {
            throw Problem.malformed("BAD_SORT", 4);
        }
        var keys = new ArrayList<Key>();
        boolean byId = false;
        for (String raw : words) {
            String word = raw.strip();
            boolean falling = word.startsWith("-");
            String name = falling ? word.substring(1) : word;
            Field field = entity.field(name);
            if (field == null || !Access.right(actor, entity, field).queried()) {
                throw Problem.malformed("UNKNOWN_FIELD", name);
            }
            if (!field.sortable()) {
                throw Problem.malformed("NOT_SORTABLE", name);
            }
            keys.add(new Key(field, falling));
            byId |= name.equals("id");
        }
        if (!byId) {
            keys.add(new Key(entity.field("id"), keys.getFirst().falling()));
        }
        return new Order(keys);
    }

    /** Places to sort by: a plain column, or a number of the select list for a derived one. */
    String text(List<String> places) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            parts.add(keys.get(i).sql(places.get(i)));
        }
        return String.join(", ", parts);
    }

    String cursor(List<Object> values) {
        ArrayNode array = Json.MAPPER.createArrayNode().add(words());
        for (Object value : values) {
            if (value == null) {
                array.addNull();
            } else {
                array.add(
                        value instanceof java.math.BigDecimal number
                                ? number.toPlainString()
                                : value.toString());
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(array.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The order in words: a cursor made under another one would stand anywhere. */
    private String words() {
        var words = new ArrayList<String>();
        for (Key key : keys) {
            words.add((key.falling() ? "-" : "") + key.field().name());
        }
        return String.join(",", words);
    }

    /** The rows behind the cursor, as a condition over the places. */
    Sql after(String cursor, List<Sql> places, Codec codec) {
        List<Object> values = read(cursor, codec);
        boolean plain =
                keys.stream().noneMatch(k -> k.field().isNullable())
                        && keys.stream().map(Key::falling).distinct().count() == 1;
        Sql sql = new Sql();
        if (plain) {
            sql.add("(");
            for (int i = 0; i < keys.size(); i++) {
                sql.add(i == 0 ? "" : ", ").add(places.get(i));
            }
            String marks = String.join(", ", java.util.Collections.nCopies(keys.size(), "?"));
            return sql.add(
                    ") " + (keys.getFirst().falling() ? "<" : ">") + " (" + marks + ")",
                    values.toArray());
        }
        sql.add("(");
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i == 0 ? "(" : " or (");
            for (int before = 0; before < i; before++) {
                sql.add(places.get(before)).add(" is not distinct from ? and ", values.get(before));
            }
            sql.add(beyond(keys.get(i), places.get(i), values.get(i))).add(")");
        }
        return sql.add(")");
    }

    /**
     * Behind an empty value nothing more comes; behind a value come the further ones and then the
     * empty ones.
     */
    private static Sql beyond(Key key, Sql place, Object value) {
        if (value == null) {
            return Sql.of("false");
        }
        Sql sql = Sql.of("(").add(place).add(key.falling() ? " < ?" : " > ?", value);
        if (key.field().isNullable()) {
            sql.add(" or ").add(place).add(" is null");
        }
        return sql.add(")");
    }

    private List<Object> read(String cursor, Codec codec) {
        try {
            JsonNode node =
                    Json.read(
                            new String(
                                    Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (!node.isArray()
                    || node.size() != keys.size() + 1
                    || !words().equals(node.get(0).asString(""))) {
                throw Problem.malformed("BAD_CURSOR");
            }
            var values = new ArrayList<Object>();
            for (int i = 0; i < keys.size(); i++) {
                Field field = keys.get(i).field();
                JsonNode value = node.get(i + 1);
                if (value.isNull()) {
                    values.add(null);
                } else if (field.type() == FieldType.BOOLEAN) {
                    values.add(Boolean.valueOf(value.stringValue()));
                } else if (field.type() == FieldType.CHOICE || field.type().textual()) {
                    values.add(Codec.clean(value.stringValue(), true));
                } else {
                    values.add(codec.toColumn(field, codec.fromJson(field, value)));
                }
            }
            return values;
        } catch (IllegalArgumentException | Codec.Unfit | tools.jackson.core.JacksonException e) {
            throw Problem.malformed("BAD_CURSOR");
        }
    }
}
