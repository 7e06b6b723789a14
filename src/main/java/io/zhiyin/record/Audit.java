package io.zhiyin.record;

import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the audit entries for what is not a change of a record: sign-in, reveals, exports,
 * refusals.
 */
@Component
public class Audit {
    private final JdbcTemplate db;
    private final Clock clock;

    Audit(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param actor null when nobody is signed in
     * @param detail further facts; never a secret, never a sensitive value
     */
    public void add(
            Actor actor, String action, String entity, Long recordId, Map<String, ?> detail) {
        db.update(
                "insert into audit_entry (at, actor_id, actor_name, action, entity, record_id, address, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)",
                Lists.utc(clock.instant()),
                actor == null ? null : actor.idOrNull(),
                actor == null ? null : actor.displayName(),
                action,
                entity,
                recordId,
                actor == null ? null : actor.address(),
                Json.write(detail));
    }
}
