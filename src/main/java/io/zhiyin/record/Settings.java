package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What a company has decided once for all, by name. Kept in memory, read again after at most five
 * seconds.
 */
@Component
public class Settings {
    private static final long SECONDS = 5;

    private record Loaded(Instant at, Map<String, JsonNode> values) {}

    private final JdbcTemplate db;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(Instant.MIN, Map.of());

    Settings(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Whether a yes-or-no setting is on; off when nobody has decided. */
    public boolean on(String name) {
        JsonNode value = current().get(name);
        return value != null && value.isBoolean() && value.booleanValue();
    }

    /** A whole number from 1 to {@code most}; {@code otherwise} when nobody has decided on such. */
    public int number(String name, int most, int otherwise) {
        JsonNode value = current().get(name);
        return value != null
                        && value.canConvertToInt()
                        && value.intValue() >= 1
                        && value.intValue() <= most
                ? value.intValue()
                : otherwise;
    }

    /** Decides; {@code actor} is remembered. */
    public void put(Actor actor, String name, JsonNode value) {
        db.update(
                """
                insert into setting (name, value, updated_at, updated_by) values (?, ?::jsonb, ?, ?)
                on conflict (name) do update
                set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by
                """,
                name,
                value.toString(),
                Lists.utc(clock.instant()),
                actor.idOrNull());
        loaded = new Loaded(Instant.MIN, Map.of());
    }

    private Map<String, JsonNode> current() {
        Loaded now = loaded;
        Instant at = clock.instant();
        if (now.at() == Instant.MIN
                || now.at().plusSeconds(SECONDS).isBefore(at)
                || now.at().isAfter(at)) {
            var values = new HashMap<String, JsonNode>();
            db.query(
                    "select name, value from setting",
                    row -> {
                        values.put(row.getString(1), Json.read(row.getString(2)));
                    });
            now = new Loaded(at, values);
            loaded = now;
        }
        return now.values();
    }
}
