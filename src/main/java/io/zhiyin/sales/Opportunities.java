package io.zhiyin.sales;

import io.zhiyin.customer.Vocabulary;
import io.zhiyin.record.Child;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: what an opportunity consists of. Its rules stand in {@link OpportunityRules}. */
@Component
@Order(40)
class Opportunities implements Definition {
    static final String NAME = "opportunities";
    static final String PROPOSED = "PROPOSED";
    static final String CONFIRMED = "CONFIRMED";

    /** Whole days since the stage was entered, by the calendar of the company's zone. */
    static final String STAGE_DAYS =
            "cast(:today as date) - cast(t.stage_entered_at at time zone :zone as date)";

    static final String STUCK =
            "coalesce("
                    + STAGE_DAYS
                    + " > (select s.max_days from pipeline_stage s"
                    + " where s.pipeline_id = t.pipeline_id and s.code = t.stage), false)";

    private final Entity entity;

    Opportunities(OpportunityRules rules, StageMoves moves) {
        entity =
                Entity.named(NAME, "opportunity")
                        .fields(
                                Field.text("code", 40).verbOnly().searched("c").listed(),
                                Field.text("name", 200).required().searched("n").listed(),
                                Field.ref("customerId", "customers").required().listed(),
                                Field.ref("ownerId", "users").required().listed(),
                                Field.ref("departmentId", "departments").derived(),
                                Vocabulary.source().required(),
                                Field.of("leadAcquiredAt", FieldType.DATE).notNull(),
                                Field.of("tags", FieldType.TAGS).column("tag_ids"))
                        .fields(stage())
                        .fields(forecast())
                        .fields(competition())
                        .child(
                                Child.lines(
                                        ProductLines.NAME,
                                        "opportunity_line",
                                        "opportunity_id",
                                        (row, path, errors) -> {},
                                        Field.ref("productId", "products"),
                                        Field.text("name", 200).notNull(),
                                        Field.of("quantity", FieldType.NUMBER)
                                                .scale(3)
                                                .initial(java.math.BigDecimal.ONE.setScale(3)),
                                        Field.money("unitPrice").notNull(),
                                        Field.of("discount", FieldType.PERCENT)
                                                .initial(java.math.BigDecimal.ZERO.setScale(2)),
                                        Field.money("amount").derived()))
                        .numbered("SO{yyyyMM}{3}")
                        .subtitle("customerId", "ownerId")
                        .owned()
                        .belongsTo("customerId")
                        .verb("advance", moves::advance)
                        .verb("confirm-probability", moves::confirm)
                        .collectionVerb("confirm-probability", moves::confirmAll)
                        .hooks(rules);
    }

    private static Field[] stage() {
        return new Field[] {
            Field.ref("pipelineId", "pipelines").verbOnly().atCreation().notNull().group("stage"),
            Field.choice("stage", Stages.LIST)
                    .verbOnly()
                    .atCreation()
                    .notNull()
                    .listed()
                    .group("stage"),
            Field.of("stageEnteredAt", FieldType.INSTANT)
                    .verbOnly()
                    .atCreation()
                    .notNull()
                    .group("stage"),
            Field.of("stageDays", FieldType.INTEGER)
                    .derivedBy(STAGE_DAYS)
                    .notNull()
                    .listed()
                    .group("stage"),
            Field.of("stuck", FieldType.BOOLEAN).derivedBy(STUCK).notNull().group("stage"),
            Field.text("stageNote", 500).verbOnly().group("stage"),
            Field.choice("followStatus", "followStatus", "UNHANDLED", "FOLLOWED", "WON", "LOST")
                    .initial("UNHANDLED")
                    .derived()
                    .listed()
                    .group("stage"),
            Field.of("lastFollowUpAt", FieldType.INSTANT)
                    .countsFrom("follow-ups", "occurredAt")
                    .group("stage"),
            Field.choice("closeReason", "closeReason", Outcome.allReasons())
                    .verbOnly()
                    .atCreation()
                    .group("stage"),
            Field.text("closeNote", 500).verbOnly().atCreation().group("stage"),
            Field.of("closedAt", FieldType.INSTANT).verbOnly().group("stage")
        };
    }

    private static Field[] forecast() {
        return new Field[] {
            Field.money("expectedAmount").required().listed().group("forecast"),
            Field.money("confirmedAmount")
                    .repeats(NAME, "expectedAmount")
                    .notNull()
                    .group("forecast"),
            Field.text("amountReason", 500).group("forecast"),
            Field.of("expectedCloseDate", FieldType.DATE).required().listed().group("forecast"),
            Field.of("probability", FieldType.PERCENT).notNull().listed().group("forecast"),
            Field.choice("probabilityStatus", "probabilityStatus", PROPOSED, CONFIRMED)
                    .verbOnly()
                    .initial(PROPOSED)
                    .group("forecast"),
            Field.ref("probabilityConfirmedBy", "users").verbOnly().group("forecast"),
            Field.money("budget").masked().group("forecast"),
            Field.text("contractStatus", 40).derived().group("forecast")
        };
    }

    private static Field[] competition() {
        return new Field[] {
            Field.refs("competitors", "competitors").group("competition"),
            Field.longText("advantage").group("competition"),
            Field.longText("riskNote").group("competition")
        };
    }

    @Override
    public Entity entity() {
        return entity;
    }
}
