package io.zhiyin.customer;

import io.zhiyin.record.Draft;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A group of companies is a tree: nobody stands above himself. */
@Component
class ParentCustomer {
    private static final int DEEPEST = 50;

    private final JdbcTemplate db;

    ParentCustomer(JdbcTemplate db) {
        this.db = db;
    }

    /**
     * Two changes at the same moment could close a circle that neither sees; so they come one after
     * the other. They are rare.
     */
    void check(Draft draft) {
        Long parent = draft.values().ref("parentCustomerId");
        if (parent == null || draft.creating() || !draft.changed("parentCustomerId")) {
            return;
        }
        long id = draft.before().id();
        db.queryForObject(
                "select pg_advisory_xact_lock(hashtext('parent customers'))::text", String.class);
        Integer circle =
                db.queryForObject(
                        """
                        with recursive above as (
                            select id, parent_customer_id, 1 as step from customer where id = ?
                            union all
                            select c.id, c.parent_customer_id, a.step + 1
                            from above a join customer c on c.id = a.parent_customer_id
                            where a.step < ?)
                        select count(*) from above where id = ? or step = ?
                        """,
                        Integer.class,
                        parent,
                        DEEPEST,
                        id,
                        DEEPEST);
        if (circle != null && circle > 0) {
            draft.reject("parentCustomerId", "CYCLE");
        }
    }
}
