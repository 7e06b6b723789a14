package io.zhiyin.task;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Sent;
import io.zhiyin.record.Values;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is done with a task: finished, given up, taken up again. */
@Component
class TaskMoves {
    /** What the next task of a series takes over. */
    private static final List<String> KEPT =
            List.of(
                    "title",
                    "notes",
                    "priority",
                    "repeats",
                    "customerId",
                    "contactId",
                    "opportunityId");

    private static final Set<String> SENT = Set.of("version");

    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TaskMoves(
            ObjectProvider<Records> records,
            ObjectProvider<Entities> entities,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.entities = entities;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Done; one that repeats comes again at its next time. */
    Object complete(Actor actor, long id, JsonNode body) {
        return moved(actor, id, body, Tasks.DONE, true);
    }

    /** Given up, and with it all its repetitions. */
    Object cancel(Actor actor, long id, JsonNode body) {
        return moved(actor, id, body, Tasks.CANCELLED, false);
    }

    /** To be done after all. */
    Object reopen(Actor actor, long id, JsonNode body) {
        return moved(actor, id, body, Tasks.OPEN, false);
    }

    private Map<String, Object> moved(
            Actor actor, long id, JsonNode body, String state, boolean again) {
        Sent.only(body, SENT);
        Integer version = Sent.version(body);
        Entity tasks = entities.getObject().named(Tasks.NAME);
        transaction.executeWithoutResult(
                status -> {
                    boolean[] first = {false};
                    Values after =
                            records.getObject()
                                    .apply(
                                            actor,
                                            tasks,
                                            id,
                                            version,
                                            Action.EDIT,
                                            null,
                                            before -> {
                                                first[0] = !before.text("state").equals(state);
                                                return Json.object().put("state", state);
                                            });
                    if (again && first[0]) {
                        next(actor, tasks, after);
                    }
                });
        return records.getObject().get(actor, tasks, id);
    }

    /** The next one of a series, its steps undone. */
    private void next(Actor actor, Entity tasks, Values done) {
        Repeat repeat = Repeat.valueOf(done.text("repeats"));
        if (repeat == Repeat.NONE) {
            return;
        }
        ObjectNode body = Json.object();
        KEPT.forEach(name -> put(body, name, done.get(name)));
        put(body, "ownerId", done.get("ownerId"));
        Instant first = done.instant("repeatsFrom");
        put(body, "repeatsFrom", first);
        put(
                body,
                "dueAt",
                repeat.next(first, done.instant("dueAt"), clock.instant(), actor.zone()));
        ArrayNode steps = body.putArray(Tasks.STEPS);
        List<Values> lines = done.children(Tasks.STEPS);
        if (lines != null) {
            lines.forEach(line -> steps.addObject().put("text", line.text("text")));
        }
        records.getObject().create(actor, tasks, body, Draft.Origin.VERB);
    }

    private static void put(ObjectNode body, String name, Object value) {
        body.put(name, value == null ? null : value.toString());
    }
}
