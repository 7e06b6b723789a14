package io.zhiyin.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a field made by the company has beyond any other: its texts, its limits, and its place
 * within the column {@code custom} of the entity's table. Everywhere in the program such a field is
 * called {@code custom.name}.
 *
 * @param key its name within the column; letters and digits alone, so that it may stand in SQL
 * @param sortable whether lists may be put in order by it, which an index then helps
 */
record Custom(
        String key,
        String zh,
        String en,
        String helpZh,
        String helpEn,
        boolean sortable,
        Limits limits) {
    static final String COLUMN = "custom";

    private static final String PREFIX = COLUMN + ".";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);

    /** What the field of this name within the column is called everywhere else. */
    static String path(String key) {
        return PREFIX + key;
    }

    /** Whether a field called so would be one of the company's. */
    static boolean names(String path) {
        return path.startsWith(PREFIX);
    }

    String label(Locale locale) {
        return locale.getLanguage().equals("zh") ? zh : en;
    }

    String help(Locale locale) {
        return locale.getLanguage().equals("zh") ? helpZh : helpEn;
    }

    /** Where the value is read from, of the type that a column of this kind would have. */
    String source(String alias, FieldType type) {
        String column = alias + "." + COLUMN;
        String text = column + "->>'" + key + "'";
        return switch (type) {
            case NUMBER, MONEY -> "((" + text + ")::numeric)";
            case BOOLEAN -> "((" + text + ")::boolean)";
            case REF -> "((" + text + ")::bigint)";
            case DATE -> "custom_date(" + text + ")";
            case INSTANT -> "custom_instant(" + text + ")";
            case MULTI_CHOICE -> "custom_words(" + column + "->'" + key + "')";
            default -> "(" + text + ")";
        };
    }

    /** The value as the column keeps it. */
    static JsonNode kept(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (value) {
            case null -> json.nullNode();
            case List<?> words -> {
                ArrayNode array = json.arrayNode();
                words.forEach(word -> array.add((String) word));
                yield words.isEmpty() ? json.nullNode() : array;
            }
            case Long id -> json.numberNode(id);
            case BigDecimal number -> json.numberNode(number);
            case Boolean flag -> json.booleanNode(flag);
            case Instant at ->
                    json.stringNode(MOMENT.format(OffsetDateTime.ofInstant(at, ZoneOffset.UTC)));
            default -> json.stringNode(value.toString());
        };
    }

    /** The value of a field out of what the column keeps; null where there is none. */
    static Object value(FieldType type, JsonNode kept) {
        if (kept == null || kept.isNull()) {
            return null;
        }
        return switch (type) {
            case NUMBER, MONEY -> kept.isNumber() ? kept.decimalValue() : null;
            case BOOLEAN -> kept.booleanValue();
            case REF -> kept.longValue();
            case DATE -> LocalDate.parse(kept.stringValue());
            case INSTANT -> Instant.parse(kept.stringValue());
            case MULTI_CHOICE -> {
                var words = new ArrayList<String>();
                kept.forEach(word -> words.add(word.stringValue()));
                yield List.copyOf(words);
            }
            default -> kept.stringValue();
        };
    }

    /**
     * Rows that hold one of these values, asked in the way the index on the column answers; a row
     * without any such field is not in it.
     */
    static Sql holds(String alias, Field field, List<Object> values) {
        String column = alias + "." + COLUMN;
        Sql sql = Sql.of("(" + column + " <> '{}' and (");
        for (int i = 0; i < values.size(); i++) {
            var wanted = Json.object();
            wanted.set(field.custom().key(), kept(values.get(i)));
            sql.add(i == 0 ? "" : " or ").add(column + " @> ?::jsonb", wanted.toString());
        }
        return sql.add("))");
    }
}
