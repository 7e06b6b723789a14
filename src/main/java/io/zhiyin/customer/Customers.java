package io.zhiyin.customer;

import io.zhiyin.record.Child;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import java.math.BigDecimal;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: the archive of a customer (C1). Its rules stand in {@link CustomerRules}. */
@Component
@Order(10)
class Customers implements Definition {
    static final String NAME = "customers";
    static final String PRIMARY = "primaryContact";

    private final Entity entity;

    Customers(Contacts contacts, CustomerRules rules, PublicPool pool) {
        entity =
                Entity.named(NAME, "customer")
                        .fields(basic())
                        .fields(place())
                        .fields(invoicing())
                        .fields(intention())
                        .fields(sensitive())
                        .fields(followUp())
                        .fields(cooperation())
                        .fields(valuation())
                        .fields(system())
                        .child(
                                Child.single(
                                                PRIMARY,
                                                contacts.entity(),
                                                "customer_id",
                                                "is_primary",
                                                true,
                                                "name",
                                                "title",
                                                "mobile",
                                                "email",
                                                "role",
                                                "phone")
                                        .demanding("mobile", CustomerRules.MOBILE_OR_PHONE))
                        .identifiedBy(
                                PRIMARY + ".mobile",
                                "identity_mobile",
                                "t.identity_mobile is not null")
                        .alikeBy(SameCustomer.WAYS)
                        .display("fullName")
                        .subtitle("grade", "lifecycle", "ownerId")
                        .numbered("CRM{yyyy}{3}")
                        .owned()
                        .input(FirstFollowUp.INPUT)
                        .verb("claim", pool::claim)
                        .verb("release", pool::release)
                        .hooks(rules);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    private static Field[] basic() {
        return new Field[] {
            Field.text("code", 40).verbOnly().searched("c").listed(),
            Field.text("fullName", 200).required().searched("n").listed().counts(),
            Field.text("shortName", 100).searched("n"),
            Field.text("formerName", 200).searched("n"),
            Field.choice("kind", "customerKind", "COMPANY", "PERSON")
                    .required()
                    .initial("COMPANY")
                    .counts(),
            Vocabulary.industry().required().listed().counts(),
            Vocabulary.companySize().counts(),
            Field.choice("grade", "grade", "STRATEGIC", "KEY", "NORMAL", "LOW_VALUE", "UNRATED")
                    .required()
                    .initial("UNRATED")
                    .notQuick()
                    .listed(),
            Field.choice(
                            "lifecycle",
                            "lifecycle",
                            "PROSPECT",
                            "ACQUIRED",
                            "GROWING",
                            "MAINTAINED",
                            "CHURNED")
                    .required()
                    .initial("PROSPECT")
                    .notQuick()
                    .listed(),
            Field.choice("dormancy", "dormancy", "NONE", "DORMANT", "DEEP_DORMANT")
                    .required()
                    .initial("NONE")
                    .notQuick(),
            Field.choice("strategicValue", "level", "HIGH", "MEDIUM", "LOW"),
            Vocabulary.source().quickCreate().counts(),
            Field.ref("ownerId", "users").quickCreate().listed(),
            Field.ref("departmentId", "departments").verbOnly(),
            Field.ref("parentCustomerId", NAME),
            Field.of("tags", FieldType.TAGS).column("tag_ids"),
            Field.of("files", FieldType.FILES)
        };
    }

    private static Field[] place() {
        return new Field[] {
            Vocabulary.region().quickCreate().group("place").counts(),
            Field.text("province", 50).group("place").counts(),
            Field.text("city", 50).group("place").counts(),
            Field.text("address", 300).masked().group("place").counts(),
            Field.of("phone", FieldType.PHONE).searched("m").group("place"),
            Field.of("website", FieldType.URL).max(300).group("place")
        };
    }

    private static Field[] invoicing() {
        return new Field[] {
            Field.text("invoiceTitle", 200).group("invoice"),
            Field.text("taxNumber", 40).group("invoice").counts()
        };
    }

    private static Field[] intention() {
        return new Field[] {
            Field.multiChoice(
                            "demands",
                            "demand",
                            "CUSTOM_DEVELOPMENT",
                            "IMPLEMENTATION",
                            "MAINTENANCE",
                            "TRAINING",
                            "CONSULTING")
                    .extendable()
                    .group("intention")
                    .counts(),
            Field.of("demandsConfirmed", FieldType.BOOLEAN).initial(false).group("intention"),
            Field.choice(
                            "budgetRange",
                            "budgetRange",
                            "LT_100K",
                            "B100K_300K",
                            "B300K_500K",
                            "GT_500K")
                    .masked()
                    .group("intention")
                    .counts(),
            Field.of("expectedPurchaseDate", FieldType.DATE).group("intention")
        };
    }

    private static Field[] sensitive() {
        return new Field[] {
            Field.text("idNumber", 40).encrypted().group("sensitive"),
            Field.text("bankAccount", 60).encrypted().group("sensitive"),
            Field.text("budgetNote", 1000).encrypted().group("sensitive"),
            Field.text("preferenceNote", 1000).encrypted().group("sensitive")
        };
    }

    /** Read from the newest follow-up, never typed twice; kept by {@link NewestFollowUp}. */
    private static Field[] followUp() {
        return new Field[] {
            newest(Field.of("lastFollowUpAt", FieldType.INSTANT), "occurredAt").listed(),
            newest(FollowUps.method("followUpMethod"), "method"),
            newest(Field.longText("followUpContent"), "content"),
            newest(FollowUps.nextAction("nextAction"), "nextAction"),
            newest(Field.of("nextActionAt", FieldType.INSTANT), "nextActionAt")
        };
    }

    private static Field newest(Field field, String said) {
        return field.repeats(FollowUps.NAME, said).group("followUp");
    }

    private static Field[] cooperation() {
        return new Field[] {
            Field.money("totalAmount")
                    .derived()
                    .initial(new BigDecimal("0.00"))
                    .listed()
                    .group("cooperation"),
            Field.of("orderCount", FieldType.INTEGER).derived().initial(0L).group("cooperation"),
            Field.money("averageOrderAmount").derived().group("cooperation"),
            Field.of("firstOrderAt", FieldType.INSTANT).derived().group("cooperation"),
            Field.of("lastOrderAt", FieldType.INSTANT).derived().group("cooperation"),
            Field.of("satisfaction", FieldType.INTEGER).derived().group("cooperation")
        };
    }

    private static Field[] valuation() {
        return new Field[] {
            Field.of("valueScore", FieldType.INTEGER).derived().group("valuation"),
            Field.choice(
                            "rfmSegment",
                            "rfmSegment",
                            "HIGH_VALUE",
                            "PROMISING",
                            "ORDINARY",
                            "AT_RISK")
                    .derived()
                    .group("valuation"),
            Field.of("healthScore", FieldType.INTEGER).derived().listed().group("valuation"),
            Field.choice("churnRisk", "churnRisk", "LOW", "MEDIUM", "HIGH")
                    .derived()
                    .group("valuation"),
            Field.choice("activityLevel", "level", "HIGH", "MEDIUM", "LOW")
                    .derived()
                    .group("valuation"),
            Field.of("views30d", FieldType.INTEGER).derived().initial(0L).group("valuation"),
            Field.of("completeness", FieldType.PERCENT)
                    .scale(0)
                    .derived()
                    .initial(BigDecimal.ZERO)
                    .group("valuation")
        };
    }

    private static Field[] system() {
        return new Field[] {
            Field.of("incomplete", FieldType.BOOLEAN).derived().initial(false).group("entry"),
            Field.text("duplicateReason", 500).notImported().group("entry"),
            Field.of("identityMobile", FieldType.PHONE).internal(),
            Field.text(SameCustomer.KEY, 200).internal()
        };
    }
}
