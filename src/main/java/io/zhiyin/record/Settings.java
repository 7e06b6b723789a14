package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What a company has decided once for all. Kept in memory, read again after at most five seconds.
 */
@Component
public class Settings {
    private static final long SECONDS = 5;

    /** A value somebody has chosen; {@code by} is null when it was a program. */
    record Decided(JsonNode value, Instant at, Long by) {}

    private record Loaded(Instant at, Map<String, Decided> values) {}

    private final JdbcTemplate db;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(Instant.MIN, Map.of());

    Settings(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Whether a yes-or-no setting is on. */
    public boolean on(Setting setting) {
        return value(setting).booleanValue();
    }

    /** The number of a setting that is one. */
    public int number(Setting setting) {
        return value(setting).intValue();
    }

    /** What holds: the value chosen, as long as the setting still takes such. */
    JsonNode value(Setting setting) {
        Decided decided = current().get(setting.name());
        return decided != null && setting.fault(decided.value()) == null
                ? decided.value()
                : setting.otherwise();
    }

    /** Who decided on a setting and when; null when nobody has. */
    Decided decided(Setting setting) {
        return current().get(setting.name());
    }

    /** Decides; {@code actor} is remembered. */
    public void put(Actor actor, Setting setting, JsonNode value) {
        db.update(
                """
                insert into setting (name, value, updated_at, updated_by) values (?, ?::jsonb, ?, ?)
                on conflict (name) do update
                set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by
                """,
                setting.name(),
                value.toString(),
                Lists.utc(clock.instant()),
                actor.idOrNull());
        forget();
    }

    /** Reads anew at the next question. */
    void forget() {
        loaded = new Loaded(Instant.MIN, Map.of());
    }

    private Map<String, Decided> current() {
        Loaded now = loaded;
        Instant at = clock.instant();
        if (now.at() == Instant.MIN
                || now.at().plusSeconds(SECONDS).isBefore(at)
                || now.at().isAfter(at)) {
            var values = new HashMap<String, Decided>();
            db.query(
                    "select name, value, updated_at, updated_by from setting",
                    row -> {
                        values.put(
                                row.getString(1),
                                new Decided(
                                        Json.read(row.getString(2)),
                                        row.getTimestamp(3).toInstant(),
                                        row.getObject(4, Long.class)));
                    });
            now = new Loaded(at, values);
            loaded = now;
        }
        return now.values();
    }
}
