package io.zhiyin.customer;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: one talk with a customer (C8). Its rules stand in {@link FollowUpRules}. */
@Component
@Order(30)
class FollowUps implements Definition {
    static final String NAME = "follow-ups";

    /** Recorded within a day after it took place counts as timely (S3). */
    private static final String TIMELY = "t.recorded_at - t.occurred_at <= interval '24 hours'";

    private final Entity entity;

    FollowUps(FollowUpRules rules) {
        entity =
                Entity.named(NAME, "follow_up")
                        .fields(
                                Field.ref("customerId", Customers.NAME).required().listed(),
                                Field.ref("contactId", Contacts.NAME).quickCreate().listed(),
                                Field.ref("opportunityId", "opportunities").quickCreate(),
                                method("method").required().listed(),
                                Field.of("occurredAt", FieldType.INSTANT)
                                        .notNull()
                                        .quickCreate()
                                        .listed(),
                                Field.longText("content").required().listed(),
                                nextAction("nextAction").required().listed(),
                                Field.of("nextActionAt", FieldType.INSTANT).quickCreate().listed(),
                                Field.choice(
                                        "intentionStage",
                                        "intentionStage",
                                        "NONE",
                                        "INTERESTED",
                                        "COMPARING",
                                        "DECIDING"),
                                Field.longText("serviceFeedback"))
                        .fields(
                                Field.of("location", FieldType.JSON).notImported().group("visit"),
                                Field.of("photos", FieldType.FILES).notImported().group("visit"),
                                Field.of("voice", FieldType.FILES).notImported().group("visit"))
                        .fields(
                                Field.ref("authorId", "users").verbOnly().listed().group("entry"),
                                Field.of("recordedAt", FieldType.INSTANT)
                                        .derived()
                                        .notNull()
                                        .group("entry"),
                                Field.of("timely", FieldType.BOOLEAN)
                                        .derivedBy(TIMELY)
                                        .notNull()
                                        .group("entry"),
                                Field.ref("ownerId", "users")
                                        .countsFrom(Customers.NAME, "ownerId")
                                        .group("entry"),
                                Field.ref("departmentId", "departments")
                                        .countsFrom(Customers.NAME, "departmentId")
                                        .group("entry"))
                        .display("content")
                        .sortedBy("-occurredAt")
                        .scopedBy("customerId")
                        .hooks(rules);
    }

    static Field method(String name) {
        return Field.choice(
                name,
                "followUpMethod",
                "PHONE",
                "VISIT",
                "EMAIL",
                "MEETING",
                "WECOM",
                "SMS",
                "CHAT",
                "SOCIAL");
    }

    static Field nextAction(String name) {
        return Field.choice(
                name, "nextAction", "SEND_MATERIAL", "DEMO", "QUOTE", "SIGN", "CALL_BACK", "NONE");
    }

    @Override
    public Entity entity() {
        return entity;
    }
}
