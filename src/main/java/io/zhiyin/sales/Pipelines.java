package io.zhiyin.sales;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Child;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pipelines opportunities move through; exactly one is the default. */
@Component
@Order(70)
class Pipelines implements Definition, Hooks {
    static final String STAGES = "stages";

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int MOST_STAGES = 20;

    private final JdbcClient jdbc;
    private final StageRemoval removal;
    private final ObjectProvider<Records> records;
    private final Entity entity;

    Pipelines(JdbcClient jdbc, StageRemoval removal, ObjectProvider<Records> records) {
        this.jdbc = jdbc;
        this.removal = removal;
        this.records = records;
        this.entity =
                Entity.named("pipelines", "pipeline")
                        .fields(
                                Field.text("name", 100).required().listed(),
                                Field.of("isDefault", FieldType.BOOLEAN).initial(false).listed())
                        .child(
                                Child.lines(
                                        STAGES,
                                        "pipeline_stage",
                                        "pipeline_id",
                                        (row, path, errors) -> {},
                                        Field.text("code", 40).notNull(),
                                        Field.text("name", 50).required(),
                                        Field.text("nameEn", 50),
                                        Field.of("probability", FieldType.PERCENT).notNull(),
                                        Field.choice(
                                                        "outcome",
                                                        "stageOutcome",
                                                        "OPEN",
                                                        "WON",
                                                        "LOST")
                                                .initial("OPEN"),
                                        Field.words("next", 40),
                                        Field.of("maxDays", FieldType.INTEGER)))
                        .input(StageRemoval.REMAP)
                        .small()
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void normalise(Draft draft) {
        List<Values> stages = draft.values().children(STAGES);
        for (int i = 0; i < stages.size(); i++) {
            Values stage = stages.get(i);
            if (stage.get("code") == null) {
                stage.put("code", code(stage, i));
            }
            if (stage.get("probability") == null && !"OPEN".equals(stage.text("outcome"))) {
                boolean won = "WON".equals(stage.text("outcome"));
                stage.put("probability", BigDecimal.valueOf(won ? 10_000 : 0, 2));
            }
        }
    }

    /** A stage made without a code gets one from its English name or its place. */
    private static String code(Values stage, int place) {
        String english = stage.text("nameEn");
        String code =
                english == null
                        ? ""
                        : english.strip()
                                .toUpperCase(Locale.ROOT)
                                .replaceAll("[^A-Z0-9]+", "_")
                                .replaceAll("^[^A-Z]+|_+$", "");
        return CODE.matcher(code).matches() ? code : "STAGE_" + (place + 1);
    }

    @Override
    public void check(Draft draft) {
        stages(draft);
        if (!draft.creating()) {
            removal.check(draft);
        }
        standard(draft);
    }

    private static String missing(Outcome outcome) {
        return switch (outcome) {
            case OPEN -> "NO_STAGE_OPEN";
            case WON -> "NO_STAGE_WON";
            case LOST -> "NO_STAGE_LOST";
        };
    }

    private static void stages(Draft draft) {
        List<Values> stages = draft.values().children(STAGES);
        if (stages.size() > MOST_STAGES) {
            draft.reject(STAGES, "TOO_MANY", MOST_STAGES);
        }
        for (Outcome outcome : Outcome.values()) {
            if (stages.stream().noneMatch(s -> outcome.name().equals(s.text("outcome")))) {
                draft.reject(STAGES, missing(outcome));
            }
        }
        var codes = new HashSet<String>();
        stages.forEach(s -> codes.add(s.text("code")));
        var seen = new HashSet<String>();
        for (int i = 0; i < stages.size(); i++) {
            stage(draft, stages.get(i), codes, seen, STAGES + "[" + i + "].");
        }
    }

    private static void stage(
            Draft draft, Values stage, HashSet<String> codes, HashSet<String> seen, String path) {
        String code = stage.text("code");
        if (!CODE.matcher(code).matches()) {
            draft.reject(path + "code", "NOT_CODE");
        } else if (!seen.add(code)) {
            draft.reject(path + "code", "DUPLICATE");
        }
        if (stage.get("probability") == null) {
            draft.reject(path + "probability", "REQUIRED");
        }
        if (stage.get("maxDays") instanceof Long days && days < 1) {
            draft.reject(path + "maxDays", "OUT_OF_RANGE");
        }
        if (stage.get("next") instanceof List<?> next && !codes.containsAll(next)) {
            draft.reject(path + "next", "UNKNOWN_STAGE");
        }
    }

    /** Another default takes the place of this one; there is no pipeline without a default. */
    private void standard(Draft draft) {
        if (!draft.changed("isDefault")) {
            return;
        }
        if (!draft.values().flag("isDefault")) {
            if (!draft.creating() && draft.origin() != Draft.Origin.VERB) {
                draft.reject("isDefault", "ONE_DEFAULT");
            }
            return;
        }
        long self = draft.creating() ? 0 : draft.before().id();
        jdbc.sql("select id from pipeline where is_default and deleted_at is null and id <> ?")
                .param(self)
                .query(Long.class)
                .list()
                .forEach(id -> makeRoom(draft.actor(), id));
    }

    private void makeRoom(Actor actor, long id) {
        records.getObject()
                .apply(
                        Actor.program(actor.zone()),
                        entity,
                        id,
                        Action.EDIT,
                        "new-default",
                        before -> Json.object().put("isDefault", false));
    }

    @Override
    public void after(Draft draft) {
        if (!draft.creating()) {
            removal.remap(draft);
        }
    }

    @Override
    public void checkRemoval(Actor actor, Values values, boolean removed) {
        if (!removed) {
            return;
        }
        if (values.flag("isDefault")) {
            throw Problem.conflict("DEFAULT_PIPELINE");
        }
        boolean used =
                jdbc.sql(
                                "select exists (select 1 from opportunity where pipeline_id = ? and deleted_at is null)")
                        .param(values.id())
                        .query(Boolean.class)
                        .single();
        if (used) {
            throw Problem.conflict("PIPELINE_IN_USE");
        }
    }
}
