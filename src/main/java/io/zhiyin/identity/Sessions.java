package io.zhiyin.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open sessions and personal tokens of all people. */
@Component
class Sessions {
    /** A session not used for so long is over. */
    static final Duration IDLE = Duration.ofHours(12);

    /** The same for whoever asked to be remembered. */
    static final Duration IDLE_REMEMBERED = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final Callers callers;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Callers callers, Clock clock) {
        this.jdbc = jdbc;
        this.callers = callers;
        this.clock = clock;
    }

    /** Opens a session; the answer is the secret for the cookie, told this once. */
    String open(long userId, boolean remember, String address, String userAgent) {
        String secret = Secret.fresh("");
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into session (token_digest, user_id, created_at, seen_at, expires_at,
                                             remember, address, user_agent)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Secret.digest(secret).bytes(),
                        userId,
                        at(now),
                        at(now),
                        at(now.plus(remember ? IDLE_REMEMBERED : IDLE)),
                        remember,
                        address,
                        shortened(userAgent))
                .update();
        return secret;
    }

    private static String shortened(String userAgent) {
        if (userAgent == null) {
            return null;
        }
        String plain = Form.harmless(userAgent);
        return plain.length() <= 300 ? plain : plain.substring(0, 300);
    }

    void close(Credential credential) {
        jdbc.sql("delete from " + credential.kind().table() + " where id = ?")
                .param(credential.id())
                .update();
        callers.changed();
    }

    /** Ends one of a person's own sessions; false when there is none of that id. */
    boolean close(long userId, Credential credential) {
        int gone =
                jdbc.sql(
                                "delete from "
                                        + credential.kind().table()
                                        + " where id = ? and user_id = ?")
                        .params(credential.id(), userId)
                        .update();
        callers.changed();
        return gone > 0;
    }

    /** Ends a person's sessions but the one given (or all, with null). */
    int closeOthers(long userId, Credential kept) {
        boolean keep = kept != null && kept.kind() == Credential.Kind.SESSION;
        int gone =
                jdbc.sql("delete from session where user_id = ? and id <> ?")
                        .params(userId, keep ? kept.id() : 0L)
                        .update();
        callers.changed();
        return gone;
    }

    /** Ends all that lets a person in: for whoever leaves. */
    void closeAll(long userId) {
        jdbc.sql("delete from session where user_id = ?").param(userId).update();
        jdbc.sql("delete from access_token where user_id = ?").param(userId).update();
        callers.changed();
    }

    List<Map<String, Object>> of(long userId, Credential current) {
        return jdbc.sql(
                        """
                        select id, created_at, seen_at, expires_at, address, user_agent from session
                        where user_id = ? and expires_at > ? order by seen_at desc, id desc limit 200
                        """)
                .params(userId, at(clock.instant()))
                .query(
                        (row, n) -> {
                            var item = new LinkedHashMap<String, Object>();
                            item.put("id", row.getString("id"));
                            item.put("createdAt", instant(row.getObject(2, OffsetDateTime.class)));
                            item.put("seenAt", instant(row.getObject(3, OffsetDateTime.class)));
                            item.put("expiresAt", instant(row.getObject(4, OffsetDateTime.class)));
                            item.put("address", row.getString("address"));
                            item.put("userAgent", row.getString("user_agent"));
                            item.put(
                                    "current",
                                    new Credential(Credential.Kind.SESSION, row.getLong("id"))
                                            .equals(current));
                            return (Map<String, Object>) item;
                        })
                .list();
    }

    /**
     * A new personal token.
     *
     * @param expiresAt null for one that holds until it is revoked
     */
    Map<String, Object> createToken(long userId, String name, Instant expiresAt) {
        String secret = Secret.fresh("zhiyin_");
        var item =
                jdbc.sql(
                                """
                                insert into access_token (token_digest, user_id, name, created_at, expires_at)
                                values (?, ?, ?, ?, ?)
                                returning id, name, created_at, used_at, expires_at
                                """)
                        .params(
                                Secret.digest(secret).bytes(),
                                userId,
                                name,
                                at(clock.instant()),
                                expiresAt == null ? null : at(expiresAt))
                        .query(TOKEN)
                        .single();
        item.put("token", secret);
        return item;
    }

    List<Map<String, Object>> tokens(long userId) {
        return jdbc.sql(
                        """
                        select id, name, created_at, used_at, expires_at from access_token
                        where user_id = ? order by id desc limit 200
                        """)
                .param(userId)
                .query(TOKEN)
                .list();
    }

    private static final RowMapper<Map<String, Object>> TOKEN =
            (row, n) -> {
                var item = new LinkedHashMap<String, Object>();
                item.put("id", row.getString("id"));
                item.put("name", row.getString("name"));
                item.put("createdAt", instant(row.getObject("created_at", OffsetDateTime.class)));
                item.put("usedAt", instant(row.getObject("used_at", OffsetDateTime.class)));
                item.put("expiresAt", instant(row.getObject("expires_at", OffsetDateTime.class)));
                return item;
            };

    private static String instant(OffsetDateTime value) {
        return value == null ? null : value.toInstant().toString();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
