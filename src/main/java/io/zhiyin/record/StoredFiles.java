package io.zhiyin.record;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The files that people send, and who may read them: whoever may see a record and the field that
 * holds the file; while no record holds it, its sender.
 */
@Component
class StoredFiles {
    /** Until the transaction ends nobody deletes what it is about to hold. */
    private static final String STAY = " for key share of f";

    /** MB that one person may send in a day without attaching them to a record. */
    static final Setting LOOSE = Setting.number("uploads.unusedPerDay", 1_000, 1, 100_000);

    private static final Duration DAY = Duration.ofDays(1);
    private static final long MB = 1L << 20;

    /** Seconds after which trying again is worth it: attached files do not count. */
    private static final int COME_AGAIN = 3_600;

    private final JdbcTemplate db;
    private final Entities entities;
    private final FileBytes bytes;
    private final Settings settings;
    private final Clock clock;

    StoredFiles(
            JdbcTemplate db, Entities entities, FileBytes bytes, Settings settings, Clock clock) {
        this.db = db;
        this.entities = entities;
        this.bytes = bytes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param type media type as judged by the content
     * @param size in bytes
     */
    record StoredFile(long id, String name, String type, long size, String place) {}

    /**
     * Keeps a file that as yet hangs nowhere.
     *
     * @throws Problem 429 when the actor has sent too much in a day that hangs nowhere
     */
    StoredFile add(Actor actor, String name, InputStream content) throws IOException {
        String place = bytes.keep(content);
        try {
            String shown = FileName.shown(name, "file");
            String type = bytes.type(place, shown);
            long size = java.nio.file.Files.size(bytes.at(place));
            Long id =
                    db.queryForObject(
                            """
                            insert into stored_file (name, media_type, size, place, owner_id, created_at, loose_since)
                            values (?, ?, ?, ?, ?, ?, ?) returning id
                            """,
                            Long.class,
                            shown,
                            type,
                            size,
                            place,
                            actor.id(),
                            Lists.utc(clock.instant()),
                            Lists.utc(clock.instant()));
            // looked at afterwards, so that many sent at once do not pass together
            if (loose(actor) > settings.number(LOOSE) * MB) {
                db.update("delete from stored_file where id = ?", id);
                throw new Problem(429, "TOO_MANY_FILES", settings.number(LOOSE))
                        .with("retryAfter", COME_AGAIN);
            }
            return new StoredFile(id, shown, type, size, place);
        } catch (IOException | RuntimeException e) {
            bytes.delete(place);
            throw e;
        }
    }

    /** Bytes that the actor has sent within a day and that no record holds. */
    private long loose(Actor actor) {
        Sql sql =
                Sql.of(
                        """
                        select coalesce(sum(f.size), 0) from stored_file f
                        where f.owner_id = ? and f.loose_since is not null and not f.was_held and f.created_at > ?
                        """,
                        actor.id(),
                        Lists.utc(clock.instant().minus(DAY)));
        Long sent = db.queryForObject(sql.text(), Long.class, sql.binds());
        if (sent == null || sent <= settings.number(LOOSE) * MB) {
            return sent == null ? 0 : sent;
        }
        // the marks are set once a day: look closely
        for (Holder holder : holders()) {
            sql.add(" and not exists (").add(holder.rows()).add(")");
        }
        Long still = db.queryForObject(sql.text(), Long.class, sql.binds());
        return still == null ? 0 : still;
    }

    /** The file, if there is one that the actor may read. */
    Optional<StoredFile> find(Actor actor, long id) {
        return named(actor, List.of(id)).stream().findFirst();
    }

    /** Those of the files that there are and the actor may read, oldest first. */
    List<StoredFile> named(Actor actor, Collection<Long> ids) {
        Set<Long> readable = readable(actor, ids, "");
        return readable.isEmpty()
                ? List.of()
                : db.query(
                        "select id, name, media_type, size, place from stored_file where id = any(?) order by id",
                        (row, n) ->
                                new StoredFile(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getString(5)),
                        (Object) readable.toArray(Long[]::new));
    }

    /** Those of the files that the actor may read. */
    private Set<Long> readable(Actor actor, Collection<Long> ids, String lock) {
        Object wanted = ids.toArray(Long[]::new);
        Set<Long> found = new HashSet<>();
        Sql own = Sql.of("select f.id from stored_file f where f.id = any(?)", wanted);
        own.add(" and f.owner_id = ?", actor.id());
        for (Holder holder : holders()) {
            own.add(" and not exists (").add(holder.rows()).add(")");
        }
        db.query(own.add(lock).text(), add(found), own.binds());
        for (Holder holder : holders()) {
            if (actor.may(Action.VIEW, holder.entity())
                    && Access.right(actor, holder.entity(), holder.field()).inClear()) {
                Sql sql = Sql.of("select f.id from stored_file f where f.id = any(?)", wanted);
                sql.add(" and exists (").add(holder.rows()).add(" and t.deleted_at is null and ");
                sql.add(Access.condition(actor, holder.entity(), Action.VIEW));
                db.query(sql.add(")" + lock).text(), add(found), sql.binds());
            }
        }
        return found;
    }

    private static org.springframework.jdbc.core.RowCallbackHandler add(Set<Long> found) {
        return row -> found.add(row.getLong(1));
    }

    /** A field that holds files. */
    record Holder(Entity entity, Field field) {
        /**
         * The rows over alias t, also those in the recycle bin, that hold the file over alias f.
         */
        Sql rows() {
            String column = "t." + field.columnName();
            return Sql.of("select 1 from " + entity.table() + " t where " + column)
                    .add(" @> array[f.id] and " + column + " <> '{}'");
        }
    }

    List<Holder> holders() {
        return entities.all().stream()
                .flatMap(
                        e ->
                                e.allFields().stream()
                                        .filter(f -> f.type() == FieldType.FILES)
                                        .map(f -> new Holder(e, f)))
                .toList();
    }

    /**
     * Whether a record may be given these files: those the actor may read, and those that the
     * record had before, as its history tells.
     */
    boolean allowed(Actor actor, Entity entity, Field field, Values before, List<?> now) {
        List<?> kept = before == null ? null : (List<?>) before.get(field.name());
        Set<Long> fresh = new HashSet<>();
        for (Object id : now) {
            if (kept == null || !kept.contains(id)) {
                fresh.add((Long) id);
            }
        }
        if (!fresh.isEmpty()) {
            fresh.removeAll(readable(actor, fresh, STAY));
        }
        if (!fresh.isEmpty() && before != null) {
            fresh.removeAll(formerly(entity, field, before.id(), fresh));
        }
        return fresh.isEmpty();
    }

    private Set<Long> formerly(Entity entity, Field field, long record, Set<Long> ids) {
        Set<Long> found = new HashSet<>();
        db.query(
                """
                select f.id from stored_file f where f.id = any(?) and exists (
                    select 1 from change c where c.entity = ? and c.record_id = ?
                      and c.diff -> ? -> 0 @> to_jsonb(f.id))
                """
                        + STAY,
                add(found),
                ids.toArray(Long[]::new),
                entity.name(),
                record,
                field.name());
        return found;
    }
}
