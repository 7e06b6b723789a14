package io.zhiyin.customer;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Sql;
import io.zhiyin.record.SteadyReads;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads what happened with a customer, newest first, from all its sources in one statement. Each
 * source is read no further than the page and through the rights of the reader.
 */
@Component
class Happenings {
    static final int FOLLOW_UPS = 1;
    static final int CUSTOMER = 2;
    static final int CONTACTS = 3;
    static final int FIRST_PART = 4;

    /** What stands in the customer's own log already, or in the contact's. */
    private static final String TOLD_BY_CONTACT = "('contacts')";

    private static final String TOLD_BY_CUSTOMER = "('customers', 'make-primary')";

    private final SteadyReads reads;
    private final Entities entities;
    private final List<OverviewPart> parts;

    Happenings(SteadyReads reads, Entities entities, List<OverviewPart> parts) {
        this.reads = reads;
        this.entities = entities;
        this.parts = parts;
    }

    List<OverviewPart> parts() {
        return parts;
    }

    /** Where a page ended. */
    record Mark(Instant at, int source, long id) {
        String cursor() {
            String text = at + "~" + source + "~" + id;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        }

        static Mark of(String cursor) {
            try {
                String[] words =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)
                                .split("~", -1);
                if (words.length != 3) {
                    throw Problem.malformed("BAD_CURSOR");
                }
                return new Mark(
                        Instant.parse(words[0]),
                        Integer.parseInt(words[1]),
                        Long.parseLong(words[2]));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Problem.malformed("BAD_CURSOR");
            }
        }
    }

    /**
     * @param kinds those wanted, empty for all
     * @param after where the page before ended, null for the first
     */
    List<Happening> read(Actor actor, long customer, Set<String> kinds, Mark after, int limit) {
        var sources = new ArrayList<Sql>();
        if (kinds.isEmpty() || kinds.contains(Timeline.FOLLOW_UP)) {
            add(sources, followUps(actor, customer, after, limit));
        }
        if (kinds.isEmpty() || kinds.contains(Timeline.CHANGE)) {
            sources.add(own(customer, after, limit));
            Entity contacts = entities.named(Contacts.NAME);
            add(
                    sources,
                    related(
                            actor,
                            contacts,
                            CONTACTS,
                            TOLD_BY_CUSTOMER,
                            customer,
                            "",
                            after,
                            limit));
        }
        for (int i = 0; i < parts.size(); i++) {
            add(sources, part(actor, parts.get(i), FIRST_PART + i, customer, kinds, after, limit));
        }
        if (sources.isEmpty()) {
            return List.of();
        }
        Sql sql = Sql.of("select * from (");
        for (int i = 0; i < sources.size(); i++) {
            sql.add(i == 0 ? "" : " union all ").add(sources.get(i));
        }
        sql.add(") u order by at desc, source desc, id desc limit " + limit);
        return reads.db()
                .query(
                        sql.text(),
                        (row, n) ->
                                new Happening(
                                        row.getInt("source"),
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        row.getLong("id"),
                                        row.getLong("record_id"),
                                        (Long) row.getObject("actor_id"),
                                        row.getString("name"),
                                        row.getString("kind"),
                                        row.getString("cause"),
                                        row.getInt("version"),
                                        row.getString("facts") == null
                                                ? null
                                                : Json.read(row.getString("facts"))),
                        sql.binds());
    }

    private static void add(List<Sql> sources, Sql source) {
        if (source != null) {
            sources.add(source);
        }
    }

    private Sql followUps(Actor actor, long customer, Mark after, int limit) {
        Entity entity = entities.named(FollowUps.NAME);
        if (!actor.may(Action.VIEW, entity)) {
            return null;
        }
        Sql sql =
                Sql.of(
                        """
                        (select %d as source, t.occurred_at as at, t.id, t.id as record_id, t.author_id as actor_id,
                            null::text as name, null::text as kind, null::text as cause, t.version,
                            jsonb_build_object('method', t.method, 'content', t.content, 'nextAction', t.next_action,
                                'nextActionAt', t.next_action_at, 'contactId', t.contact_id,
                                'opportunityId', t.opportunity_id)::text as facts
                        from follow_up t where t.customer_id = ? and t.deleted_at is null and """
                                        .formatted(FOLLOW_UPS)
                                + " ",
                        customer);
        sql.add(Access.condition(actor, entity, Action.VIEW));
        before(sql, "t.occurred_at", "t.id", FOLLOW_UPS, after);
        return sql.add(" order by t.occurred_at desc, t.id desc limit " + limit + ")");
    }

    /** The customer's own log; whoever sees the customer sees it, field by field. */
    private static Sql own(long customer, Mark after, int limit) {
        Sql sql =
                Sql.of(
                        "(select "
                                + CUSTOMER
                                + " as source, c.at, c.id, c.record_id, c.actor_id, null::text as name,"
                                + " c.kind, c.cause, c.version,"
                                + " case when c.kind = 'UPDATE' then c.diff::text end as facts"
                                + " from change c where c.entity = ? and c.record_id = ?"
                                + " and coalesce(c.cause, '') not in "
                                + TOLD_BY_CONTACT,
                        Customers.NAME,
                        customer);
        before(sql, "c.at", "c.id", CUSTOMER, after);
        return sql.add(" order by c.at desc, c.id desc limit " + limit + ")");
    }

    private Sql part(
            Actor actor,
            OverviewPart part,
            int source,
            long customer,
            Set<String> kinds,
            Mark after,
            int limit) {
        Entity entity = entities.find(part.entity());
        boolean milestones = kinds.isEmpty() || kinds.contains(part.kind());
        boolean others = kinds.isEmpty() || kinds.contains(Timeline.CHANGE);
        if (entity == null || !milestones && !others) {
            return null;
        }
        String milestone =
                part.milestone() == null
                        ? "c.kind <> 'UPDATE'"
                        : "(c.kind <> 'UPDATE' or jsonb_exists(c.diff, '"
                                + part.milestone()
                                + "'))";
        String which =
                milestones && others
                        ? ""
                        : milestones ? " and " + milestone : " and not " + milestone;
        return related(actor, entity, source, "('')", customer, which, after, limit);
    }

    /** The logs of the records that belong to the customer, each read no further than the page. */
    private static Sql related(
            Actor actor,
            Entity entity,
            int source,
            String toldElsewhere,
            long customer,
            String which,
            Mark after,
            int limit) {
        if (!actor.may(Action.VIEW, entity)) {
            return null;
        }
        Field display = entity.field(entity.displayField());
        boolean named = Access.right(actor, entity, display).inClear();
        Sql sql =
                Sql.of(
                        "(select "
                                + source
                                + " as source, l.at, l.id, l.record_id, l.actor_id, r.name, l.kind, l.cause, l.version,"
                                + " case when l.kind = 'UPDATE' then l.diff::text end as facts"
                                + " from (select t.id, "
                                + (named ? "t." + display.columnName() : "null::text")
                                + " as name from "
                                + entity.table()
                                + " t where t.customer_id = ? and t.deleted_at is null and ",
                        customer);
        sql.add(Access.condition(actor, entity, Action.VIEW));
        sql.add(
                ") r cross join lateral (select * from change c where c.entity = ? and c.record_id = r.id"
                        + " and coalesce(c.cause, '-') not in "
                        + toldElsewhere
                        + which,
                entity.name());
        before(sql, "c.at", "c.id", source, after);
        return sql.add(
                " order by c.at desc, c.id desc limit "
                        + limit
                        + ") l order by l.at desc, l.id desc limit "
                        + limit
                        + ")");
    }

    private static void before(Sql sql, String at, String id, int source, Mark after) {
        if (after != null) {
            sql.add(
                    " and ("
                            + at
                            + ", "
                            + source
                            + ", "
                            + id
                            + ") < (?::timestamptz, ?::int, ?::bigint)",
                    after.at().atOffset(ZoneOffset.UTC),
                    after.source(),
                    after.id());
        }
    }
}
