package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps at least one person able to set everything right: somebody active, with a password, who
 * holds a role with all rights.
 */
@Component
class Administrators {
    /** Whoever might take the last one away waits here for the others who might. */
    private static final long LOCK = 7_310_001L;

    private final JdbcClient jdbc;

    Administrators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** To be called before anything is read that leads to a change of who is an administrator. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query((row, n) -> 0).single();
    }

    /**
     * @throws Problem 409 when nobody is left
     */
    void mustRemain() {
        boolean somebody =
                jdbc.sql(
                                """
                                select exists (
                                    select 1 from role r join app_user u on u.role_ids @> array[r.id]
                                    where r.deleted_at is null and r.permissions @> cast(? as jsonb)
                                      and u.active and u.deleted_at is null and u.password_hash is not null)
                                """)
                        .param(Permissions.ADMINISTRATOR)
                        .query(Boolean.class)
                        .single();
        if (!somebody) {
            throw Problem.conflict("LAST_ADMINISTRATOR");
        }
    }
}
