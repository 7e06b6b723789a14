package io.zhiyin.sales;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** What holds whenever an opportunity is saved, by whichever way (handbook: O1). */
@Component
class OpportunityRules implements Hooks {
    /** How far the amount may move from the last confirmed one without a reason. */
    private static final BigDecimal FREE_SHARE = new BigDecimal("0.20");

    private final Stages stages;
    private final ProductLines lines;

    OpportunityRules(Stages stages, ProductLines lines) {
        this.stages = stages;
        this.lines = lines;
    }

    @Override
    public void normalise(Draft draft) {
        if (draft.creating()) {
            begin(draft);
        } else if (draft.changed("stage")) {
            enter(draft);
        } else {
            kept(draft, "probability");
            kept(draft, "leadAcquiredAt");
            propose(draft);
        }
        lines.complete(draft);
    }

    @Override
    public void check(Draft draft) {
        notNegative(draft, "expectedAmount");
        notNegative(draft, "budget");
        amount(draft);
    }

    private static void notNegative(Draft draft, String field) {
        BigDecimal value = draft.values().number(field);
        if (value != null && value.signum() < 0) {
            draft.reject(field, "OUT_OF_RANGE");
        }
    }

    private void begin(Draft draft) {
        Values values = draft.values();
        if (values.get("leadAcquiredAt") == null) {
            values.put("leadAcquiredAt", LocalDate.ofInstant(draft.at(), draft.actor().zone()));
        }
        if (values.get("pipelineId") == null) {
            values.put("pipelineId", stages.standard());
        }
        Long id = values.ref("pipelineId");
        Pipeline pipeline = id == null ? null : stages.hold(id);
        if (pipeline == null) {
            draft.reject("pipelineId", id == null ? "REQUIRED" : "NOT_FOUND");
            return;
        }
        String wanted = values.text("stage");
        Stage stage = wanted == null ? pipeline.first() : pipeline.stage(wanted);
        if (stage == null) {
            draft.reject("stage", "UNKNOWN_STAGE");
            return;
        }
        values.put("stage", stage.code());
        values.put("stageEnteredAt", entered(draft));
        if (values.get("probability") == null || stage.outcome().closed()) {
            values.put("probability", stage.probability());
        }
        outcome(draft, stage);
    }

    /**
     * A list brought along from elsewhere may say when the stage was entered, not in the future.
     */
    private static Instant entered(Draft draft) {
        Instant given = draft.values().instant("stageEnteredAt");
        if (given != null && given.isAfter(draft.at())) {
            draft.reject("stageEnteredAt", "IN_FUTURE");
        }
        return given == null ? moment(draft) : given;
    }

    /** As exact as the database keeps it. */
    private static Instant moment(Draft draft) {
        return draft.at().truncatedTo(ChronoUnit.MICROS);
    }

    /** A stage changed by a verb brings its probability with it, unless a manager confirmed one. */
    private void enter(Draft draft) {
        Values values = draft.values();
        Pipeline pipeline = stages.find(values.ref("pipelineId"));
        Stage stage = pipeline.stage(values.text("stage"));
        boolean reopened = draft.before().get("closedAt") != null;
        boolean confirmed =
                Opportunities.CONFIRMED.equals(draft.before().text("probabilityStatus"));
        values.put("stageEnteredAt", moment(draft));
        if (stage.outcome().closed() || reopened || !confirmed) {
            values.put("probability", stage.probability());
        }
        if (reopened) {
            values.put("probabilityStatus", Opportunities.PROPOSED);
            values.put("probabilityConfirmedBy", null);
        }
        outcome(draft, stage);
    }

    /** Closing needs a reason of the right kind; an open opportunity has none. */
    private static void outcome(Draft draft, Stage stage) {
        Values values = draft.values();
        if (!stage.outcome().closed()) {
            values.put("closeReason", null);
            values.put("closeNote", null);
            values.put("closedAt", null);
            boolean followed = values.get("lastFollowUpAt") != null;
            values.put("followStatus", followed ? "FOLLOWED" : "UNHANDLED");
            return;
        }
        values.put("closedAt", values.get("stageEnteredAt"));
        values.put("followStatus", stage.outcome().name());
        String reason = values.text("closeReason");
        if (reason == null) {
            draft.reject("closeReason", "REQUIRED");
        } else if (!stage.outcome().reasons().contains(reason)) {
            draft.reject("closeReason", "NOT_CHOICE");
        }
    }

    /** What a new record gets by itself cannot be emptied afterwards. */
    private static void kept(Draft draft, String field) {
        if (draft.values().get(field) == null) {
            draft.reject(field, "REQUIRED");
        }
    }

    /** Another probability is a proposal again; a closed opportunity has none to propose. */
    private static void propose(Draft draft) {
        boolean verb = draft.origin() == Draft.Origin.VERB;
        if (verb || !draft.given("probability") || same(draft, "probability")) {
            return;
        }
        if (draft.before().get("closedAt") != null) {
            draft.reject("probability", "ALREADY_CLOSED");
        }
        draft.values().put("probabilityStatus", Opportunities.PROPOSED);
        draft.values().put("probabilityConfirmedBy", null);
    }

    private static boolean same(Draft draft, String field) {
        BigDecimal now = draft.values().number(field);
        return now != null && now.compareTo(draft.before().number(field)) == 0;
    }

    /**
     * O1: more than 20 % away from the last confirmed amount needs a reason, sent with the change;
     * so explained, it is the confirmed one. Exactly 20 % needs none and confirms nothing, so that
     * small steps add up.
     */
    private static void amount(Draft draft) {
        Values values = draft.values();
        if (draft.creating()) {
            values.put("confirmedAmount", values.get("expectedAmount"));
            return;
        }
        if (same(draft, "expectedAmount")) {
            return;
        }
        BigDecimal confirmed = values.number("confirmedAmount");
        BigDecimal moved = values.number("expectedAmount").subtract(confirmed).abs();
        if (moved.compareTo(confirmed.multiply(FREE_SHARE)) <= 0) {
            return;
        }
        if (!draft.given("amountReason") || values.get("amountReason") == null) {
            draft.reject("amountReason", "AMOUNT_REASON_REQUIRED");
        }
        values.put("confirmedAmount", values.get("expectedAmount"));
    }
}
