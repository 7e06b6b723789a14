package io.zhiyin.record;

import java.util.Map;

/** The rights of one person over all entities; the name "*" stands for every entity not named. */
public record Rights(Map<String, EntityRight> byEntity) {
    public static final String ANY = "*";
    public static final Rights ALL = new Rights(Map.of(ANY, EntityRight.EVERYTHING));

    public EntityRight of(String entity) {
        EntityRight own = byEntity.getOrDefault(entity, EntityRight.NOTHING);
        EntityRight any = byEntity.getOrDefault(ANY, EntityRight.NOTHING);
        return own.or(any);
    }

    /** True for whoever may configure everything. */
    public boolean administrator() {
        return byEntity.getOrDefault(ANY, EntityRight.NOTHING).allows(Action.CONFIGURE);
    }
}
