package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Questions about a company's own field that the one index over all of them answers. */
final class CustomFilter {
    /** More values than these are looked for in the rows instead. */
    private static final int MOST = 50;

    private CustomFilter() {}

    /**
     * The condition for being equal to one of some values; null for any other question, and for a
     * field with an index of its own, whose values the planner knows.
     */
    static Sql held(Field field, String alias, Filter.Leaf leaf, Codec codec) {
        if (!field.isCustom() || field.sortable() || field.type() == FieldType.INSTANT) {
            return null;
        }
        List<JsonNode> asked = asked(leaf);
        if (asked.isEmpty() || asked.size() > MOST) {
            return null;
        }
        var values = new ArrayList<Object>();
        for (JsonNode each : asked) {
            values.add(value(field, leaf, each, codec));
        }
        return Custom.holds(alias, field, values);
    }

    private static List<JsonNode> asked(Filter.Leaf leaf) {
        JsonNode value = leaf.value();
        if (value == null || value.isNull()) {
            return List.of();
        }
        return switch (leaf.op()) {
            case "eq" -> List.of(value);
            case "in" -> value.isArray() ? value.valueStream().toList() : List.of();
            default -> List.of();
        };
    }

    /** Of a list, one element: the row is to hold it beside others. */
    private static Object value(Field field, Filter.Leaf leaf, JsonNode node, Codec codec) {
        try {
            if (field.type().textual() && node.isString()) {
                return Codec.clean(node.stringValue(), field.type() == FieldType.LONG_TEXT);
            }
            boolean list = field.type().list();
            Object value =
                    codec.fromJson(field, list ? Json.MAPPER.createArrayNode().add(node) : node);
            if (value != null) {
                return value;
            }
        } catch (Codec.Unfit e) {
            // told below
        }
        throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
    }
}
