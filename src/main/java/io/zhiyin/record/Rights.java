package io.zhiyin.record;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The rights of one person over all entities; the name "*" stands for every entity not named. */
public final class Rights {
    public static final String ANY = "*";
    public static final Rights ALL = new Rights(Map.of(ANY, EntityRight.EVERYTHING));

    private static final int MOST_CONCLUSIONS = 200;

    private final Map<String, EntityRight> byEntity;
    private final Map<String, EntityRight> whole = new ConcurrentHashMap<>();
    private final Map<Object, Object> conclusions = new ConcurrentHashMap<>();

    public Rights(Map<String, EntityRight> byEntity) {
        this.byEntity = Map.copyOf(byEntity);
    }

    public Map<String, EntityRight> byEntity() {
        return byEntity;
    }

    public EntityRight of(String entity) {
        return whole.computeIfAbsent(entity, this::merged);
    }

    private EntityRight merged(String entity) {
        EntityRight own = byEntity.getOrDefault(entity, EntityRight.NOTHING);
        EntityRight any = byEntity.getOrDefault(ANY, EntityRight.NOTHING);
        return own.or(any);
    }

    /** True for whoever may configure everything. */
    public boolean administrator() {
        return byEntity.getOrDefault(ANY, EntityRight.NOTHING).allows(Action.CONFIGURE);
    }

    /**
     * What follows from these rights and the key alone, worked out once: which fields a list reads
     * and tells is the same for each of its rows and each call.
     */
    @SuppressWarnings("unchecked")
    <T> T concluded(Object key, Supplier<T> work) {
        Object known = conclusions.get(key);
        if (known == null) {
            if (conclusions.size() >= MOST_CONCLUSIONS) {
                conclusions.clear();
            }
            known = work.get();
            conclusions.put(key, known);
        }
        return (T) known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rights rights && byEntity.equals(rights.byEntity);
    }

    @Override
    public int hashCode() {
        return byEntity.hashCode();
    }

    @Override
    public String toString() {
        return byEntity.toString();
    }
}
