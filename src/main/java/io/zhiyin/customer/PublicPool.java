package io.zhiyin.customer;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Customers without an owner stand in the public pool: taken from there, and given back. */
@Component
class PublicPool {
    private static final String CLAIM = "claim";

    /** How long a list that somebody left open may still name what others have claimed since. */
    private static final Duration SEEN = Duration.ofDays(1);

    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;
    private final JdbcClient db;
    private final Clock clock;

    PublicPool(
            ObjectProvider<Records> records,
            ObjectProvider<Entities> entities,
            JdbcClient db,
            Clock clock) {
        this.records = records;
        this.entities = entities;
        this.db = db;
        this.clock = clock;
    }

    /**
     * The caller becomes the owner; of several at once one does.
     *
     * @throws Problem 403 without the pool right CLAIM, 409 NOT_IN_POOL when it has an owner
     */
    Object claim(Actor actor, long id, JsonNode body) {
        Entity customers = customers();
        if (actor.on(customers).pool() != Pool.CLAIM || actor.idOrNull() == null) {
            throw Problem.forbidden();
        }
        try {
            records()
                    .apply(
                            actor,
                            customers,
                            id,
                            Action.VIEW,
                            CLAIM,
                            before -> {
                                if (before.ref("ownerId") != null) {
                                    throw Problem.conflict("NOT_IN_POOL");
                                }
                                return Json.object().put("ownerId", Long.toString(actor.id()));
                            });
        } catch (Problem problem) {
            // Claimed a moment ago by somebody else: out of the caller's sight, but not unknown.
            throw problem.status() == 404 && claimedLately(id)
                    ? Problem.conflict("NOT_IN_POOL")
                    : problem;
        }
        return records().get(actor, customers, id);
    }

    private boolean claimedLately(long id) {
        return db.sql(
                        "select exists(select 1 from change where entity = ? and record_id = ? and (cause = ? or cause like ?) and at > ?)")
                .params(
                        Customers.NAME,
                        id,
                        CLAIM,
                        "bulk:%:" + CLAIM,
                        clock.instant().minus(SEEN).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /**
     * The customer goes back into the pool, by its owner or by whoever may transfer it. Answers
     * with nothing when the caller does not see the pool.
     *
     * @throws Problem 403 without the right, 409 NO_OWNER when it is in the pool already
     */
    Object release(Actor actor, long id, JsonNode body) {
        Entity customers = customers();
        records()
                .apply(
                        actor,
                        customers,
                        id,
                        Action.EDIT,
                        "release",
                        before -> {
                            Long owner = before.ref("ownerId");
                            if (owner == null) {
                                throw Problem.conflict("NO_OWNER");
                            }
                            boolean own = owner == actor.id();
                            if (!own && !records().reaches(actor, customers, id, Action.TRANSFER)) {
                                throw Problem.forbidden();
                            }
                            return Json.object().putNull("ownerId");
                        });
        return records().reaches(actor, customers, id, Action.VIEW)
                ? records().get(actor, customers, id)
                : null;
    }

    private Entity customers() {
        return entities.getObject().named(Customers.NAME);
    }

    private Records records() {
        return records.getObject();
    }
}
