package io.zhiyin.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The job that takes a bulk change back: every record that still is as the change left it gets its
 * earlier values; the others are left alone and named.
 */
@Component
class BulkUndo implements JobHandler {
    static final String KIND = "bulk-undo";

    private final Entities entities;
    private final ObjectProvider<Actors> actors;
    private final BulkItems items;
    private final BulkChunk chunk;
    private final History history;
    private final Labels labels;

    BulkUndo(
            Entities entities,
            ObjectProvider<Actors> actors,
            BulkItems items,
            BulkChunk chunk,
            History history,
            Labels labels) {
        this.entities = entities;
        this.actors = actors;
        this.items = items;
        this.chunk = chunk;
        this.history = history;
        this.labels = labels;
    }

    /** Which job is taken back, and what it had done. */
    record Order(long jobId, String entity, BulkAction action) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        Order order = run.params(Order.class);
        Entity entity = entities.named(order.entity());
        long total = items.count(order.jobId(), BulkItems.Outcome.CHANGED);
        long done = run.checkpoint().path("done").asLong(0);
        while (true) {
            run.stopIfCancelled();
            int some = some(run, order, entity, done, total);
            if (some == 0) {
                break;
            }
            done += some;
        }
        Actor actor = actors.getObject().find(run.ownerId()).orElse(null);
        var result = new LinkedHashMap<String, Object>();
        List<BulkItems.Reason> left = items.left(order.jobId(), BulkRun.NAMED);
        result.put("entity", entity.name());
        result.put("undoes", Long.toString(order.jobId()));
        result.put("total", total);
        result.put("changed", items.back(order.jobId()));
        result.put("refused", left.stream().mapToLong(BulkItems.Reason::count).sum());
        result.put("reasons", BulkRun.told(actor, entity, left, labels));
        run.result(result);
    }

    private int some(JobRun run, Order order, Entity entity, long before, long total) {
        Actor actor = actors.getObject().find(run.ownerId()).orElseThrow(Problem::forbidden);
        order.action().demand(actor, entity);
        String cause = "undo:" + order.jobId();
        return chunk.whole(
                () -> {
                    Map<BulkItems.Changed, List<JsonNode>> changed =
                            items.changed(order.jobId(), entity, BulkRun.CHUNK);
                    Map<Long, Map<String, Object>> reasons = new LinkedHashMap<>();
                    changed.forEach(
                            (item, diffs) ->
                                    reasons.put(
                                            item.id(),
                                            chunk.refusal(
                                                    actor,
                                                    entity,
                                                    () ->
                                                            chunk.takeBack(
                                                                    actor,
                                                                    entity,
                                                                    order.action(),
                                                                    item,
                                                                    history.before(entity, diffs),
                                                                    cause))));
                    if (!reasons.isEmpty()) {
                        items.undone(order.jobId(), reasons);
                        run.progress(before + reasons.size(), total);
                        run.checkpoint(Map.of("done", before + reasons.size()));
                    }
                    return reasons.size();
                });
    }
}
