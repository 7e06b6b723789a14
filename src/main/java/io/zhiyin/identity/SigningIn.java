package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Rights;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares a name and a password, and counts what fails.
 *
 * <p>What an answer tells: BAD_CREDENTIALS whether the name, the password or the person's standing
 * is wrong, after the same time; LOCKED after five failures in a row of whatever name, borne by
 * somebody or not, to the right password as to a wrong one. So neither answer tells who exists, and
 * a lock cannot be used to go on guessing.
 */
@Component
class SigningIn {
    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Failures failures;
    private final Audit audit;
    private final Company company;
    private final Clock clock;

    SigningIn(
            JdbcClient jdbc,
            Passwords passwords,
            Failures failures,
            Audit audit,
            Company company,
            Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.failures = failures;
        this.audit = audit;
        this.company = company;
        this.clock = clock;
    }

    private record Account(long id, String name, String hash, boolean active) {}

    /**
     * The id of the person whom name and password prove.
     *
     * @throws Problem 401 BAD_CREDENTIALS or LOCKED, 429 when too many sign in at once
     */
    long prove(String username, String password, String address) {
        String name = name(username);
        Actor somebody = stranger(null, name, address);
        failures.locked(name)
                .ifPresent(
                        until -> {
                            throw locked(until, 401);
                        });
        Account account = account(name);
        boolean right = passwords.matches(password, account == null ? null : account.hash());
        if (!right || !account.active()) {
            throw failed(name, account == null ? somebody : of(account, address), "LOGIN");
        }
        failures.succeeded(name)
                .ifPresent(
                        until -> {
                            throw locked(until, 401);
                        });
        jdbc.sql("update app_user set last_login_at = ? where id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), account.id())
                .update();
        audit.add(of(account, address), "LOGIN", "users", account.id(), Map.of());
        return account.id();
    }

    /**
     * Proves once more the password of whoever is signed in; failures count like those of a
     * sign-in, so that an open session is no place to guess.
     *
     * @return false for a wrong password
     * @throws Problem 403 LOCKED after five of them
     */
    boolean again(Actor actor, String password) {
        String name = name(actor.username());
        failures.locked(name)
                .ifPresent(
                        until -> {
                            throw locked(until, 403);
                        });
        Account account = account(name);
        if (account == null || !passwords.matches(password, account.hash())) {
            Problem problem = failed(name, actor, "PASSWORD");
            if (problem.code().equals("LOCKED")) {
                throw locked((Instant) problem.extra().get("until"), 403);
            }
            return false;
        }
        failures.clear(name);
        return true;
    }

    private Problem failed(String name, Actor who, String where) {
        Failures.Outcome outcome = failures.failed(name);
        if (outcome.locked() && !outcome.justLocked()) {
            return locked(outcome.until(), 401);
        }
        audit.add(who, "LOGIN_FAILED", "users", who.idOrNull(), Map.of("at", where));
        if (outcome.justLocked()) {
            audit.add(
                    who,
                    "LOCKED_OUT",
                    "users",
                    who.idOrNull(),
                    Map.of("until", outcome.until().toString()));
            return locked(outcome.until(), 401);
        }
        return new Problem(401, "BAD_CREDENTIALS");
    }

    private Problem locked(Instant until, int status) {
        long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
        return new Problem(status, "LOCKED", (seconds + 59) / 60)
                .with("retryAfter", seconds)
                .with("until", until);
    }

    private Account account(String name) {
        return jdbc.sql(
                        """
                        select id, display_name, password_hash, active from app_user
                        where lower(username) = ? and deleted_at is null
                        """)
                .param(name)
                .query(
                        (row, n) ->
                                new Account(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getBoolean(4)))
                .optional()
                .orElse(null);
    }

    /** Names are compared in lower case and kept short: what is counted may be anything. */
    static String name(String username) {
        String plain = Form.harmless(username).strip().toLowerCase(Locale.ROOT);
        return plain.length() <= 100 ? plain : plain.substring(0, 100);
    }

    private Actor of(Account account, String address) {
        return stranger(account.id(), account.name(), address);
    }

    private Actor stranger(Long id, String name, String address) {
        return new Actor(
                id == null ? 0 : id,
                name,
                name,
                null,
                List.of(),
                List.of(),
                new Rights(Map.of()),
                company.language(),
                company.zone(),
                address);
    }
}
