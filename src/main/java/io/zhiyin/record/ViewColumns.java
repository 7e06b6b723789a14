package io.zhiyin.record;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns and the order of a stored view: {@code [{"path","width","pinned"}]}, widths in pixels
 * or null for the usual one.
 */
@Component
class ViewColumns {
    private static final int MOST = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 1_000;
    private static final Set<String> PARTS = Set.of("path", "width", "pinned");

    /**
     * @throws Problem 422 naming the column that is wrong
     */
    JsonNode read(Actor actor, Entity entity, JsonNode sent) {
        ArrayNode columns = Json.MAPPER.createArrayNode();
        if (sent == null || sent.isNull()) {
            return columns;
        }
        if (!sent.isArray()) {
            throw Problem.invalid("columns", "NOT_LIST");
        }
        if (sent.size() > MOST) {
            throw Problem.invalid("columns", "TOO_MANY", MOST);
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < sent.size(); i++) {
            String at = "columns[" + i + "]";
            JsonNode column = sent.get(i);
            if (!column.isObject() || !PARTS.containsAll(column.propertyNames())) {
                throw Problem.invalid(at, "NOT_AN_OBJECT");
            }
            String path = column.path("path").asString("");
            if (!shown(actor, entity, path)) {
                throw Problem.invalid(at + ".path", "UNKNOWN_FIELD");
            }
            if (seen.add(path)) {
                ObjectNode kept = columns.addObject().put("path", path);
                kept.set("width", width(column.get("width"), at));
                kept.put("pinned", column.path("pinned").asBoolean(false));
            }
        }
        return columns;
    }

    private static JsonNode width(JsonNode sent, String at) {
        if (sent == null || sent.isNull()) {
            return Json.MAPPER.nullNode();
        }
        boolean fits =
                sent.isIntegralNumber()
                        && sent.canConvertToInt()
                        && sent.intValue() >= NARROWEST
                        && sent.intValue() <= WIDEST;
        if (!fits) {
            throw Problem.invalid(at + ".width", "NOT_BETWEEN", NARROWEST, WIDEST);
        }
        return sent;
    }

    /** The columns that the reader may be shown; of the others he is not told. */
    JsonNode shown(Actor actor, Entity entity, JsonNode stored) {
        ArrayNode shown = Json.MAPPER.createArrayNode();
        for (JsonNode column : stored) {
            if (shown(actor, entity, column.path("path").asString(""))) {
                shown.add(column);
            }
        }
        return shown;
    }

    private static boolean shown(Actor actor, Entity entity, String path) {
        int dot = path.indexOf('.');
        if (dot < 0 || Custom.names(path)) {
            Field field = entity.field(path);
            return field != null && Access.right(actor, entity, field).shown();
        }
        Child child = entity.childNamed(path.substring(0, dot));
        Field field = child == null ? null : child.field(path.substring(dot + 1));
        return field != null && Access.right(actor, entity, child, field).shown();
    }

    /** A sort as sent; null for the entity's own. */
    String sort(Actor actor, Entity entity, JsonNode sent) {
        if (sent == null || sent.isNull() || sent.asString("").isBlank()) {
            return null;
        }
        if (!sent.isString()) {
            throw Problem.invalid("sort", "NOT_TEXT");
        }
        try {
            Order.of(actor, entity, words(sent.stringValue()));
            return sent.stringValue();
        } catch (Problem unknown) {
            throw Problem.invalid("sort", "UNKNOWN_FIELD");
        }
    }

    /** A stored sort as far as the reader may order by it. */
    String known(Actor actor, Entity entity, String stored) {
        if (stored == null) {
            return null;
        }
        List<String> words =
                words(stored).stream().filter(w -> Order.known(actor, entity, w)).toList();
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static List<String> words(String sort) {
        return Arrays.stream(sort.split(",")).map(String::strip).toList();
    }
}
