package io.zhiyin.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Honours Idempotency-Key: the key's row is written in the transaction of the work, so the same
 * request sent twice – also at the same moment – is done once. Only the record's id is kept, never
 * an answer: a repeat reads the record anew with the rights of now.
 */
@Component
class Once {
    /** How long a key is remembered; the same key later is a new request. */
    static final Duration KEPT = Duration.ofHours(24);

    static final int LONGEST = 200;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Records records;
    private final Clock clock;

    Once(JdbcTemplate db, TransactionTemplate transaction, Records records, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Creates once. A unique value taken by somebody else in the same moment is tried a second
     * time, when the check before the insert can name the other record.
     */
    long create(Actor actor, Entity entity, String key, JsonNode body, LongSupplier work) {
        try {
            return keyed(actor, entity, key, entity.name(), body, work);
        } catch (DuplicateKeyException race) {
            return keyed(actor, entity, key, entity.name(), body, work);
        }
    }

    Object run(
            Actor actor,
            Entity entity,
            String key,
            String what,
            JsonNode body,
            long id,
            Supplier<Object> work) {
        if (key == null) {
            return work.get();
        }
        Object[] answer = new Object[1];
        boolean[] done = new boolean[1];
        keyed(
                actor,
                entity,
                key,
                entity.name() + "/" + what,
                body,
                () -> {
                    answer[0] = work.get();
                    done[0] = true;
                    return id;
                });
        return done[0] ? answer[0] : id == 0 ? Map.of() : records.get(actor, entity, id);
    }

    private long keyed(
            Actor actor, Entity entity, String key, String what, JsonNode body, LongSupplier work) {
        if (key == null) {
            return work.getAsLong();
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "Idempotency-Key");
        }
        String request = digest(what + "\n" + body);
        Long done =
                transaction.execute(
                        status -> {
                            int fresh =
                                    db.update(
                                            "insert into idempotent_answer (user_id, key, request, created_at) values (?, ?, ?, ?)"
                                                    + " on conflict do nothing",
                                            actor.id(),
                                            key,
                                            request,
                                            Lists.utc(clock.instant()));
                            if (fresh == 0) {
                                return earlier(actor, key, request);
                            }
                            long id = work.getAsLong();
                            db.update(
                                    "update idempotent_answer set status = 200, entity = ?, record_id = ? where user_id = ? and key = ?",
                                    entity.name(),
                                    id,
                                    actor.id(),
                                    key);
                            return id;
                        });
        return done == null ? 0 : done;
    }

    private long earlier(Actor actor, String key, String request) {
        Map<String, Object> row =
                db.queryForMap(
                        "select request, record_id from idempotent_answer where user_id = ? and key = ?",
                        actor.id(),
                        key);
        if (!request.equals(row.get("request"))) {
            throw new Problem(422, "KEY_REUSED");
        }
        return row.get("record_id") == null ? 0 : (Long) row.get("record_id");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
