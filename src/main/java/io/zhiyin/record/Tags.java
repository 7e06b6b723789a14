package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tag names and ids. Rows hold ids, so that a tag can be renamed; callers see and send names. */
@Component
public class Tags {
    private static final long SECONDS = 5;
    static final int LONGEST = 50;

    private record Loaded(Instant at, Map<Long, String> names, Map<String, Long> ids) {}

    private final JdbcTemplate db;
    private final Clock clock;
    private volatile Loaded loaded = new Loaded(Instant.MIN, Map.of(), Map.of());

    Tags(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Reads the names again: after a tag was renamed or deleted. */
    public void refresh() {
        loaded = new Loaded(Instant.MIN, Map.of(), Map.of());
    }

    List<String> names(List<?> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, String> names = current(false).names();
        if (!names.keySet().containsAll(ids)) {
            names = current(true).names();
        }
        return ids.stream().map(names::get).filter(Objects::nonNull).toList();
    }

    /** The ids of these names; a name not known yet becomes a tag. */
    List<Long> ids(List<String> wanted) throws Codec.Unfit {
        for (String name : wanted) {
            if (name.isEmpty()) {
                throw new Codec.Unfit("REQUIRED");
            }
            if (name.length() > LONGEST) {
                throw new Codec.Unfit("TOO_LONG", LONGEST);
            }
            if (id(name) == null) {
                OffsetDateTime at = clock.instant().atOffset(ZoneOffset.UTC);
                db.update(
                        """
                        insert into tag (name, created_at, updated_at) values (?, ?, ?)
                        on conflict (lower(name)) where deleted_at is null do nothing
                        """,
                        name,
                        at,
                        at);
                current(true);
            }
        }
        return wanted.stream().map(this::id).filter(Objects::nonNull).distinct().toList();
    }

    /** The tag's id, or null when there is none of that name. */
    Long id(String name) {
        Long id = current(false).ids().get(name.toLowerCase(Locale.ROOT));
        return id != null ? id : current(true).ids().get(name.toLowerCase(Locale.ROOT));
    }

    private Loaded current(boolean fresh) {
        Loaded now = loaded;
        Instant at = clock.instant();
        if (fresh || now.at() == Instant.MIN || now.at().plusSeconds(SECONDS).isBefore(at)) {
            var names = new HashMap<Long, String>();
            var ids = new HashMap<String, Long>();
            db.query(
                    "select id, name, deleted_at is null from tag",
                    row -> {
                        if (row.getBoolean(3)) {
                            names.put(row.getLong(1), row.getString(2));
                            ids.put(row.getString(2).toLowerCase(Locale.ROOT), row.getLong(1));
                        }
                    });
            now = new Loaded(at, names, ids);
            loaded = now;
        }
        return now;
    }
}
