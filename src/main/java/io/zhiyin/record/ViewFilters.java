package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filter of a stored view as somebody may see it. A condition on what he may not query is told
 * as {@code {"op":"unavailable","leaf":n}}: neither its field nor its value, only its place, by
 * which it is put back when such a tree comes in again.
 */
@Component
class ViewFilters {
    static final String UNAVAILABLE = "unavailable";

    private final FilterCompiler compiler;

    ViewFilters(FilterCompiler compiler) {
        this.compiler = compiler;
    }

    /** What is told of a stored filter. */
    record Told(JsonNode filter, int unavailable) {}

    Told told(Actor actor, Entity entity, JsonNode stored) {
        if (stored == null || stored.isNull()) {
            return new Told(null, 0);
        }
        int[] leaves = new int[2];
        JsonNode filter = told(actor, entity, stored, leaves);
        return new Told(filter, leaves[1]);
    }

    private JsonNode told(Actor actor, Entity entity, JsonNode node, int[] leaves) {
        if (node.get("conditions") instanceof ArrayNode conditions) {
            ObjectNode group = Json.object().put("op", node.path("op").asString());
            ArrayNode inside = group.putArray("conditions");
            conditions.forEach(each -> inside.add(told(actor, entity, each, leaves)));
            return group;
        }
        int place = leaves[0]++;
        if (available(actor, entity, node)) {
            return node;
        }
        leaves[1]++;
        return Json.object().put("op", UNAVAILABLE).put("leaf", place);
    }

    private boolean available(Actor actor, Entity entity, JsonNode leaf) {
        try {
            compiler.compile(actor, entity, Filter.parse(leaf));
            return true;
        } catch (Problem unknown) {
            return false;
        }
    }

    /**
     * A filter sent by somebody, with the conditions he was not told put back from the stored one.
     *
     * @throws Problem 400 for what is wrong with the conditions that are his own
     */
    JsonNode whole(Actor actor, Entity entity, JsonNode sent, JsonNode stored) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        List<JsonNode> known = new ArrayList<>();
        collect(stored, known);
        JsonNode whole = restored(sent, known, 1);
        Filter.parse(whole); // its depth and size
        own(actor, entity, sent);
        return whole;
    }

    private static void collect(JsonNode node, List<JsonNode> leaves) {
        if (node == null || node.isNull()) {
            return;
        }
        if (node.get("conditions") instanceof ArrayNode conditions) {
            conditions.forEach(each -> collect(each, leaves));
        } else {
            leaves.add(node);
        }
    }

    private static JsonNode restored(JsonNode sent, List<JsonNode> known, int depth) {
        if (depth > Filter.DEPTH) {
            throw Problem.malformed("FILTER_TOO_DEEP", Filter.DEPTH);
        }
        if (sent.get("conditions") instanceof ArrayNode conditions) {
            ObjectNode group = Json.object();
            group.set("op", sent.path("op"));
            ArrayNode inside = group.putArray("conditions");
            conditions.forEach(each -> inside.add(restored(each, known, depth + 1)));
            return group;
        }
        if (!sent.path("op").asString("").equals(UNAVAILABLE)) {
            return sent;
        }
        int place = sent.path("leaf").asInt(-1);
        if (place < 0 || place >= known.size()) {
            throw Problem.malformed("BAD_FILTER");
        }
        return known.get(place);
    }

    private void own(Actor actor, Entity entity, JsonNode node) {
        if (node.get("conditions") instanceof ArrayNode conditions) {
            conditions.forEach(each -> own(actor, entity, each));
        } else if (!node.path("op").asString("").equals(UNAVAILABLE)) {
            compiler.compile(actor, entity, Filter.parse(node));
        }
    }
}
