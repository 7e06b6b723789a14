package io.zhiyin.record;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does one thing with a few records in one transaction, each by its ordinary save and with the
 * actor's rights on it. A record that is refused is rolled back by itself.
 */
@Component
class BulkChunk {
    private static final int ATTEMPTS = 4;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;
    private final Records records;
    private final Rows rows;
    private final Saving saving;
    private final Removal removal;
    private final Tags tags;
    private final Meta meta;
    private final Texts texts;
    private final Clock clock;

    BulkChunk(
            JdbcTemplate db,
            PlatformTransactionManager transactions,
            Records records,
            Rows rows,
            Saving saving,
            Removal removal,
            Tags tags,
            Meta meta,
            Texts texts,
            Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.records = records;
        this.rows = rows;
        this.saving = saving;
        this.removal = removal;
        this.tags = tags;
        this.meta = meta;
        this.texts = texts;
        this.clock = clock;
    }

    /** Runs the work in one transaction, again when others stood in its way. */
    <T> T whole(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> work.get());
            } catch (PessimisticLockingFailureException e) {
                if (attempt >= ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** What becomes of one record; never throws for what the record itself is refused for. */
    BulkItems.Done done(
            Actor actor, Entity entity, BulkOrder order, String cause, BulkItems.Waiting item) {
        Integer[] version = new Integer[1];
        Map<String, Object> reason =
                refusal(
                        actor,
                        entity,
                        () -> version[0] = change(actor, entity, order, cause, item));
        if (reason != null) {
            return new BulkItems.Done(item.id(), BulkItems.Outcome.REFUSED, null, reason);
        }
        return version[0] == null
                ? new BulkItems.Done(item.id(), BulkItems.Outcome.SAME, null, null)
                : new BulkItems.Done(item.id(), BulkItems.Outcome.CHANGED, version[0], null);
    }

    /** Does it within a savepoint; why it was refused, null when it was not. */
    Map<String, Object> refusal(Actor actor, Entity entity, Runnable work) {
        try {
            nested.executeWithoutResult(status -> work.run());
            return null;
        } catch (Problem problem) {
            return said(actor, entity, problem);
        } catch (DuplicateKeyException e) {
            return said(actor, entity, Problem.conflict("DUPLICATE"));
        } catch (DataIntegrityViolationException e) {
            return said(actor, entity, Problem.conflict("CONFLICT"));
        }
    }

    /** A refusal as it is kept: code, field, and the text in the language of who asked. */
    private Map<String, Object> said(Actor actor, Entity entity, Problem problem) {
        var said = new LinkedHashMap<String, Object>();
        if (problem.errors().isEmpty()) {
            said.put("code", problem.code());
            said.put("field", null);
            said.put(
                    "message",
                    texts.text(
                            "problem." + problem.code(), actor.locale(), problem.args().toArray()));
            return said;
        }
        Problem.FieldError error = problem.errors().getFirst();
        String text = texts.text("error." + error.code(), actor.locale(), error.args().toArray());
        said.put("code", error.code());
        said.put("field", error.field());
        Field field = entity.field(error.field());
        String label =
                field == null ? null : meta.label(entity.name(), field.name(), actor.locale());
        said.put(
                "message",
                label == null
                        ? text
                        : texts.text("bulk.fieldRefused", actor.locale(), label, text));
        return said;
    }

    /** The version after the change; null when nothing differs. */
    private Integer change(
            Actor actor, Entity entity, BulkOrder order, String cause, BulkItems.Waiting item) {
        long id = item.id();
        return switch (order.action()) {
            case EDIT -> patch(actor, entity, item, Action.EDIT, order.patch(), cause);
            case TRANSFER -> patch(actor, entity, item, Action.TRANSFER, order.patch(), cause);
            case TAG, UNTAG -> tag(actor, entity, order, item, cause);
            case DELETE -> {
                Values before = known(records.locked(actor, entity, id, Action.DELETE), item);
                removal.move(actor, entity, before, true, clock.instant(), cause);
                yield before.version() + 1;
            }
            case RESTORE -> restore(actor, entity, id, cause);
            case CLAIM, RELEASE -> {
                Causes.under(
                        cause,
                        () ->
                                entity.verbs()
                                        .get(order.action().json())
                                        .run(actor, id, Json.object()));
                yield version(entity, id);
            }
        };
    }

    private Integer version(Entity entity, long id) {
        return db.queryForObject(
                "select version from " + entity.table() + " where id = ?", Integer.class, id);
    }

    private static Values known(Values before, BulkItems.Waiting item) {
        if (item.known() != null && item.known() != before.version()) {
            throw Problem.conflict("STALE");
        }
        return before;
    }

    private Integer patch(
            Actor actor,
            Entity entity,
            BulkItems.Waiting item,
            Action right,
            ObjectNode body,
            String cause) {
        Values before = known(records.locked(actor, entity, item.id(), right), item);
        return saved(actor, entity, before, body, cause);
    }

    private Integer saved(
            Actor actor, Entity entity, Values before, ObjectNode body, String cause) {
        int was = before.version();
        Values after = saving.patch(actor, entity, before, body, Draft.Origin.API, cause);
        return after.version() == was ? null : Integer.valueOf(after.version());
    }

    private Integer tag(
            Actor actor, Entity entity, BulkOrder order, BulkItems.Waiting item, String cause) {
        Values before = known(records.locked(actor, entity, item.id(), Action.EDIT), item);
        List<?> ids = before.get("tags") instanceof List<?> list ? list : List.of();
        var names = new LinkedHashSet<>(tags.names(ids));
        if (order.action() == BulkAction.TAG) {
            order.tags().stream()
                    .filter(t -> names.stream().noneMatch(t::equalsIgnoreCase))
                    .forEach(names::add);
        } else {
            names.removeIf(name -> order.tags().stream().anyMatch(name::equalsIgnoreCase));
        }
        ObjectNode body = Json.object();
        var list = body.putArray("tags");
        new ArrayList<>(names).forEach(list::add);
        return saved(actor, entity, before, body, cause);
    }

    private Integer restore(Actor actor, Entity entity, long id, String cause) {
        Access.demand(actor, entity, Action.DELETE);
        Values before = binned(actor, entity, id, Access.condition(actor, entity, Action.DELETE));
        if (before == null) {
            throw Problem.notFound();
        }
        removal.move(actor, entity, before, false, clock.instant(), cause);
        return before.version() + 1;
    }

    private Values binned(Actor actor, Entity entity, long id, Sql reach) {
        records.lockParent(entity, id);
        return rows.load(
                actor,
                Selection.whole(entity),
                id,
                Sql.of("t.deleted_at is not null and ").add(reach),
                " for no key update of t");
    }

    /**
     * Takes one change back, if the record still is as that change left it. Whoever made the change
     * may do so although the record may by now be out of his reach: that is what the change did.
     */
    void takeBack(
            Actor actor,
            Entity entity,
            BulkAction action,
            BulkItems.Changed item,
            ObjectNode values,
            String cause) {
        Actor free = actor.with(Rights.ALL);
        boolean deleted = action == BulkAction.DELETE;
        Values now =
                deleted
                        ? binned(free, entity, item.id(), Sql.of("true"))
                        : living(free, entity, item.id());
        if (now == null || now.version() != item.version()) {
            throw Problem.conflict("CHANGED_SINCE");
        }
        if (deleted || action == BulkAction.RESTORE) {
            removal.move(free, entity, now, !deleted, clock.instant(), cause);
        } else {
            saving.patch(free, entity, now, values, Draft.Origin.VERB, cause);
        }
    }

    private Values living(Actor free, Entity entity, long id) {
        try {
            return records.locked(free, entity, id, Action.VIEW);
        } catch (Problem gone) {
            return null;
        }
    }
}
