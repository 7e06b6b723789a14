package io.zhiyin.record;

import java.util.Locale;

/** What can be done with many records at once, and the right that each of them asks for. */
enum BulkAction {
    EDIT(Action.EDIT),
    TAG(Action.EDIT),
    UNTAG(Action.EDIT),
    TRANSFER(Action.TRANSFER),
    DELETE(Action.DELETE),
    RESTORE(Action.DELETE),
    CLAIM(Action.VIEW),
    RELEASE(Action.EDIT);

    private final Action right;

    BulkAction(Action right) {
        this.right = right;
    }

    Action right() {
        return right;
    }

    /** As it stands in a request; also the name of the verb that does it, where one does. */
    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a verb of the owning package does it. */
    boolean byVerb() {
        return this == CLAIM || this == RELEASE;
    }

    /** Refuses with 403 who may do it with no record at all. */
    void demand(Actor actor, Entity entity) {
        Access.demand(actor, entity, right);
        if (this == CLAIM && actor.on(entity).pool() != Pool.CLAIM) {
            throw Problem.forbidden();
        }
    }
}
