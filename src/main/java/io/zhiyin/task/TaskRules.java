package io.zhiyin.task;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What holds for a task: when it is due, and that what it is about belongs together. */
@Component
class TaskRules implements Hooks {
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    TaskRules(ObjectProvider<Records> records, ObjectProvider<Entities> entities) {
        this.records = records;
        this.entities = entities;
    }

    @Override
    public void normalise(Draft draft) {
        customerOf(draft, "opportunityId", "opportunities");
        customerOf(draft, "contactId", "contacts");
        if (draft.changed("state")) {
            boolean open = Tasks.OPEN.equals(draft.values().text("state"));
            draft.values().put("doneAt", open ? null : draft.at().truncatedTo(ChronoUnit.MICROS));
        }
        if (draft.origin() != Draft.Origin.VERB
                && (draft.changed("dueAt") || draft.changed("repeats"))) {
            draft.values().put("repeatsFrom", draft.values().get("dueAt"));
        }
    }

    /** Who names an opportunity or a contact need not name its customer too. */
    private void customerOf(Draft draft, String field, String entity) {
        Long id = draft.values().ref(field);
        if (id != null && draft.values().ref("customerId") == null) {
            Values of = find(entity, id);
            draft.values().put("customerId", of == null ? null : of.ref("customerId"));
        }
    }

    @Override
    public void check(Draft draft) {
        Values values = draft.values();
        if (!Repeat.NONE.name().equals(values.text("repeats")) && values.get("dueAt") == null) {
            draft.reject("dueAt", "REQUIRED");
        }
        ofThisCustomer(draft, "contactId", "contacts");
        ofThisCustomer(draft, "opportunityId", "opportunities");
    }

    private void ofThisCustomer(Draft draft, String field, String entity) {
        Long id = draft.values().ref(field);
        if (id == null || !(draft.changed(field) || draft.changed("customerId"))) {
            return;
        }
        Values of = find(entity, id);
        if (of == null || !Objects.equals(of.ref("customerId"), draft.values().ref("customerId"))) {
            draft.reject(field, "NOT_OF_CUSTOMER");
        }
    }

    private Values find(String entity, long id) {
        return records.getObject().find(entities.getObject().named(entity), id);
    }
}
