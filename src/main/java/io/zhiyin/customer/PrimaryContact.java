package io.zhiyin.customer;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Makes another contact the one who decides. */
@Component
class PrimaryContact {
    static final String CAUSE = "make-primary";

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    PrimaryContact(
            JdbcTemplate db,
            TransactionTemplate transaction,
            ObjectProvider<Records> records,
            ObjectProvider<Entities> entities) {
        this.db = db;
        this.transaction = transaction;
        this.records = records;
        this.entities = entities;
    }

    /**
     * The contact becomes its customer's primary one; the mobile number that identifies the
     * customer is his from now on.
     *
     * @throws Problem 422 when he has no mobile number, 409 when it identifies another customer
     */
    Object make(Actor actor, long id, JsonNode body) {
        Entity contacts = entities.getObject().named(Contacts.NAME);
        Access.demand(actor, contacts, Action.VIEW);
        transaction.executeWithoutResult(status -> move(actor, contacts, id));
        return records.getObject().get(actor, contacts, id);
    }

    private void move(Actor actor, Entity contacts, long id) {
        Records all = records.getObject();
        if (!all.reaches(actor, contacts, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        List<Long> customer =
                db.queryForList(
                        """
                        select id from customer
                        where id = (select customer_id from contact where id = ?) for no key update
                        """,
                        Long.class,
                        id);
        Entity customers = entities.getObject().named(Customers.NAME);
        Values was = all.find(customers, customer.getFirst()).child(Customers.PRIMARY);
        if (was != null && was.id() == id) {
            return;
        }
        if (was != null) {
            mark(actor, contacts, was.id(), false);
        }
        mark(actor, contacts, id, true);
        all.childChanged(actor, customers, customer.getFirst(), Customers.PRIMARY, was, CAUSE);
    }

    private void mark(Actor actor, Entity contacts, long id, boolean primary) {
        records.getObject()
                .apply(
                        actor,
                        contacts,
                        id,
                        Action.EDIT,
                        CAUSE,
                        now -> Json.object().put(Contacts.PRIMARY_MARK, primary));
    }
}
