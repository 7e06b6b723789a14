package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Child;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Phones;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.time.LocalDate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What holds for a contact. The primary one is shown and searched with its customer, so its changes
 * are the customer's too.
 */
@Component
class ContactRules implements Hooks {
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    ContactRules(ObjectProvider<Records> records, ObjectProvider<Entities> entities) {
        this.records = records;
        this.entities = entities;
    }

    @Override
    public void normalise(Draft draft) {
        Values values = draft.values();
        String mobile = values.text("mobile");
        if (mobile != null && draft.changed("mobile") && !Phones.mobile(mobile)) {
            draft.reject("mobile", "NOT_MOBILE");
        }
        LocalDate birthday = values.date("birthday");
        if (birthday != null
                && birthday.isAfter(LocalDate.ofInstant(draft.at(), draft.actor().zone()))) {
            draft.reject("birthday", "IN_FUTURE");
        }
        if (!draft.creating()
                && draft.changed("customerId")
                && draft.before().flag(Contacts.PRIMARY_MARK)) {
            draft.reject("customerId", "PRIMARY_CONTACT");
        }
    }

    @Override
    public void after(Draft draft) {
        if (draft.creating()
                || !draft.before().flag(Contacts.PRIMARY_MARK)
                || !draft.values().flag(Contacts.PRIMARY_MARK)) {
            return;
        }
        Entity customers = entities.getObject().named(Customers.NAME);
        Child primary = customers.childNamed(Customers.PRIMARY);
        Values was = new Values();
        was.put("id", draft.before().id());
        boolean differs = false;
        for (Field field : primary.fields()) {
            was.put(field.name(), draft.before().get(field.name()));
            differs |= draft.changed(field.name());
        }
        if (differs) {
            records.getObject()
                    .childChanged(
                            draft.actor(),
                            customers,
                            draft.values().ref("customerId"),
                            Customers.PRIMARY,
                            was,
                            Contacts.NAME);
        }
    }

    @Override
    public void checkRemoval(Actor actor, Values values, boolean removed) {
        if (removed && values.flag(Contacts.PRIMARY_MARK)) {
            throw new Problem(422, "PRIMARY_CONTACT");
        }
    }
}
