package io.zhiyin.record;

import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Carries the change of a single child over to the record that shows it as its own. */
@Component
class ChildChange {
    private final Rows rows;
    private final Changes changes;
    private final Labels labels;
    private final Clock clock;

    ChildChange(Rows rows, Changes changes, Labels labels, Clock clock) {
        this.rows = rows;
        this.changes = changes;
        this.labels = labels;
        this.clock = clock;
    }

    void save(Actor actor, Entity entity, Values now, Child child, Values was, String cause) {
        Values before = new Values(now);
        before.put(child.name(), was);
        Values values = new Values(now);
        Draft draft =
                new Draft(
                        entity,
                        actor,
                        clock.instant(),
                        before,
                        values,
                        Set.of(child.name()),
                        Draft.Origin.VERB);
        entity.hooks().normalise(draft);
        if (draft.errors().isEmpty()) {
            entity.hooks().check(draft);
        }
        refuseAs(child, draft);
        var diff = changes.diff(entity, before, values);
        Values is = values.child(child.name());
        if (was == null || is == null || was.id() != is.id()) {
            diff = replaced(child, was, is);
        }
        if (diff.isEmpty()) {
            return;
        }
        rows.update(actor, entity, before, values, draft.at(), true);
        changes.append(
                actor,
                entity,
                now.id(),
                now.version() + 1,
                Changes.Kind.UPDATE,
                cause,
                diff,
                draft.at());
        labels.forget(entity);
    }

    /** Another row stands here now: that is one change, not as many as the rows differ in. */
    private static ObjectNode replaced(Child child, Values was, Values is) {
        ObjectNode diff = Json.object();
        diff.putArray(child.name() + ".id")
                .add(was == null ? null : Long.toString(was.id()))
                .add(is == null ? null : Long.toString(is.id()));
        return diff;
    }

    private static void refuseAs(Child child, Draft draft) {
        String prefix = child.name() + ".";
        if (!draft.errors().isEmpty()) {
            throw Problem.invalid(
                    draft.errors().stream()
                            .map(
                                    e ->
                                            e.field().startsWith(prefix)
                                                    ? new Problem.FieldError(
                                                            e.field().substring(prefix.length()),
                                                            e.code(),
                                                            e.args())
                                                    : e)
                            .toList());
        }
    }
}
