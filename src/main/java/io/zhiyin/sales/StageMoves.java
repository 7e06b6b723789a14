package io.zhiyin.sales;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Records;
import io.zhiyin.record.Sent;
import io.zhiyin.record.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is done with an opportunity: moved to another stage, its probability confirmed. */
@Component
class StageMoves {
    private static final Set<String> ADVANCE =
            Set.of("stage", "closeReason", "closeNote", "note", "version");
    private static final int MOST_IDS = 200;

    private final Stages stages;
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;
    private final TransactionTemplate transaction;

    StageMoves(
            Stages stages,
            ObjectProvider<Records> records,
            ObjectProvider<Entities> entities,
            TransactionTemplate transaction) {
        this.stages = stages;
        this.records = records;
        this.entities = entities;
        this.transaction = transaction;
    }

    /**
     * {@code {"stage","closeReason","closeNote","note"}}: to a stage that the pipeline allows from
     * here. Going back and opening again need the note (closeNote is taken for it), closing needs
     * closeReason.
     */
    Object advance(Actor actor, long id, JsonNode body) {
        Entity entity = entity();
        if (!Access.right(actor, entity, entity.field("stage")).written()) {
            throw Problem.forbidden();
        }
        Sent.only(body, ADVANCE);
        JsonNode wanted = body.get("stage");
        if (wanted == null || !wanted.isString()) {
            throw Problem.invalid("stage", wanted == null ? "REQUIRED" : "NOT_CHOICE");
        }
        String to = wanted.stringValue();
        transaction.executeWithoutResult(
                status -> {
                    stages.holdOf(id);
                    records()
                            .apply(
                                    actor,
                                    entity,
                                    id,
                                    Sent.version(body),
                                    Action.EDIT,
                                    "advance",
                                    before -> move(before, to, body));
                });
        return records().get(actor, entity, id);
    }

    private ObjectNode move(Values before, String code, JsonNode body) {
        Pipeline pipeline = stages.find(before.ref("pipelineId"));
        Stage from = pipeline.stage(before.text("stage"));
        Stage to = pipeline.stage(code);
        if (to == null) {
            throw Problem.invalid("stage", "UNKNOWN_STAGE");
        }
        Pipeline.Move move = pipeline.move(from, to);
        if (!move.allowed()) {
            throw Problem.invalid("stage", move.refusal());
        }
        JsonNode note = filled(body, "note") ? body.get("note") : null;
        if (note == null && !to.outcome().closed() && filled(body, "closeNote")) {
            note = body.get("closeNote");
        }
        if (move.note() && note == null) {
            throw Problem.invalid("note", "NOTE_REQUIRED");
        }
        ObjectNode change = Json.object();
        change.put("stage", code);
        change.set("stageNote", note);
        for (String name : List.of("closeReason", "closeNote")) {
            change.set(name, to.outcome().closed() ? body.get(name) : null);
        }
        return change;
    }

    private static boolean filled(JsonNode body, String name) {
        JsonNode node = body.get(name);
        return node != null && !node.isNull() && !(node.isString() && node.stringValue().isBlank());
    }

    /** {@code {"probability"}}, or nothing to confirm the proposed one; for whoever may approve. */
    Object confirm(Actor actor, long id, JsonNode body) {
        Entity entity = entity();
        Sent.only(body, Set.of("probability", "version"));
        demandProbability(actor, entity);
        confirm(actor, entity, id, Sent.version(body), body.get("probability"));
        return records().get(actor, entity, id);
    }

    /** {@code {"ids"}}: all of them or, when one cannot be confirmed, none. */
    Object confirmAll(Actor actor, long none, JsonNode body) {
        Entity entity = entity();
        Sent.only(body, Set.of("ids"));
        demandProbability(actor, entity);
        Set<Long> ids = ids(body.get("ids"));
        transaction.executeWithoutResult(
                status -> {
                    var errors = new ArrayList<FieldError>();
                    for (Long id : ids) {
                        try {
                            confirm(actor, entity, id, null, null);
                        } catch (Problem problem) {
                            errors.add(new FieldError("ids." + id, code(problem)));
                        }
                    }
                    if (!errors.isEmpty()) {
                        throw Problem.invalid(errors);
                    }
                });
        return Map.of("confirmed", ids.stream().map(String::valueOf).toList());
    }

    private static String code(Problem problem) {
        return problem.errors().isEmpty() ? problem.code() : problem.errors().getFirst().code();
    }

    private void confirm(
            Actor actor, Entity entity, long id, Integer version, JsonNode probability) {
        records()
                .apply(
                        actor,
                        entity,
                        id,
                        version,
                        Action.APPROVE,
                        "confirm-probability",
                        before -> {
                            if (before.get("closedAt") != null) {
                                throw Problem.invalid("probability", "ALREADY_CLOSED");
                            }
                            ObjectNode change = Json.object();
                            change.put("probabilityStatus", Opportunities.CONFIRMED);
                            change.set(
                                    "probabilityConfirmedBy",
                                    Json.MAPPER.valueToTree(actor.idOrNull()));
                            if (probability != null && !probability.isNull()) {
                                change.set("probability", probability);
                            }
                            return change;
                        });
    }

    private static void demandProbability(Actor actor, Entity entity) {
        Access.demand(actor, entity, Action.APPROVE);
        if (!Access.right(actor, entity, entity.field("probability")).written()) {
            throw Problem.forbidden();
        }
    }

    /** In rising order, so that two bulk confirmations never wait for each other crosswise. */
    private static Set<Long> ids(JsonNode node) {
        if (node == null || !node.isArray() || node.isEmpty()) {
            throw Problem.invalid("ids", node == null || node.isArray() ? "REQUIRED" : "NOT_LIST");
        }
        if (node.size() > MOST_IDS) {
            throw Problem.invalid("ids", "TOO_MANY", MOST_IDS);
        }
        var ids = new TreeSet<Long>();
        for (JsonNode item : node) {
            try {
                ids.add(Long.parseLong(item.asString("")));
            } catch (NumberFormatException e) {
                throw Problem.invalid("ids", "NOT_REFERENCE");
            }
        }
        return ids;
    }

    private Entity entity() {
        return entities.getObject().named(Opportunities.NAME);
    }

    private Records records() {
        return records.getObject();
    }
}
