package io.zhiyin.customer;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first talk, entered together with its customer (C1.1): {@code "firstFollowUp": {"occurredAt",
 * "method", "content", "nextAction", "nextActionAt"}}, or {@code {"noContactYet": true}}, which is
 * an answer too.
 */
@Component
class FirstFollowUp {
    static final String INPUT = "firstFollowUp";
    private static final String NONE_YET = "noContactYet";

    /** What the customer itself answers. */
    private static final Set<String> FROM_CUSTOMER = Set.of("customerId", "contactId");

    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    FirstFollowUp(ObjectProvider<Records> records, ObjectProvider<Entities> entities) {
        this.records = records;
        this.entities = entities;
    }

    static boolean answered(Draft draft) {
        JsonNode input = draft.input(INPUT);
        return input != null && !input.isNull();
    }

    private static boolean noneYet(JsonNode input) {
        return input.path(NONE_YET).isBoolean() && input.get(NONE_YET).booleanValue();
    }

    /** Notes every fault beside the field of the form it stands in. */
    void check(Draft draft) {
        JsonNode input = draft.input(INPUT);
        if (input == null || input.isNull()) {
            return;
        }
        if (!draft.creating()) {
            draft.reject(INPUT, "READ_ONLY");
        } else if (!input.isObject()) {
            draft.reject(INPUT, "NOT_AN_OBJECT");
        } else if (!noneYet(input)) {
            for (Problem.FieldError error :
                    records.getObject()
                            .faults(draft.actor(), followUps(), bare(input), draft.origin())) {
                if (!FROM_CUSTOMER.contains(error.field())) {
                    draft.reject(INPUT + "." + error.field(), error.code(), error.args().toArray());
                }
            }
        }
    }

    void store(Draft draft) {
        JsonNode input = draft.input(INPUT);
        if (!answered(draft) || noneYet(input)) {
            return;
        }
        ObjectNode body = bare(input).put("customerId", Long.toString(draft.values().id()));
        Values contact = draft.values().child(Customers.PRIMARY);
        if (contact != null) {
            body.put("contactId", Long.toString(contact.id()));
        }
        records.getObject().create(draft.actor(), followUps(), body, draft.origin());
    }

    private Entity followUps() {
        return entities.getObject().named(FollowUps.NAME);
    }

    private static ObjectNode bare(JsonNode input) {
        ObjectNode body = ((ObjectNode) input).deepCopy();
        body.remove(List.of("customerId", "contactId", "opportunityId", NONE_YET));
        return body;
    }
}
