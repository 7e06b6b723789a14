package io.zhiyin.record;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many records at once: {@code POST /{entity}/bulk {"ids"|"filter","patch"|"action"}} answers 202
 * with the job that does it, {@code …/bulk/preview} how many it would be.
 */
@RestController
@RequestMapping("/api/v1")
class BulkController {
    private final Entities entities;
    private final BulkOrders orders;
    private final BulkItems items;
    private final Lists lists;
    private final Jobs jobs;
    private final Once once;
    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BulkController(
            Entities entities,
            BulkOrders orders,
            BulkItems items,
            Lists lists,
            Jobs jobs,
            Once once,
            JdbcTemplate db,
            TransactionTemplate transaction,
            Clock clock) {
        this.entities = entities;
        this.orders = orders;
        this.items = items;
        this.lists = lists;
        this.jobs = jobs;
        this.once = once;
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    @PostMapping("/{entity}/bulk")
    ResponseEntity<Map<String, Object>> bulk(
            Actor actor,
            @PathVariable String entity,
            @RequestBody JsonNode body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        Entity of = entities.named(entity);
        BulkOrders.Read read = checked(actor, of, body, false);
        ObjectNode keyed = Json.object();
        keyed.set("bulk", body);
        long job =
                once.create(
                        actor,
                        of,
                        key,
                        keyed,
                        () -> transaction.execute(status -> enqueue(actor, read)));
        return accepted(job);
    }

    private long enqueue(Actor actor, BulkOrders.Read read) {
        long job = jobs.enqueue(BulkRun.KIND, actor.id(), read.order());
        if (read.order().named()) {
            items.name(job, read.items());
        }
        if (read.order().note() != null) {
            items.note(BulkOrder.cause(job), read.order().note());
        }
        return job;
    }

    /** With the filter judged too: the job would fail on it. */
    private BulkOrders.Read checked(Actor actor, Entity entity, JsonNode body, boolean only) {
        BulkOrders.Read read = orders.read(actor, entity, body, only);
        if (!read.order().named()) {
            lists.where(actor, entity, read.order().query());
        }
        return read;
    }

    private static ResponseEntity<Map<String, Object>> accepted(long job) {
        return ResponseEntity.accepted().body(Map.of("jobId", Long.toString(job)));
    }

    /**
     * How many records are meant as far as the caller sees them, and how many he may do it with.
     */
    @PostMapping("/{entity}/bulk/preview")
    Map<String, Object> bulkPreview(
            Actor actor, @PathVariable String entity, @RequestBody JsonNode body) {
        Entity of = entities.named(entity);
        BulkOrders.Read read = checked(actor, of, body, true);
        BulkAction action = read.order().action();
        Sql which = which(actor, of, read);
        if (which == null) {
            return Map.of("total", 0L, "allowed", 0L);
        }
        Action seen = action == BulkAction.RESTORE ? Action.DELETE : Action.VIEW;
        return Map.of(
                "total",
                count(actor, of, Sql.of("").add(which), seen),
                "allowed",
                count(actor, of, fitting(of, action, which), action.right()));
    }

    private Sql which(Actor actor, Entity entity, BulkOrders.Read read) {
        if (!read.order().named()) {
            return lists.where(actor, entity, read.order().query());
        }
        List<Long> ids = read.items().stream().map(BulkItems.Waiting::id).toList();
        String lives = read.order().action() == BulkAction.RESTORE ? "is not null" : "is null";
        return Sql.of(
                "t.deleted_at " + lives + " and t.id = any(?)", (Object) ids.toArray(Long[]::new));
    }

    private static Sql fitting(Entity entity, BulkAction action, Sql which) {
        Sql sql = Sql.of("").add(which);
        return switch (action) {
            case CLAIM -> sql.add(" and t." + entity.ownerColumn() + " is null");
            case RELEASE -> sql.add(" and t." + entity.ownerColumn() + " is not null");
            default -> sql;
        };
    }

    private long count(Actor actor, Entity entity, Sql which, Action right) {
        return new Totals(db).exactly(entity, which, Access.branches(actor, entity, right));
    }

    /**
     * Takes back what a bulk job of the caller's own has done, within the hour.
     *
     * @throws Problem 409 when it has not ended, is too long ago, or was taken back already
     */
    @PostMapping("/jobs/{id}/undo")
    ResponseEntity<Map<String, Object>> undo(Actor actor, @PathVariable String id) {
        Job job =
                jobs.find(RecordController.id(id))
                        .filter(j -> Long.valueOf(actor.id()).equals(j.ownerId()))
                        .orElseThrow(Problem::notFound);
        if (!job.kind().equals(BulkRun.KIND)) {
            throw Problem.conflict("NOT_UNDOABLE");
        }
        if (!job.ended()) {
            throw Problem.conflict("NOT_ENDED");
        }
        if (clock.instant().isAfter(job.finishedAt().plus(BulkRun.UNDO))) {
            throw Problem.conflict("UNDO_TOO_LATE");
        }
        String params =
                db.queryForObject(
                        "select params::text from job where id = ?", String.class, job.id());
        BulkOrder order = Json.MAPPER.readValue(params, BulkOrder.class);
        order.action().demand(actor, entities.named(order.entity()));
        long undo =
                transaction.execute(
                        status -> {
                            long made =
                                    jobs.enqueue(
                                            BulkUndo.KIND,
                                            actor.id(),
                                            new BulkUndo.Order(
                                                    job.id(), order.entity(), order.action()));
                            if (!items.bindUndo(job.id(), made)) {
                                throw Problem.conflict("ALREADY_UNDONE");
                            }
                            return made;
                        });
        return accepted(undo);
    }
}
