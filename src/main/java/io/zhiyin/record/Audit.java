package io.zhiyin.record;

import java.time.Clock;
import java.util.LinkedHashMap;
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
                Json.write(plain(detail)));
    }

    /** A NUL in a text is the one thing the database's JSON does not take. */
    private static Map<String, Object> plain(Map<String, ?> detail) {
        var plain = new LinkedHashMap<String, Object>();
        detail.forEach(
                (name, value) ->
                        plain.put(
                                name,
                                value instanceof String text ? text.replace("\0", "") : value));
        return plain;
    }
}
