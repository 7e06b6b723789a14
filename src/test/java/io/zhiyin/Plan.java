package io.zhiyin;

import io.zhiyin.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the database did for one statement.
 *
 * @param generic whether the plan was made without looking at the values bound
 */
public record Plan(String sql, boolean generic, JsonNode root) {
    /** The tables that grow with the business; each partition of the log is one. */
    private static final Set<String> BIG =
            Set.of("customer", "contact", "follow_up", "opportunity", "change_default");

    Plan(String sql, boolean generic, String json) {
        this(sql, generic, Json.read(json).get(0).get("Plan"));
    }

    private static List<JsonNode> nodes(JsonNode plan) {
        var all = new ArrayList<JsonNode>();
        all.add(plan);
        for (JsonNode below : plan.path("Plans")) {
            all.addAll(nodes(below));
        }
        return all;
    }

    private List<JsonNode> big() {
        return nodes(root).stream()
                .filter(n -> BIG.contains(n.path("Relation Name").asString("")))
                .toList();
    }

    public Set<String> indexes() {
        var names = new TreeSet<String>();
        nodes(root).stream()
                .filter(n -> n.has("Index Name"))
                .forEach(n -> names.add(n.get("Index Name").stringValue()));
        return names;
    }

    /** The big tables that it read from end to end. */
    public Set<String> readWhole() {
        var tables = new TreeSet<String>();
        big().stream()
                .filter(n -> n.get("Node Type").stringValue().equals("Seq Scan"))
                .filter(n -> n.path("Actual Loops").asDouble(0) > 0)
                .forEach(n -> tables.add(n.get("Relation Name").stringValue()));
        return tables;
    }

    /** Rows of big tables looked at, kept or not. */
    public long touched() {
        return (long)
                big().stream()
                        .mapToDouble(
                                n ->
                                        n.path("Actual Loops").asDouble(1)
                                                * (n.path("Actual Rows").asDouble(0)
                                                        + n.path("Rows Removed by Filter")
                                                                .asDouble(0)
                                                        + n.path("Rows Removed by Index Recheck")
                                                                .asDouble(0)))
                        .sum();
    }

    /** In few words, for whoever reads a failure. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\n").append(sql);
        text.append(generic ? "\nplanned once" : "\nplanned for its values");
        for (JsonNode node : nodes(root)) {
            text.append('\n').append(node.get("Node Type").stringValue());
            for (String each :
                    List.of(
                            "Index Name",
                            "Relation Name",
                            "Actual Rows",
                            "Actual Loops",
                            "Rows Removed by Filter")) {
                if (node.has(each)) {
                    text.append(", ").append(each).append(' ').append(node.get(each).asString());
                }
            }
        }
        return text.append('\n').toString();
    }
}
