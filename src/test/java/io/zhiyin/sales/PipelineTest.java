package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.History;
import io.zhiyin.record.Json;
import io.zhiyin.record.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines are changed without breaking what runs in them (O2). */
class PipelineTest extends SalesTest {
    private static final String STAGES =
            """
            [{"code":"CONTACT","name":"接触","probability":10,"next":["ACCEPT"]},
             {"code":"ACCEPT","name":"接受","probability":40},
             {"code":"REFER","name":"推荐","probability":70,"maxDays":5},
             {"code":"WON","name":"转化","outcome":"WON"},
             {"code":"LOST","name":"流失","outcome":"LOST"}]
            """;

    @Autowired History history;
    @Autowired Stages stages;

    private Actor seller;
    private long customer;
    private long pipeline;

    @BeforeEach
    void pipeline() {
        long user = user(null);
        seller = actor(user, null, Scope.ALL);
        customer = customer(user, null);
        pipeline = records.create(seller, pipelines(), body(), Draft.Origin.API).id();
    }

    private Entity pipelines() {
        return entities.named("pipelines");
    }

    private static ObjectNode body() {
        ObjectNode body = Json.object().put("name", "转介绍流程");
        body.set("stages", Json.read(STAGES));
        return body;
    }

    private long opportunity(String stage) {
        return made(
                seller,
                needed(customer, 100)
                        .put("pipelineId", Long.toString(pipeline))
                        .put("stage", stage));
    }

    private Map<String, Object> change(String body) {
        var now = records.get(seller, pipelines(), pipeline);
        int version = ((Number) now.get("version")).intValue();
        records.patch(seller, pipelines(), pipeline, version, Json.read(body));
        return records.get(seller, pipelines(), pipeline);
    }

    @Test
    void theDefaultOneComesWithTheProgram() {
        Pipeline standard = stages.find(stages.standard());
        assertThat(standard.stages())
                .extracting(Stage::code)
                .containsExactly(
                        "LEAD_CONFIRMED",
                        "NEEDS_ANALYSIS",
                        "PROPOSAL_DEMO",
                        "NEGOTIATION",
                        "CONTRACT",
                        "WON",
                        "LOST");
        assertThat(standard.stages())
                .extracting(s -> s.probability().intValue())
                .containsExactly(10, 30, 50, 70, 90, 100, 0);
    }

    @Test
    void aStageThatNamesItsNextAllowsOnlyThoseAndLosing() {
        long id = opportunity("CONTACT");
        assertThat(refused(() -> done(seller, id, "advance", "{\"stage\":\"REFER\"}")))
                .containsExactly("stage:STAGE_NOT_NEXT");
        assertThat(
                        refused(
                                () ->
                                        done(
                                                seller,
                                                id,
                                                "advance",
                                                "{\"stage\":\"WON\",\"closeReason\":\"PRICE\"}")))
                .containsExactly("stage:STAGE_NOT_NEXT");
        assertThat(done(seller, id, "advance", "{\"stage\":\"ACCEPT\"}").get("stage"))
                .isEqualTo("ACCEPT");
        long other = opportunity("CONTACT");
        done(seller, other, "advance", "{\"stage\":\"LOST\",\"closeReason\":\"PRICE\"}");
    }

    @Test
    void aStageInUseGoesOnlyWithWordWhereTo() {
        long id = opportunity("REFER");
        clock.advance(java.time.Duration.ofDays(3));
        String without =
                "[{\"code\":\"CONTACT\",\"name\":\"接触\",\"probability\":10},{\"code\":\"TRIAL\",\"name\":\"试用\",\"probability\":60},"
                        + "{\"code\":\"WON\",\"name\":\"转化\",\"outcome\":\"WON\"},{\"code\":\"LOST\",\"name\":\"流失\",\"outcome\":\"LOST\"}]";
        assertThat(refused(() -> change("{\"stages\":" + without + "}")))
                .containsExactly("remap:STAGE_IN_USE");
        assertThat(
                        refused(
                                () ->
                                        change(
                                                "{\"stages\":"
                                                        + without
                                                        + ",\"remap\":{\"REFER\":\"X\"}}")))
                .containsExactly("remap.REFER:UNKNOWN_STAGE");
        assertThat(
                        refused(
                                () ->
                                        change(
                                                "{\"stages\":"
                                                        + without
                                                        + ",\"remap\":{\"REFER\":\"WON\"}}")))
                .containsExactly("remap.REFER:STAGE_OF_OTHER_OUTCOME");
        assertThat(read(seller, id).get("stage")).isEqualTo("REFER");

        change("{\"stages\":" + without + ",\"remap\":{\"REFER\":\"TRIAL\"}}");
        Map<String, Object> moved = read(seller, id);
        assertThat(moved.get("stage")).isEqualTo("TRIAL");
        assertThat(moved.get("stageDays")).as("it has not moved by itself").isEqualTo(3L);
        assertThat(moved.get("version")).isEqualTo(2L);
        number(moved.get("probability"), "70");
        var versions = (List<?>) history.versions(seller, opportunities(), id, null).get("items");
        assertThat(versions.getFirst().toString()).contains("replace", "REFER", "TRIAL");
        assertThat(
                        done(seller, id, "advance", "{\"stage\":\"WON\",\"closeReason\":\"PRICE\"}")
                                .get("stage"))
                .isEqualTo("WON");
    }

    @Test
    void anUnusedStageGoesFreely() {
        opportunity("CONTACT");
        String fewer = STAGES.replaceAll("(?m)^ \\{\"code\":\"REFER.*\\n", "");
        assertThat((List<?>) change("{\"stages\":" + fewer + "}").get("stages")).hasSize(4);
    }

    @Test
    void theOutcomeOfAStageInUseStays() {
        opportunity("ACCEPT");
        String turned =
                STAGES.replace(
                        "\"name\":\"接受\",\"probability\":40",
                        "\"name\":\"接受\",\"outcome\":\"WON\"");
        assertThat(refused(() -> change("{\"stages\":" + turned + "}")))
                .containsExactly("stages:STAGE_OUTCOME_IN_USE");
    }

    @Test
    void everyFaultOfAStageIsNamed() {
        String wrong =
                """
                {"name":"x","stages":[{"code":"a b","name":"A","probability":1},{"code":"B","name":"B"},
                 {"code":"C","name":"C","probability":1,"next":["NOWHERE"]},{"code":"C","name":"D","probability":1,"maxDays":0},
                 {"nameEn":"Closed won","name":"E","outcome":"WON"}]}
                """;
        assertThat(
                        refused(
                                () ->
                                        records.create(
                                                seller,
                                                pipelines(),
                                                Json.read(wrong),
                                                Draft.Origin.API)))
                .containsExactlyInAnyOrder(
                        "stages:NO_STAGE_LOST",
                        "stages[0].code:NOT_CODE",
                        "stages[1].probability:REQUIRED",
                        "stages[2].next:UNKNOWN_STAGE",
                        "stages[3].code:DUPLICATE",
                        "stages[3].maxDays:OUT_OF_RANGE");
    }

    @Test
    void thereIsAlwaysOneDefault() {
        long before = stages.standard();
        assertThat(
                        refused(
                                () ->
                                        records.patch(
                                                seller,
                                                pipelines(),
                                                before,
                                                ((Number)
                                                                records.get(
                                                                                seller,
                                                                                pipelines(),
                                                                                before)
                                                                        .get("version"))
                                                        .intValue(),
                                                Json.read("{\"isDefault\":false}"))))
                .containsExactly("isDefault:ONE_DEFAULT");
        change("{\"isDefault\":true}");
        assertThat(stages.standard()).isEqualTo(pipeline);
        assertThat(status(() -> records.delete(seller, pipelines(), pipeline, 2))).isEqualTo(409);
        int version = ((Number) records.get(seller, pipelines(), before).get("version")).intValue();
        records.patch(seller, pipelines(), before, version, Json.read("{\"isDefault\":true}"));
        assertThat(stages.standard()).isEqualTo(before);
    }

    @Test
    void isNotDeletedWhileOpportunitiesRunInIt() {
        opportunity("CONTACT");
        assertThat(status(() -> records.delete(seller, pipelines(), pipeline, 1))).isEqualTo(409);
    }
}
