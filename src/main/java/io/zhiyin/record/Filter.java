package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The one condition tree: in lists, rules, segments and scopes. A leaf names a field, an operator
 * and a value; and, or and not hold conditions.
 */
public sealed interface Filter {
    int DEPTH = 20;
    int LEAVES = 200;

    /** Stands for the reader himself, so that a shared view can say whose records are "mine". */
    String ME = "me";

    /** All, any or none of the conditions. */
    record Group(Kind kind, List<Filter> conditions) implements Filter {}

    /**
     * One question about one field; the whole node is kept for operators with parts of their own.
     */
    record Leaf(String field, String op, JsonNode value, JsonNode node) implements Filter {
        /** The same with {@code "me"} read as the actor, where the field refers to a person. */
        Leaf by(Actor actor, Field of) {
            return "users".equals(of.refEntity())
                    ? new Leaf(field, op, me(actor, value), node)
                    : this;
        }

        private static JsonNode me(Actor actor, JsonNode value) {
            if (value instanceof ArrayNode list) {
                ArrayNode all = Json.MAPPER.createArrayNode();
                list.forEach(each -> all.add(me(actor, each)));
                return all;
            }
            return value != null && value.isString() && value.stringValue().equals(ME)
                    ? Json.MAPPER.valueToTree(Long.toString(actor.id()))
                    : value;
        }
    }

    /** How a group joins its conditions. */
    enum Kind {
        AND,
        OR,
        NOT
    }

    /**
     * Reads a tree from JSON.
     *
     * @throws Problem 400 naming what is wrong: shape, depth over 20, more than 200 leaves
     */
    static Filter parse(JsonNode node) {
        return parse(node, 1, new int[1]);
    }

    /** Reads a tree from text; null and blank are no filter. */
    static Filter parse(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return parse(Json.read(text));
        } catch (tools.jackson.core.JacksonException e) {
            throw Problem.malformed("BAD_FILTER");
        }
    }

    private static Filter parse(JsonNode node, int depth, int[] leaves) {
        if (depth > DEPTH) {
            throw Problem.malformed("FILTER_TOO_DEEP", DEPTH);
        }
        if (node == null || !node.isObject() || !node.path("op").isString()) {
            throw Problem.malformed("BAD_FILTER");
        }
        String op = node.get("op").stringValue();
        Kind kind =
                switch (op) {
                    case "and" -> Kind.AND;
                    case "or" -> Kind.OR;
                    case "not" -> Kind.NOT;
                    default -> null;
                };
        if (kind == null) {
            if (++leaves[0] > LEAVES) {
                throw Problem.malformed("FILTER_TOO_LARGE", LEAVES);
            }
            JsonNode field = node.get("field");
            if (unreadable(node)) {
                throw Problem.malformed("BAD_FILTER");
            }
            return new Leaf(
                    field != null && field.isString() ? field.stringValue() : null,
                    op,
                    node.get("value"),
                    node);
        }
        JsonNode conditions = node.get("conditions");
        if (conditions == null || !conditions.isArray()) {
            throw Problem.malformed("BAD_FILTER");
        }
        var parsed = new ArrayList<Filter>(conditions.size());
        for (JsonNode condition : conditions) {
            parsed.add(parse(condition, depth + 1, leaves));
        }
        return new Group(kind, parsed);
    }

    /** Text that no database takes, and numbers beyond its range, stand in no record. */
    private static boolean unreadable(JsonNode node) {
        if (node.isString()) {
            return !Texts.readable(node.stringValue());
        }
        if (node.isNumber()) {
            return Math.abs((long) node.decimalValue().scale()) > 100;
        }
        return node.valueStream().anyMatch(Filter::unreadable);
    }
}
