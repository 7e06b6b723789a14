package io.zhiyin.sales;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Records;
import io.zhiyin.record.Sql;
import io.zhiyin.record.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Changing a pipeline never breaks running opportunities: a stage that is in use goes only with
 * word where its opportunities are to stand, {@code "remap":{"OLD":"NEW"}}.
 */
@Component
class StageRemoval {
    static final String REMAP = "remap";

    private final JdbcClient jdbc;
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    StageRemoval(
            JdbcClient jdbc, ObjectProvider<Records> records, ObjectProvider<Entities> entities) {
        this.jdbc = jdbc;
        this.records = records;
        this.entities = entities;
    }

    /** Runs with the pipeline locked, so nobody enters a stage in between. */
    void check(Draft draft) {
        JsonNode remap = draft.input(REMAP);
        if (remap != null && !remap.isNull() && !remap.isObject()) {
            draft.reject(REMAP, "NOT_AN_OBJECT");
            return;
        }
        Map<String, String> now = outcomes(draft.values());
        Map<String, String> before = outcomes(draft.before());
        for (Map.Entry<String, Long> used : used(draft).entrySet()) {
            String code = used.getKey();
            String outcome = before.get(code);
            if (now.containsKey(code)) {
                if (!now.get(code).equals(outcome)) {
                    draft.reject(Pipelines.STAGES, "STAGE_OUTCOME_IN_USE", code, used.getValue());
                }
                continue;
            }
            String target = target(remap, code);
            if (target == null) {
                draft.reject(REMAP, "STAGE_IN_USE", code, used.getValue());
            } else if (!now.containsKey(target)) {
                draft.reject(REMAP + "." + code, "UNKNOWN_STAGE");
            } else if (!now.get(target).equals(outcome)) {
                draft.reject(REMAP + "." + code, "STAGE_OF_OTHER_OUTCOME");
            }
        }
    }

    private static String target(JsonNode remap, String code) {
        JsonNode target = remap == null ? null : remap.get(code);
        return target != null && target.isString() ? target.stringValue() : null;
    }

    private static Map<String, String> outcomes(Values pipeline) {
        var outcomes = new HashMap<String, String>();
        List<Values> stages = pipeline.children(Pipelines.STAGES);
        stages.forEach(s -> outcomes.put(s.text("code"), s.text("outcome")));
        return outcomes;
    }

    /** How many opportunities stand in each stage, those in the bin too: they may come back. */
    private Map<String, Long> used(Draft draft) {
        var used = new HashMap<String, Long>();
        if (draft.given(Pipelines.STAGES)) {
            jdbc.sql("select stage, count(*) from opportunity where pipeline_id = ? group by stage")
                    .param(draft.before().id())
                    .query((row, n) -> used.put(row.getString(1), row.getLong(2)))
                    .list();
        }
        return used;
    }

    /** They keep the day they entered and their probability: nobody has moved them. */
    void remap(Draft draft) {
        JsonNode remap = draft.input(REMAP);
        if (remap == null || !remap.isObject()) {
            return;
        }
        Entity opportunities = entities.getObject().named(Opportunities.NAME);
        Map<String, String> now = outcomes(draft.values());
        for (Map.Entry<String, JsonNode> entry : remap.properties()) {
            if (!now.containsKey(entry.getKey()) && entry.getValue().isString()) {
                records.getObject()
                        .replace(
                                draft.actor(),
                                opportunities,
                                opportunities.field("stage"),
                                entry.getKey(),
                                entry.getValue().stringValue(),
                                Sql.of("t.pipeline_id = ?", draft.before().id()));
            }
        }
    }
}
