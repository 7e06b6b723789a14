package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves every reader along the change log, five times a second. Only entries older than every open
 * writing transaction are handed out, so none can appear behind a reader's place. Places belong to
 * an epoch: after the database was restored or moved its transaction numbers mean nothing, and a
 * reader goes on from its entry's id.
 */
@Component
public class ChangeReaders {
    private static final Logger log = LoggerFactory.getLogger(ChangeReaders.class);
    private static final int BATCH = 500;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final List<ChangeReader> readers;

    ChangeReaders(
            JdbcTemplate db,
            TransactionTemplate transaction,
            Clock clock,
            List<ChangeReader> readers) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.readers = readers;
    }

    @Scheduled(fixedDelay = 200, initialDelay = 2000)
    void poll() {
        for (ChangeReader reader : readers) {
            try {
                while (step(reader) == BATCH) {
                    Thread.yield();
                }
            } catch (RuntimeException e) {
                fail(reader, e);
            }
        }
    }

    /**
     * Hands the next entries to a reader; how many there were. Two programs on one database take
     * turns.
     */
    public int step(ChangeReader reader) {
        Integer read =
                transaction.execute(
                        status -> {
                            ensure(reader);
                            String epoch = epoch();
                            List<Map<String, Object>> place =
                                    db.queryForList(
                                            "select epoch, xid::text as xid, id from change_reader where name = ? for update skip locked",
                                            reader.name());
                            return place.isEmpty() ? 0 : advance(reader, place.getFirst(), epoch);
                        });
        return read == null ? 0 : read;
    }

    private int advance(ChangeReader reader, Map<String, Object> place, String epoch) {
        long id = (Long) place.get("id");
        String xid = epoch.equals(place.get("epoch")) ? (String) place.get("xid") : xidOf(id);
        var last = new Object[] {xid, id};
        var entries = new ArrayList<ChangeReader.Entry>();
        db.query(
                """
                select xid::text, id, at, actor_id, entity, record_id, version, kind, cause, diff from change
                where (xid, id) > (?::text::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by xid, id limit ?
                """,
                row -> {
                    last[0] = row.getString(1);
                    last[1] = row.getLong(2);
                    entries.add(
                            new ChangeReader.Entry(
                                    row.getLong(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant(),
                                    (Long) row.getObject(4),
                                    row.getString(5),
                                    row.getLong(6),
                                    row.getInt(7),
                                    row.getString(8),
                                    row.getString(9),
                                    Json.read(row.getString(10))));
                },
                xid,
                id,
                BATCH);
        if (entries.isEmpty()) {
            return 0;
        }
        reader.read(entries);
        db.update(
                "update change_reader set epoch = ?, xid = ?::text::xid8, id = ?, read_at = ?, done = done + ?, failure = null where name = ?",
                epoch,
                last[0],
                last[1],
                Lists.utc(clock.instant()),
                entries.size(),
                reader.name());
        return entries.size();
    }

    /**
     * After a restore: the transaction number of the last entry read, as the restored log has it.
     */
    private String xidOf(long id) {
        List<String> found =
                db.queryForList("select xid::text from change where id = ?", String.class, id);
        return found.isEmpty() ? "0" : found.getFirst();
    }

    private void ensure(ChangeReader reader) {
        db.update(
                "insert into change_reader (name, epoch, xid, id, read_at) values (?, ?, '0', 0, ?) on conflict do nothing",
                reader.name(),
                epoch(),
                Lists.utc(clock.instant()));
    }

    private String epoch() {
        List<String> found = db.queryForList("select epoch from installation", String.class);
        return found.isEmpty() ? "first" : found.getFirst();
    }

    private void fail(ChangeReader reader, RuntimeException e) {
        log.warn("reader {} stopped: {}", reader.name(), e.toString());
        try {
            db.update(
                    "update change_reader set failure = ? where name = ?",
                    String.valueOf(e.getMessage()),
                    reader.name());
        } catch (RuntimeException again) {
            log.warn("and that could not be noted: {}", again.toString());
        }
    }

    /**
     * How far each reader is behind, and who holds all of them up: the oldest open writing
     * transaction.
     */
    public Map<String, Object> lag() {
        Instant now = clock.instant();
        var items = new ArrayList<Map<String, Object>>();
        db.query(
                """
                select r.name, r.read_at, r.done, r.failure, w.waiting, w.oldest from change_reader r
                left join lateral (select count(*) as waiting, min(at) as oldest from
                    (select at from change c where (c.xid, c.id) > (r.xid, r.id) order by c.xid, c.id limit 10001) x) w on true
                order by r.name
                """,
                row -> {
                    var item = new LinkedHashMap<String, Object>();
                    OffsetDateTime oldest = row.getObject(6, OffsetDateTime.class);
                    item.put("name", row.getString(1));
                    item.put(
                            "readAt",
                            row.getObject(2, OffsetDateTime.class).toInstant().toString());
                    item.put("done", row.getLong(3));
                    item.put("failure", row.getString(4));
                    item.put("waiting", row.getLong(5));
                    item.put(
                            "behindSeconds",
                            oldest == null
                                    ? 0
                                    : Math.max(0, now.getEpochSecond() - oldest.toEpochSecond()));
                    items.add(item);
                });
        var blockers =
                db.queryForList(
                        """
                        select pid, datname as database, application_name as application, state,
                               extract(epoch from clock_timestamp() - xact_start)::int as seconds
                        from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
                        order by xact_start limit 5
                        """);
        return Map.of("items", items, "openTransactions", blockers);
    }
}
