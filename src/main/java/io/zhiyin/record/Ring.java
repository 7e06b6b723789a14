package io.zhiyin.record;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether somebody would come to stand above himself. */
public final class Ring {
    private Ring() {}

    /**
     * @param field the reference to the one above, of the same entity
     * @return whether the record is met on the way up from what its draft names
     */
    public static boolean closes(JdbcClient jdbc, Draft draft, String field) {
        Long above = draft.values().ref(field);
        if (above == null || draft.creating()) {
            return false;
        }
        String column = draft.entity().field(field).columnName();
        return jdbc.sql(
                        """
                        with recursive above(id) as (
                            select cast(? as bigint)
                            union
                            select t.%s from %s t join above on t.id = above.id
                            where t.%s is not null)
                        select exists (select 1 from above where id = ?)
                        """
                                .formatted(column, draft.entity().table(), column))
                .params(above, draft.before().id())
                .query(Boolean.class)
                .single();
    }
}
