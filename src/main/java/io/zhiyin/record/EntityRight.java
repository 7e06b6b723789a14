package io.zhiyin.record;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What somebody may do with one entity: the scope of each action, the pool, and the fields a role
 * speaks of.
 */
public record EntityRight(Map<Action, Scope> scopes, Pool pool, Map<String, FieldRight> fields) {
    public static final EntityRight NOTHING = new EntityRight(Map.of(), Pool.NONE, Map.of());
    public static final EntityRight EVERYTHING = everything();

    private static EntityRight everything() {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        for (Action action : Action.values()) {
            scopes.put(action, Scope.ALL);
        }
        return new EntityRight(scopes, Pool.CLAIM, Map.of());
    }

    public Scope scope(Action action) {
        return scopes.getOrDefault(action, Scope.NONE);
    }

    public boolean allows(Action action) {
        return scope(action) != Scope.NONE || (action == Action.VIEW && pool != Pool.NONE);
    }

    public Set<Action> actions() {
        return scopes.keySet();
    }

    /**
     * The union of two roles' rights: the wider scope, the larger pool, and for a field the
     * stronger of what both say. A role that is silent on a field grants what the field grants by
     * itself: at least to write it, so that with another role's right to read it in clear both are
     * there.
     */
    public EntityRight or(EntityRight other) {
        if (this == NOTHING) {
            return other;
        }
        if (other == NOTHING) {
            return this;
        }
        var scopeUnion = new EnumMap<Action, Scope>(Action.class);
        scopeUnion.putAll(scopes);
        other.scopes.forEach(
                (a, s) -> scopeUnion.merge(a, s, (x, y) -> x.compareTo(y) >= 0 ? x : y));
        var fieldUnion = new HashMap<String, FieldRight>();
        var names = new HashSet<>(fields.keySet());
        names.addAll(other.fields.keySet());
        for (String name : names) {
            FieldRight union = union(fields.get(name), other.fields.get(name));
            if (union != null) {
                fieldUnion.put(name, union);
            }
        }
        return new EntityRight(
                scopeUnion, pool.compareTo(other.pool) >= 0 ? pool : other.pool, fieldUnion);
    }

    private static FieldRight union(FieldRight mine, FieldRight theirs) {
        if (mine != null && theirs != null) {
            return mine.compareTo(theirs) >= 0 ? mine : theirs;
        }
        FieldRight said = mine != null ? mine : theirs;
        return said.inClear() ? FieldRight.EDIT : null;
    }
}
