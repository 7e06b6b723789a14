package io.zhiyin.demo;

import io.zhiyin.record.Entities;
import io.zhiyin.record.Loads;
import io.zhiyin.record.Loads.Entry;
import io.zhiyin.record.Loads.Load;
import io.zhiyin.record.Loads.Parcel;
import io.zhiyin.record.Values;
import java.util.List;
import java.util.Map;

/** Turns what was told of customers into rows and log entries. */
final class Writing {
    private final Load customers;
    private final Load contacts;
    private final Load followUps;
    private final Load opportunities;

    Writing(Loads loads, Entities entities) {
        customers = loads.of(entities.named("customers"));
        contacts = loads.of(entities.named("contacts"));
        followUps = loads.of(entities.named("follow-ups"));
        opportunities = loads.of(entities.named("opportunities"));
    }

    void add(Told told) {
        Told.Made customer = told.customer;
        customers.add(customer.values(), customer.stamp(), Map.of());
        customers.created(customer.values(), customer.stamp(), null);
        for (Told.Made contact : told.contacts) {
            boolean primary = contact.values().flag("isPrimary");
            contacts.add(contact.values(), contact.stamp(), Map.of("is_primary", primary));
            contacts.created(contact.values(), contact.stamp(), primary ? "customers" : null);
        }
        if (told.deal != null) {
            deal(told.deal);
        }
        for (Told.Made followUp : told.followUps) {
            followUps.add(followUp.values(), followUp.stamp(), Map.of());
            followUps.created(followUp.values(), followUp.stamp(), null);
        }
    }

    private void deal(Told.Deal deal) {
        Values values = deal.values();
        opportunities.add(values, deal.stamp(), Map.of());
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
