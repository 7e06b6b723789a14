package io.zhiyin.record;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The job that does one thing with many records. First it notes which they are, then it goes
 * through them chunk by chunk; what became of a record is kept in the transaction of its change, so
 * that a killed program does nothing twice. The asker's rights are read anew for every chunk.
 */
@Component
class BulkRun implements JobHandler {
    static final String KIND = "bulk";

    /** How long a change of many records can be taken back. */
    static final Duration UNDO = Duration.ofHours(1);

    static final int NAMED = 50;
    static final int CHUNK = 200;
    private static final int COLLECTED = 1_000;

    private final Entities entities;
    private final ObjectProvider<Actors> actors;
    private final BulkItems items;
    private final BulkChunk chunk;
    private final Labels labels;
    private final Audit audit;
    private final Clock clock;

    BulkRun(
            Entities entities,
            ObjectProvider<Actors> actors,
            BulkItems items,
            BulkChunk chunk,
            Labels labels,
            Audit audit,
            Clock clock) {
        this.entities = entities;
        this.actors = actors;
        this.items = items;
        this.chunk = chunk;
        this.labels = labels;
        this.audit = audit;
        this.clock = clock;
    }

    /** How far it is: the last record noted, whether all are, how many are done. */
    record Mark(long noted, boolean all, long found, long done) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        BulkOrder order = run.params(BulkOrder.class);
        Entity entity = entities.named(order.entity());
        Mark mark = run.checkpoint(Mark.class);
        if (mark == null) {
            mark = new Mark(0, order.named(), order.named() ? items.count(run.id()) : 0, 0);
        }
        try {
            while (!mark.all()) {
                mark = note(run, order, entity, mark);
            }
            for (Mark next = mark; next != null; ) {
                next = some(run, order, entity, next);
            }
        } catch (Problem | JobRun.Stopped ending) {
            if (ending instanceof Problem || run.cancelledByPerson()) {
                result(run, order, entity);
            }
            throw ending;
        }
        result(run, order, entity);
    }

    /** The asker with the rights he has now. */
    private Actor actor(JobRun run, BulkOrder order, Entity entity) {
        Actor actor = actors.getObject().find(run.ownerId()).orElseThrow(Problem::forbidden);
        order.action().demand(actor, entity);
        return actor;
    }

    private Mark note(JobRun run, BulkOrder order, Entity entity, Mark mark) {
        run.stopIfCancelled();
        Actor actor = actor(run, order, entity);
        return chunk.whole(
                () -> {
                    List<Long> ids =
                            items.collect(run.id(), actor, entity, order, mark.noted(), COLLECTED);
                    long last = ids.stream().mapToLong(Long::longValue).max().orElse(mark.noted());
                    boolean all = ids.size() < COLLECTED;
                    Mark next = new Mark(last, all, mark.found() + ids.size(), 0);
                    run.progress(0, all ? next.found() : null);
                    run.checkpoint(next);
                    return next;
                });
    }

    /** Null when there are no more. */
    private Mark some(JobRun run, BulkOrder order, Entity entity, Mark mark) {
        run.stopIfCancelled();
        Actor actor = actor(run, order, entity);
        String cause = BulkOrder.cause(run.id());
        return chunk.whole(
                () -> {
                    List<BulkItems.Waiting> waiting = items.waiting(run.id(), CHUNK);
                    if (waiting.isEmpty()) {
                        return null;
                    }
                    List<BulkItems.Done> done = new ArrayList<>(waiting.size());
                    waiting.forEach(i -> done.add(chunk.done(actor, entity, order, cause, i)));
                    items.done(run.id(), done);
                    Mark next =
                            new Mark(
                                    mark.noted(), true, mark.found(), mark.done() + waiting.size());
                    run.progress(next.done(), next.found());
                    run.checkpoint(next);
                    return next;
                });
    }

    private void result(JobRun run, BulkOrder order, Entity entity) {
        Actor actor = actors.getObject().find(run.ownerId()).orElse(null);
        var result = new LinkedHashMap<String, Object>();
        result.put("entity", entity.name());
        result.put("action", order.action().json());
        result.put("total", items.count(run.id()));
        long changed = items.count(run.id(), BulkItems.Outcome.CHANGED);
        result.put("changed", changed);
        result.put("same", items.count(run.id(), BulkItems.Outcome.SAME));
        result.put("refused", items.count(run.id(), BulkItems.Outcome.REFUSED));
        result.put("reasons", told(actor, entity, items.refused(run.id(), NAMED), labels));
        result.put("undoUntil", changed == 0 ? null : clock.instant().plus(UNDO).toString());
        run.result(result);
        audit.add(
                actor,
                "BULK",
                entity.name(),
                null,
                Map.of(
                        "jobId",
                        Long.toString(run.id()),
                        "action",
                        order.action().json(),
                        "changed",
                        changed));
    }

    /** Reasons with the records they hold for; a record out of the reader's sight has no title. */
    static List<Map<String, Object>> told(
            Actor actor, Entity entity, List<BulkItems.Reason> reasons, Labels labels) {
        var ids = reasons.stream().flatMap(r -> r.first().stream()).distinct().toList();
        Map<Long, String> titles = actor == null ? Map.of() : labels.of(actor, entity.name(), ids);
        var told = new ArrayList<Map<String, Object>>();
        for (BulkItems.Reason reason : reasons) {
            var one = new LinkedHashMap<String, Object>();
            reason.reason().properties().forEach(e -> one.put(e.getKey(), e.getValue()));
            one.put("count", reason.count());
            one.put(
                    "records",
                    reason.first().stream()
                            .map(
                                    id -> {
                                        var named = new LinkedHashMap<String, Object>();
                                        named.put("id", id.toString());
                                        named.put("title", titles.get(id));
                                        return named;
                                    })
                            .toList());
            told.add(one);
        }
        return told;
    }
}
