package io.zhiyin.sales;

import io.zhiyin.customer.FollowUpSaved;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps what opportunities derive from follow-ups, in the transaction of the follow-up: when the
 * last one was, and that there was one. No version is raised.
 */
@Component
class FollowedOpportunities {
    private final JdbcClient jdbc;

    FollowedOpportunities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locked in order and first, so that each counts what the other has stored. */
    @EventListener
    void on(FollowUpSaved saved) {
        Long[] ids =
                Stream.of(saved.opportunityId(), saved.formerOpportunityId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(Long[]::new);
        if (ids.length == 0) {
            return;
        }
        jdbc.sql("select id from opportunity where id = any(?) order by id for no key update")
                .param(ids)
                .query()
                .listOfRows();
        jdbc.sql(
                        """
                        update opportunity o
                        set last_follow_up_at = f.last,
                            follow_status = case when o.closed_at is not null then o.follow_status
                                                 when f.last is null then 'UNHANDLED' else 'FOLLOWED' end
                        from unnest(?::bigint[]) k(id) left join lateral (
                            select max(occurred_at) as last from follow_up
                            where opportunity_id = k.id and deleted_at is null) f on true
                        where o.id = k.id
                        """)
                .param(ids)
                .update();
    }
}
