package io.zhiyin.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes files that no record holds: one that never hung anywhere after a day, one that was taken
 * out of a record when the record could not be restored any more either.
 */
@Component
class LooseFiles {
    static final Duration GRACE = Duration.ofDays(1);
    private static final int BATCH = 500;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final StoredFiles files;
    private final FileBytes bytes;
    private final RecycleBin bin;
    private final Clock clock;

    LooseFiles(
            JdbcTemplate db,
            TransactionTemplate transaction,
            StoredFiles files,
            FileBytes bytes,
            RecycleBin bin,
            Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.files = files;
        this.bytes = bytes;
        this.bin = bin;
        this.clock = clock;
    }

    private record Loose(long id, String place) {}

    /** Returns how many were deleted. */
    long sweep(Runnable stop) throws IOException {
        Instant now = clock.instant();
        mark(now);
        long deleted = 0;
        List<Loose> gone;
        do {
            stop.run();
            gone = transaction.execute(status -> delete(now));
            for (Loose file : gone) {
                bytes.delete(file.place());
            }
            deleted += gone.size();
        } while (!gone.isEmpty());
        forgotten(now.minus(GRACE));
        return deleted;
    }

    private Sql held() {
        Sql held = Sql.of("(false");
        for (StoredFiles.Holder holder : files.holders()) {
            held.add(" or exists (").add(holder.rows()).add(")");
        }
        return held.add(")");
    }

    /** Notes which files have come loose, and which hang again. */
    private void mark(Instant now) {
        Sql sql = Sql.of("update stored_file f set was_held = true, loose_since = case when ");
        sql.add(held()).add(" then null else ?::timestamptz end", Lists.utc(now));
        sql.add(" where (f.loose_since is null) <> ").add(held());
        db.update(sql.text(), sql.binds());
    }

    /** Locked first and looked at again: a record may be taking hold of one just now. */
    private List<Loose> delete(Instant now) {
        List<Long> due =
                db.queryForList(
                        """
                        select id from stored_file
                        where loose_since < case when was_held then ? else ? end
                        order by id limit %d for update skip locked
                        """
                                .formatted(BATCH),
                        Long.class,
                        Lists.utc(now.minus(bin.kept())),
                        Lists.utc(now.minus(GRACE)));
        Sql sql =
                Sql.of(
                        "delete from stored_file f where f.id = any(?)",
                        (Object) due.toArray(Long[]::new));
        sql.add(" and not ").add(held()).add(" returning f.id, f.place");
        return db.query(
                sql.text(), (row, n) -> new Loose(row.getLong(1), row.getString(2)), sql.binds());
    }

    /** Bytes without a row: the program was killed between the two. */
    private void forgotten(Instant before) throws IOException {
        List<Path> all = bytes.olderThan(before);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Path> some = all.subList(from, Math.min(all.size(), from + BATCH));
            String[] places =
                    some.stream().map(p -> p.getFileName().toString()).toArray(String[]::new);
            Set<String> known =
                    new HashSet<>(
                            db.queryForList(
                                    "select place from stored_file where place = any(?)",
                                    String.class,
                                    (Object) places));
            for (Path file : some) {
                if (!known.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
