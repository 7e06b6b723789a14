package io.zhiyin.customer;

import io.zhiyin.record.Settings;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps what customers show of their newest follow-up. Never raises a customer's version, or every
 * follow-up would make an open form stale.
 */
@Component
class NewestFollowUp {
    private final JdbcTemplate db;
    private final Settings settings;

    NewestFollowUp(JdbcTemplate db, Settings settings) {
        this.db = db;
        this.settings = settings;
    }

    /**
     * Reads the newest living follow-up of each customer anew. The customers are locked first, in
     * the order of their ids and by a statement of its own: a statement that locks and reads at
     * once would read what was true before it waited.
     */
    void refresh(Collection<Long> customers) {
        Long[] ids = customers.stream().distinct().sorted().toArray(Long[]::new);
        db.queryForList(
                "select id from customer where id = any(?) order by id for no key update",
                Long.class,
                (Object) ids);
        db.update(
                """
                update customer c
                set last_follow_up_at = f.occurred_at, follow_up_method = f.method,
                    follow_up_content = left(f.content, 1000), next_action = f.next_action,
                    next_action_at = f.next_action_at,
                    incomplete = c.incomplete and not (f.id is not null and (c.identity_mobile is not null or ?))
                from unnest(?::bigint[]) k(id)
                left join lateral (
                    select n.id, n.occurred_at, n.method, n.content, n.next_action, n.next_action_at
                    from follow_up n
                    where n.customer_id = k.id and n.deleted_at is null
                    order by n.occurred_at desc, n.id desc limit 1) f on true
                where c.id = k.id
                """,
                settings.on(CustomerRules.MOBILE_OR_PHONE),
                ids);
    }
}
