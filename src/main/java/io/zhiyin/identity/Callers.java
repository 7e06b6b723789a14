package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Actors;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who calls: finds the person behind a session or a token, with rights, team and departments.
 *
 * <p>What was found is believed for a few seconds, so that a request normally costs no statement. A
 * change made in this program is seen by the next request ({@link #changed}); one made by another
 * program on the same database within {@link #LONGEST_BELIEF}.
 */
@Component
class Callers implements Actors {
    /** After this the first request that comes asks again, the others go on with what is known. */
    static final long BELIEF = 3_000_000_000L;

    /** After this everybody waits for the answer. */
    static final long LONGEST_BELIEF = 5_000_000_000L;

    private final JdbcClient jdbc;
    private final Permissions permissions;
    private final Clock clock;
    private final Company company;

    /** Raised with every change; what was read under another number is not believed. */
    private final AtomicLong changes = new AtomicLong();

    private final Map<Secret.Digest, Known> known = new ConcurrentHashMap<>();

    Callers(JdbcClient jdbc, Permissions permissions, Clock clock, Company company) {
        this.jdbc = jdbc;
        this.permissions = permissions;
        this.clock = clock;
        this.company = company;
    }

    /** What one credential led to, and when that was read. */
    private static final class Known {
        private final Credential credential;
        private final Person person;
        private final Instant expiresAt;
        private final long readAt;
        private final long change;
        private final AtomicBoolean asking = new AtomicBoolean();
        private volatile Instant usedAt;

        private Known(
                Credential credential, Person person, Instant expiresAt, long readAt, long change) {
            this.credential = credential;
            this.person = person;
            this.expiresAt = expiresAt;
            this.readAt = readAt;
            this.change = change;
        }
    }

    /** A person behind a credential. */
    record Caller(Credential credential, Person person) {}

    /** The caller, or null when the secret is unknown, expired, or its bearer may not sign in. */
    Caller find(Credential.Kind kind, String secret) {
        Secret.Digest digest = Secret.digest(secret);
        if (digest == null) {
            return null;
        }
        Instant now = clock.instant();
        Known entry = known.get(digest);
        if (entry == null || entry.credential.kind() != kind || !believed(entry, now)) {
            entry = read(kind, digest, entry, now);
        }
        if (entry == null) {
            return null;
        }
        entry.usedAt = now;
        return new Caller(entry.credential, entry.person);
    }

    private boolean believed(Known entry, Instant now) {
        if (entry.change != changes.get() || !now.isBefore(entry.expiresAt)) {
            return false;
        }
        long age = System.nanoTime() - entry.readAt;
        return age < BELIEF || (age < LONGEST_BELIEF && !entry.asking.compareAndSet(false, true));
    }

    private Known read(Credential.Kind kind, Secret.Digest digest, Known before, Instant now) {
        long change = changes.get();
        long readAt = System.nanoTime();
        Known fresh =
                jdbc.sql(kind == Credential.Kind.SESSION ? BY_SESSION : BY_TOKEN)
                        .param("secret", digest.bytes())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .query((row, n) -> knownOf(kind, row, readAt, change))
                        .optional()
                        .orElse(null);
        if (fresh == null) {
            known.remove(digest);
            return null;
        }
        if (before != null) {
            fresh.usedAt = before.usedAt;
        }
        known.put(digest, fresh);
        return fresh;
    }

    private Known knownOf(Credential.Kind kind, ResultSet row, long readAt, long change)
            throws SQLException {
        OffsetDateTime expiry = row.getObject("expires_at", OffsetDateTime.class);
        return new Known(
                new Credential(kind, row.getLong("credential_id")),
                person(row),
                expiry == null ? Instant.MAX : expiry.toInstant(),
                readAt,
                change);
    }

    /**
     * To be called after every change of users, roles, departments, sessions and tokens; inside a
     * transaction it takes effect with the commit.
     */
    void changed() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            changes.incrementAndGet();
                        }
                    });
        } else {
            changes.incrementAndGet();
        }
    }

    @Override
    public Optional<Actor> find(long userId) {
        return person(userId).map(Person::actor);
    }

    /** The person with today's rights; empty when deactivated, deleted or unknown. */
    Optional<Person> person(long userId) {
        return jdbc.sql(BY_ID).param("id", userId).query((row, n) -> person(row)).optional();
    }

    private Person person(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        long department = row.getLong("department_id");
        Actor actor =
                new Actor(
                        id,
                        row.getString("username"),
                        row.getString("display_name"),
                        row.wasNull() ? null : department,
                        longs(row.getArray("team")),
                        longs(row.getArray("departments")),
                        permissions.rights(texts(row.getArray("permissions"))),
                        Languages.of(row.getString("locale")),
                        company.zone(),
                        null);
        return new Person(actor, row.getBoolean("must_change_password"));
    }

    private static List<Long> longs(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** Calls with every credential used since {@code since}, and forgets those long unused. */
    void used(Instant since, Instant forgetBefore, BiConsumer<Credential, Instant> use) {
        known.values()
                .removeIf(
                        entry -> {
                            Instant usedAt = entry.usedAt;
                            if (usedAt != null && usedAt.isAfter(since)) {
                                use.accept(entry.credential, usedAt);
                            }
                            return usedAt == null || usedAt.isBefore(forgetBefore);
                        });
    }

    /**
     * A person's team is he and those who report to him, whether they still work here or not: what
     * they left behind stays in reach.
     */
    private static final String PERSON =
            """
            , tree(id) as (
                select u.department_id from held join app_user u on u.id = held.user_id
                where u.department_id is not null
                union
                select d.id from department d join tree on d.parent_id = tree.id
            )
            select held.*, u.id, u.username, u.display_name, u.department_id, u.locale,
                   u.must_change_password,
                   array(select u.id union all
                         select r.id from app_user r where r.manager_id = u.id and r.id <> u.id) as team,
                   array(select id from tree order by id) as departments,
                   array(select r.permissions::text from role r
                         where r.id = any(u.role_ids) and r.deleted_at is null order by r.id) as permissions
            from held join app_user u on u.id = held.user_id
            where u.active and u.deleted_at is null
            """;

    private static final String BY_SESSION =
            """
            with recursive held as (
                select id as credential_id, user_id, expires_at from session
                where token_digest = :secret and expires_at > :now
            )"""
                    + PERSON;

    private static final String BY_TOKEN =
            """
            with recursive held as (
                select id as credential_id, user_id, expires_at from access_token
                where token_digest = :secret and (expires_at is null or expires_at > :now)
            )"""
                    + PERSON;

    private static final String BY_ID =
            "with recursive held as (select cast(:id as bigint) as user_id)" + PERSON;
}
