package io.zhiyin.demo;

import io.zhiyin.customer.Completeness;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Loads;
import io.zhiyin.record.Loads.Entry;
import io.zhiyin.record.Loads.Load;
import io.zhiyin.record.Loads.Parcel;
import io.zhiyin.record.Values;
import java.util.List;

/** Turns what was told of customers into rows and log entries. */
final class Writing {
    private final Entity customerEntity;
    private final Load customers;
    private final Load contacts;
    private final Load followUps;
    private final Load opportunities;

    Writing(Loads loads, Entities entities) {
        customerEntity = entities.named("customers");
        customers = loads.of(customerEntity);
        contacts = loads.of(entities.named("contacts"));
        followUps = loads.of(entities.named("follow-ups"));
        opportunities = loads.of(entities.named("opportunities"));
    }

    void add(Told told) {
        Told.Made customer = told.customer;
        customer.values().put("completeness", Completeness.of(customerEntity, customer.values()));
        customers.add(customer.values(), customer.stamp());
        customers.created(customer.values(), customer.stamp(), null);
        for (Told.Made contact : told.contacts) {
            boolean primary = contact.values().flag("isPrimary");
            contacts.add(contact.values(), contact.stamp());
            contacts.created(contact.values(), contact.stamp(), primary ? "customers" : null);
        }
        if (told.deal != null) {
            deal(told.deal);
        }
        for (Told.Made followUp : told.followUps) {
            followUps.add(followUp.values(), followUp.stamp());
            followUps.created(followUp.values(), followUp.stamp(), null);
        }
    }

    private void deal(Told.Deal deal) {
        Values values = deal.values();
        opportunities.add(values, deal.stamp());
        opportunities.created(deal.first(), deal.stamp(), null);
        int version = 1;
        for (Told.Move move : deal.moves()) {
            opportunities.changed(
                    values.id(),
                    new Entry(
                            move.at(),
                            move.by(),
                            ++version,
                            move.cause(),
                            opportunities.diff(move.before(), move.after())));
        }
    }

    List<Parcel> parcels() {
        return List.of(
                customers.parcel(), contacts.parcel(), opportunities.parcel(), followUps.parcel());
    }
}
