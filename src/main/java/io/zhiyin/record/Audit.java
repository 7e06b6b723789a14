package io.zhiyin.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what people do beyond changing records: sign-ins, reveals, exports, changes of
 * rights. Joins the caller's transaction where there is one, so that nothing is written of what did
 * not happen.
 */
@Component
public class Audit {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JdbcTemplate db;
    private final Clock clock;

    Audit(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param action a stable word, upper case: LOGIN, REVEAL … (text under {@code audit.<action>})
     * @param entity what it was about, null for nothing in particular
     * @param detail what else is worth knowing; never a secret
     */
    public void add(
            Actor actor, String action, String entity, Long recordId, Map<String, ?> detail) {
        // a NUL in a text is the one thing jsonb refuses
        String json = MAPPER.writeValueAsString(detail).replace("\\u0000", "");
        db.update(
                """
                insert into audit_entry (at, actor_id, actor_name, action, entity, record_id, address, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """,
                Timestamp.from(clock.instant()),
                actor.idOrNull(),
                actor.username(),
                action,
                entity,
                recordId,
                actor.address(),
                json);
    }
}
