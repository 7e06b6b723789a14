package io.zhiyin.record;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Who acts: a signed-in person with all that deciding about rights needs, so that no query is spent
 * on it.
 *
 * @param teamIds the person and those who report to him
 * @param departmentTreeIds the person's department and all below it; empty without a department
 * @param address where the call came from, null for the program itself
 */
public record Actor(
        long id,
        String username,
        String displayName,
        Long departmentId,
        List<Long> teamIds,
        List<Long> departmentTreeIds,
        Rights rights,
        Locale locale,
        ZoneId zone,
        String address) {

    /** The program itself, for work no person asked for. */
    public static Actor program(ZoneId zone) {
        return new Actor(
                0,
                "system",
                "system",
                null,
                List.of(),
                List.of(),
                Rights.ALL,
                Locale.CHINA,
                zone,
                null);
    }

    /** The same person with other rights. */
    public Actor with(Rights other) {
        return new Actor(
                id,
                username,
                displayName,
                departmentId,
                teamIds,
                departmentTreeIds,
                other,
                locale,
                zone,
                address);
    }

    public EntityRight on(Entity entity) {
        return rights.of(entity.name());
    }

    public boolean may(Action action, Entity entity) {
        return entity.offers(action) && on(entity).allows(action);
    }

    /** The id to write into created_by and the like; null for the program. */
    public Long idOrNull() {
        return id == 0 ? null : id;
    }
}
