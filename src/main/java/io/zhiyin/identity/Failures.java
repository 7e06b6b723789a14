package io.zhiyin.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts failed sign-ins of a name in a row. The count stands in the database, so that a hundred
 * attempts at once over several programs get five guesses together; a name nobody bears is counted
 * and locked like any other, so that a lock tells nothing.
 */
@Component
class Failures {
    /** Failures in a row before a name is locked. */
    static final int ALLOWED = 5;

    static final Duration LOCK = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Failures(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How the count stands after a failure. */
    record Outcome(boolean locked, boolean justLocked, Instant until) {}

    /** Until when the name is locked, if it is. */
    Optional<Instant> locked(String name) {
        return jdbc.sql(
                        "select locked_until from login_failure where username = ? and locked_until > ?")
                .params(name, moment())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Counts a failure. A name locked already stays locked until the same moment. */
    Outcome failed(String name) {
        OffsetDateTime now = moment();
        return jdbc.sql(
                        """
                        insert into login_failure as f (username, failures, failed_at, locked_until)
                        values (:name, 1, :now, case when :allowed <= 1 then cast(:until as timestamptz) end)
                        on conflict (username) do update set
                            failures = case when f.locked_until <= :now then 1 else f.failures + 1 end,
                            failed_at = :now,
                            locked_until = case
                                when f.locked_until > :now then f.locked_until
                                when f.locked_until is null and f.failures + 1 >= :allowed then :until
                            end
                        returning failures, locked_until
                        """)
                .param("name", name)
                .param("now", now)
                .param("until", now.plus(LOCK))
                .param("allowed", ALLOWED)
                .query(
                        (row, n) -> {
                            OffsetDateTime until =
                                    row.getObject("locked_until", OffsetDateTime.class);
                            return new Outcome(
                                    until != null,
                                    until != null && row.getInt("failures") == ALLOWED,
                                    until == null ? null : until.toInstant());
                        })
                .single();
    }

    /**
     * Forgets the failures after the right password – unless the name was locked in the meantime:
     * then the right password is refused as well, or guessing could go on behind the lock.
     */
    Optional<Instant> succeeded(String name) {
        return transaction.execute(
                status -> {
                    var row =
                            jdbc.sql(
                                            "select locked_until from login_failure where username = ? for update")
                                    .param(name)
                                    .query((result, n) -> result.getObject(1, OffsetDateTime.class))
                                    .list();
                    if (row.isEmpty()) {
                        return Optional.<Instant>empty();
                    }
                    OffsetDateTime until = row.getFirst();
                    if (until != null && until.isAfter(moment())) {
                        return Optional.of(until.toInstant());
                    }
                    clear(name);
                    return Optional.<Instant>empty();
                });
    }

    void clear(String name) {
        jdbc.sql("delete from login_failure where username = ?").param(name).update();
    }

    /** Names nobody bears are forgotten after a day. */
    void sweep() {
        jdbc.sql(
                        """
                        delete from login_failure f where failed_at < ?
                          and not exists (select 1 from app_user u
                                          where lower(u.username) = f.username and u.deleted_at is null)
                        """)
                .param(moment().minusDays(1))
                .update();
    }

    private OffsetDateTime moment() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
