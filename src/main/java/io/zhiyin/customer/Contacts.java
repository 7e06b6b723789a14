package io.zhiyin.customer;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: a person at a customer (C2). Its rules stand in {@link ContactRules}. */
@Component
@Order(20)
class Contacts implements Definition {
    static final String NAME = "contacts";
    static final String PRIMARY_MARK = "isPrimary";

    private final Entity entity;

    Contacts(ContactRules rules, PrimaryContact primary) {
        entity =
                Entity.named(NAME, "contact")
                        .fields(
                                Field.ref("customerId", Customers.NAME).required().listed(),
                                Field.text("name", 100).required().searched("n").listed().counts(),
                                Field.text("title", 100).quickCreate().listed().counts(),
                                Field.choice(
                                                "role",
                                                "contactRole",
                                                "DECISION_MAKER",
                                                "INFLUENCER",
                                                "USER",
                                                "PURCHASER")
                                        .quickCreate()
                                        .listed(),
                                Field.of("mobile", FieldType.PHONE)
                                        .masked()
                                        .searched("m")
                                        .quickCreate()
                                        .listed()
                                        .counts(),
                                Field.of("email", FieldType.EMAIL)
                                        .max(254)
                                        .masked()
                                        .searched("e")
                                        .quickCreate()
                                        .listed()
                                        .counts(),
                                Field.of("phone", FieldType.PHONE).searched("m"),
                                Field.of(PRIMARY_MARK, FieldType.BOOLEAN)
                                        .verbOnly()
                                        .initial(false)
                                        .listed(),
                                Field.choice("gender", "gender", "MALE", "FEMALE"),
                                Field.of("birthday", FieldType.DATE))
                        .fields(
                                Field.text("wecomId", 100).group("reach"),
                                Field.text("wechatId", 100).group("reach"),
                                Field.choice(
                                                "preferredChannel",
                                                "contactChannel",
                                                "PHONE",
                                                "SMS",
                                                "EMAIL",
                                                "WECOM",
                                                "WECHAT")
                                        .group("reach"),
                                Field.longText("notes").group("reach"),
                                Field.ref("ownerId", "users").countsFrom(Customers.NAME, "ownerId"),
                                Field.ref("departmentId", "departments")
                                        .countsFrom(Customers.NAME, "departmentId"))
                        .scopedBy("customerId")
                        .subtitle("title", "customerId")
                        .verb("make-primary", primary::make)
                        .hooks(rules);
    }

    @Override
    public Entity entity() {
        return entity;
    }
}
