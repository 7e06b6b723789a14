package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;

/**
 * The one place that decides which rows and which fields somebody may see or change.
 *
 * <p>Rows come as branches, each answered by an index of its own: one's own, one's department's,
 * the pool's, those shared. A list takes the first rows of every branch and merges them, because
 * the same as one OR cannot use the indexes (152 against 7,700 lists a second at 1,000,000 rows).
 */
public final class Access {
    private Access() {}

    /**
     * A part of the visible rows over alias t. With {@code each} set, the condition holds for one
     * element {@code k.v} of that array, and a list is taken per element.
     */
    public record Branch(String condition, List<Object> binds, Long[] each) {
        static Branch of(String condition, Object... binds) {
            return new Branch(condition, List.of(binds), null);
        }

        static Branch each(String condition, List<Long> values) {
            return values.size() == 1
                    ? of(condition.replace("k.v", "?"), values.getFirst())
                    : new Branch(condition, List.of(), values.toArray(Long[]::new));
        }

        /** All that the actor may view as one condition, for a few rows found already. */
        static Branch whole(Actor actor, Entity entity) {
            Sql seen = Access.condition(actor, entity, Action.VIEW);
            String text = seen.text();
            return new Branch(text.equals("true") ? "" : text, List.copyOf(seen.bindList()), null);
        }

        boolean all() {
            return condition.isEmpty();
        }
    }

    /**
     * The branches of rows the actor reaches with an action; none when he may not use it at all.
     */
    public static List<Branch> branches(Actor actor, Entity entity, Action action) {
        if (!entity.offers(action)) {
            return List.of();
        }
        EntityRight right = actor.on(entity);
        Scope scope = right.scope(action);
        if (scope == Scope.ALL || (!entity.isOwned() && scope != Scope.NONE)) {
            return List.of(Branch.of(""));
        }
        var branches = new ArrayList<Branch>();
        if (entity.isOwned()) {
            scoped(branches, actor, entity, scope);
            if (poolReaches(actor, entity, action) && !entity.ownerColumn().equals("id")) {
                branches.add(Branch.of("t." + entity.ownerColumn() + " is null"));
            }
        }
        if (right.allows(action)) {
            branches.add(shared(actor, entity, action));
        }
        return branches;
    }

    /**
     * Whoever may look into the pool of customers sees what hangs on them too, where he may see it
     * on his own: a record of its parent's scope has no pool of its own.
     */
    private static boolean poolReaches(Actor actor, Entity entity, Action action) {
        EntityRight right = actor.on(entity);
        if (action != Action.VIEW && !(action == Action.EXPORT && right.allows(Action.EXPORT))) {
            return false;
        }
        if (!entity.hasScopeOfParent()) {
            return right.pool() != Pool.NONE;
        }
        String parent = entity.field(entity.parentField()).refEntity();
        return right.scope(action) != Scope.NONE && actor.rights().of(parent).pool() != Pool.NONE;
    }

    private static void scoped(List<Branch> branches, Actor actor, Entity entity, Scope scope) {
        String owner = "t." + entity.ownerColumn();
        String department = "t." + entity.departmentColumn();
        switch (scope) {
            case OWN -> branches.add(Branch.of(owner + " = ?", actor.id()));
            case TEAM ->
                    branches.add(
                            Branch.each(owner + " = k.v", orSelf(actor.teamIds(), actor.id())));
            case DEPARTMENT -> {
                branches.add(Branch.of(owner + " = ?", actor.id()));
                if (actor.departmentId() != null) {
                    branches.add(Branch.of(department + " = ?", actor.departmentId()));
                }
            }
            case DEPARTMENT_TREE -> {
                branches.add(Branch.of(owner + " = ?", actor.id()));
                if (!actor.departmentTreeIds().isEmpty()) {
                    branches.add(Branch.each(department + " = k.v", actor.departmentTreeIds()));
                }
            }
            case NONE, ALL -> {}
        }
    }

    private static List<Long> orSelf(List<Long> ids, long self) {
        return ids.isEmpty() ? List.of(self) : ids;
    }

    /** Shared records: by the record itself, or by the parent whose scope it has. */
    private static Branch shared(Actor actor, Entity entity, Action action) {
        String subject = entity.name();
        String key = "t.id";
        if (entity.hasScopeOfParent()) {
            Field parent = entity.field(entity.parentField());
            subject = parent.refEntity();
            key = "t." + parent.columnName();
        }
        String edit = action == Action.VIEW || action == Action.EXPORT ? "" : " and s.can_edit";
        return Branch.of(
                key
                        + " in (select s.record_id from record_share s where s.entity = ? and s.user_id = ?"
                        + edit
                        + ")",
                subject,
                actor.id());
    }

    /**
     * One condition over alias t for a single record or a small set; false when there is no right.
     */
    public static Sql condition(Actor actor, Entity entity, Action action) {
        List<Branch> branches = branches(actor, entity, action);
        if (branches.isEmpty()) {
            return Sql.of("false");
        }
        Sql or = new Sql();
        for (Branch branch : branches) {
            if (branch.all()) {
                return Sql.of("true");
            }
            or.add(or.isEmpty() ? "(" : " or ");
            if (branch.each() != null) {
                or.add(branch.condition().replace("= k.v", "= any(?)"), (Object) branch.each());
            } else {
                or.add(branch.condition(), branch.binds().toArray());
            }
        }
        return or.add(")");
    }

    /** The right on one field, after what the field itself demands. */
    public static FieldRight right(Actor actor, Entity entity, Field field) {
        return right(actor.rights(), entity, field);
    }

    /** The same for rights that nobody need hold yet. */
    public static FieldRight right(Rights rights, Entity entity, Field field) {
        FieldRight own = right(rights.of(entity.name()), field);
        return field.repeated() == null ? own : both(own, repeated(rights, entity, field));
    }

    /**
     * What repeats another entity's field is told only to whoever may read it there. Rows of this
     * entity's own scope must be in reach there as far as here; of others it is enough that they
     * are in reach at all, since such a field tells a date or a count, never a text.
     */
    private static FieldRight repeated(Rights rights, Entity entity, Field field) {
        Field.Repeated of = field.repeated();
        EntityRight there = rights.of(of.entity());
        Scope here = rights.of(entity.name()).scope(Action.VIEW);
        boolean reached = of.scopedHere() ? covers(there.scope(Action.VIEW), here) : true;
        if (!reached || there.scope(Action.VIEW) == Scope.NONE) {
            return FieldRight.HIDDEN;
        }
        return there.fields().getOrDefault(of.field(), FieldRight.EDIT);
    }

    /** Whether every row in the narrower scope lies in the wider one. */
    private static boolean covers(Scope wide, Scope narrow) {
        boolean sideways = narrow == Scope.TEAM && wide != Scope.ALL;
        return wide == narrow || (wide.compareTo(narrow) > 0 && !sideways);
    }

    private static FieldRight right(EntityRight right, Field field) {
        if (field.isInternal()) {
            return FieldRight.HIDDEN;
        }
        FieldRight said = right.fields().get(field.name());
        if (said == null) {
            return field.guard() == Field.Guard.NONE ? FieldRight.EDIT : FieldRight.GUARDED;
        }
        return said;
    }

    /**
     * The right on a child's field: the child's entity says, and the parent may hide the child as a
     * whole.
     */
    public static FieldRight right(Actor actor, Entity parent, Child child, Field field) {
        FieldRight whole = actor.on(parent).fields().getOrDefault(child.name(), FieldRight.EDIT);
        if (child.entity() == null) {
            FieldRight own =
                    field.guard() == Field.Guard.NONE ? FieldRight.EDIT : FieldRight.GUARDED;
            return both(whole, own);
        }
        EntityRight right = actor.rights().of(child.entity());
        if (!right.allows(Action.VIEW)) {
            return FieldRight.HIDDEN;
        }
        FieldRight own = both(whole, right(right, field));
        boolean open = right.allows(Action.EDIT) || right.allows(Action.CREATE);
        return open ? own : both(own, FieldRight.READ);
    }

    /** What two rights together leave: shown in clear, or written, only where both allow it. */
    static FieldRight both(FieldRight a, FieldRight b) {
        if (!a.shown() || !b.shown()) {
            return FieldRight.HIDDEN;
        }
        boolean clear = a.inClear() && b.inClear();
        boolean written = a.written() && b.written();
        if (written) {
            return clear ? FieldRight.EDIT : FieldRight.GUARDED;
        }
        return clear ? FieldRight.READ : FieldRight.MASKED;
    }

    /** Refuses with 403 when the actor has no such right on any row. */
    public static void demand(Actor actor, Entity entity, Action action) {
        if (!actor.may(action, entity)) {
            throw Problem.forbidden();
        }
    }
}
