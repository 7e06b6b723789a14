package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The part of a person's row that is no field of the record: the password, and who got in by it.
 */
@Component
class Accounts {
    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Failures failures;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Accounts(
            JdbcClient jdbc,
            Passwords passwords,
            Sessions sessions,
            Failures failures,
            Audit audit,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.sessions = sessions;
        this.failures = failures;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * A password a person chose; his other sessions end. His tokens stay: no password opened them.
     */
    void changeOwnPassword(Actor actor, String password, Credential kept) {
        String hash = passwords.hash(password);
        transaction.executeWithoutResult(
                status -> {
                    jdbc.sql(
                                    "update app_user set password_hash = ?, must_change_password = false where id = ?")
                            .params(hash, actor.id())
                            .update();
                    sessions.closeOthers(actor.id(), kept);
                    audit.add(actor, "PASSWORD_CHANGED", "users", actor.id(), Map.of());
                });
    }

    /** A password somebody else set: whoever got in by the old one, or a token, is out. */
    void setPassword(Actor by, long userId, String username, String hash) {
        jdbc.sql("update app_user set password_hash = ? where id = ?")
                .params(hash, userId)
                .update();
        failures.clear(SigningIn.name(username));
        sessions.closeAll(userId);
        audit.add(by, "PASSWORD_SET", "users", userId, Map.of());
    }

    /** The password as the row shall keep it; computed before anything is locked. */
    String hash(String password) {
        return passwords.hash(password);
    }

    /** Whether it is the one the person has now. */
    boolean isCurrent(long userId, String password) {
        String hash =
                jdbc.sql("select coalesce(password_hash, '') from app_user where id = ?")
                        .param(userId)
                        .query(String.class)
                        .single();
        return !hash.isEmpty() && passwords.matches(password, hash);
    }
}
