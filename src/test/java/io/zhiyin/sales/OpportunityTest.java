package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Json;
import io.zhiyin.record.Query;
import io.zhiyin.record.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Opportunities as the handbook describes them (O1), on the real database. */
class OpportunityTest extends SalesTest {
    private long department;
    private long user;
    private long customer;
    private Actor seller;

    @BeforeEach
    void people() {
        department = department();
        user = user(department);
        customer = customer(user, department);
        seller = actor(user, department, Scope.OWN);
    }

    @Test
    void theHandbooksExampleCountsFifteenDaysInItsStage() {
        at("2024-03-10T10:00:00");
        long id = made(seller, needed(customer, 500_000));
        at("2024-03-20T23:30:00");
        done(seller, id, "advance", "{\"stage\":\"PROPOSAL_DEMO\"}");
        at("2024-04-04T00:10:00");

        Map<String, Object> read = read(seller, id);
        assertThat(read.get("stageDays")).isEqualTo(15L);
        assertThat(read.get("leadAcquiredAt")).isEqualTo("2024-03-10");
        assertThat(read.get("source")).isEqualTo("EXHIBITION");
        assertThat(read.get("stage")).isEqualTo("PROPOSAL_DEMO");
        assertThat(read.get("probabilityStatus")).isEqualTo("PROPOSED");
        assertThat(read.get("stuck")).isEqualTo(true);
        assertThat((String) read.get("code")).matches("SO202403\\d{3}");
        number(read.get("probability"), "50");
        number(read.get("expectedAmount"), "500000");
    }

    @Test
    void codesCountFromOneInEachMonthOfTheCompanysZone() {
        at("2019-01-31T23:59:00");
        assertThat(read(seller, made(seller, needed(customer, 1))).get("code"))
                .isEqualTo("SO201901001");
        assertThat(read(seller, made(seller, needed(customer, 1))).get("code"))
                .isEqualTo("SO201901002");
        at("2019-02-01T00:00:00");
        assertThat(read(seller, made(seller, needed(customer, 1))).get("code"))
                .isEqualTo("SO201902001");
    }

    @Test
    void aNewOneBeginsWithTheDefaultsOfThePipeline() {
        Map<String, Object> read = read(seller, made(seller, needed(customer, 1000)));
        assertThat(read.get("stage")).isEqualTo("LEAD_CONFIRMED");
        assertThat(read.get("followStatus")).isEqualTo("UNHANDLED");
        assertThat(read.get("ownerId")).isEqualTo(Long.toString(user));
        assertThat(read.get("stageDays")).isEqualTo(0L);
        number(read.get("probability"), "10");
        number(read.get("confirmedAmount"), "1000");
        assertThat(labels(read)).containsKeys("customerId", "ownerId", "pipelineId");
    }

    @Test
    void everyRequiredFieldIsNamedWhenMissing() {
        assertThat(refused(() -> made(seller, Json.object())))
                .containsExactlyInAnyOrder(
                        "name:REQUIRED",
                        "customerId:REQUIRED",
                        "source:REQUIRED",
                        "expectedAmount:REQUIRED",
                        "expectedCloseDate:REQUIRED");
    }

    @Test
    void isMadeOnlyForACustomerOneSees() {
        long other = customer(user(null), null);
        assertThat(refused(() -> made(seller, needed(other, 1))))
                .containsExactly("customerId:NOT_FOUND");
    }

    @Test
    void aListBroughtAlongMaySayItsStageAndSince() {
        at("2024-04-04T09:00:00");
        var body =
                needed(customer, 10)
                        .put("stage", "NEGOTIATION")
                        .put("stageEnteredAt", "2024-04-01T00:00:00+08:00");
        Map<String, Object> read = read(seller, made(seller, body));
        assertThat(read.get("stageDays")).isEqualTo(3L);
        number(read.get("probability"), "70");

        var future = needed(customer, 10).put("stageEnteredAt", "2024-04-05T00:00:00+08:00");
        assertThat(refused(() -> made(seller, future))).containsExactly("stageEnteredAt:IN_FUTURE");
        var lost = needed(customer, 10).put("stage", "LOST");
        assertThat(refused(() -> made(seller, lost))).containsExactly("closeReason:REQUIRED");
        var elsewhere = needed(customer, 10).put("stage", "NOWHERE");
        assertThat(refused(() -> made(seller, elsewhere))).containsExactly("stage:NOT_CHOICE");
        lost.put("closeReason", "BUDGET_CUT");
        assertThat(read(seller, made(seller, lost)).get("followStatus")).isEqualTo("LOST");
    }

    @Test
    void whatAVerbKeepsIsRefusedInAPatch() {
        long id = made(seller, needed(customer, 10));
        String body =
                """
                {"stage":"WON","stageEnteredAt":"2024-01-01T00:00:00Z","closeReason":"PRICE","closeNote":"x",
                 "probabilityStatus":"CONFIRMED","stageDays":1,"followStatus":"WON","confirmedAmount":1,
                 "pipelineId":"1","code":"SO1"}
                """;
        assertThat(refused(() -> patched(seller, id, body)))
                .hasSize(10)
                .allMatch(e -> e.endsWith(":READ_ONLY"));
    }

    @Test
    void exactlyTwentyPercentNeedsNoReasonAndConfirmsNothing() {
        long id = made(seller, needed(customer, 100_000));
        number(patched(seller, id, "{\"expectedAmount\":120000}").get("confirmedAmount"), "100000");
        number(patched(seller, id, "{\"expectedAmount\":80000}").get("confirmedAmount"), "100000");
        assertThat(refused(() -> patched(seller, id, "{\"expectedAmount\":120000.01}")))
                .containsExactly("amountReason:AMOUNT_REASON_REQUIRED");
        assertThat(refused(() -> patched(seller, id, "{\"expectedAmount\":79999.99}")))
                .containsExactly("amountReason:AMOUNT_REASON_REQUIRED");
        assertThat(
                        refused(
                                () ->
                                        patched(
                                                seller,
                                                id,
                                                "{\"expectedAmount\":150000,\"amountReason\":\" \"}")))
                .containsExactly("amountReason:AMOUNT_REASON_REQUIRED");
    }

    @Test
    void smallStepsAddUpUntilTheyNeedAReason() {
        long id = made(seller, needed(customer, 100_000));
        patched(seller, id, "{\"expectedAmount\":115000}");
        assertThat(refused(() -> patched(seller, id, "{\"expectedAmount\":130000}")))
                .containsExactly("amountReason:AMOUNT_REASON_REQUIRED");
        Map<String, Object> explained =
                patched(seller, id, "{\"expectedAmount\":130000,\"amountReason\":\"加购两条线\"}");
        number(explained.get("confirmedAmount"), "130000");
        number(patched(seller, id, "{\"expectedAmount\":156000}").get("expectedAmount"), "156000");
        assertThat(refused(() -> patched(seller, id, "{\"expectedAmount\":156001}")))
                .as("an old reason explains nothing new")
                .containsExactly("amountReason:AMOUNT_REASON_REQUIRED");
    }

    @Test
    void anAmountIsNeverNegative() {
        assertThat(refused(() -> made(seller, needed(customer, -1))))
                .containsExactly("expectedAmount:OUT_OF_RANGE");
    }

    @Test
    void daysInStageFilterSortAndPage() {
        at("2024-05-31T12:00:00");
        for (int day = 1; day <= 5; day++) {
            made(
                    seller,
                    needed(customer, day)
                            .put("stageEnteredAt", "2024-05-0" + day + "T08:00:00+08:00"));
        }
        Query query =
                new Query(
                        1,
                        2,
                        "stageDays",
                        null,
                        Filter.parse("{\"field\":\"stageDays\",\"op\":\"gte\",\"value\":27}"),
                        null,
                        null,
                        null,
                        false);
        var first = records.list(seller, opportunities(), query);
        assertThat(first.items()).extracting(i -> i.get("stageDays")).containsExactly(27L, 28L);
        assertThat(first.total()).isEqualTo(4);
        var second =
                records.list(
                        seller,
                        opportunities(),
                        new Query(
                                1,
                                2,
                                "stageDays",
                                null,
                                query.filter(),
                                first.nextCursor(),
                                null,
                                null,
                                false));
        assertThat(second.items()).extracting(i -> i.get("stageDays")).containsExactly(29L, 30L);
        var stuck = Filter.parse("{\"field\":\"stuck\",\"op\":\"eq\",\"value\":true}");
        assertThat(records.list(seller, opportunities(), Query.first(50).where(stuck)).items())
                .as("all five have waited longer than 14 days")
                .hasSize(5);
    }

    @Test
    void theManagerConfirmsAndTheStageThenKeepsHisNumber() {
        long id = made(seller, needed(customer, 1000));
        Actor manager = actor(user(department), department, Scope.DEPARTMENT);
        Map<String, Object> confirmed =
                done(manager, id, "confirm-probability", "{\"probability\":35}");
        number(confirmed.get("probability"), "35");
        assertThat(confirmed.get("probabilityStatus")).isEqualTo("CONFIRMED");
        assertThat(confirmed.get("probabilityConfirmedBy")).isEqualTo(Long.toString(manager.id()));

        Map<String, Object> moved = done(seller, id, "advance", "{\"stage\":\"NEGOTIATION\"}");
        number(moved.get("probability"), "35");
        assertThat(moved.get("probabilityStatus")).isEqualTo("CONFIRMED");

        Map<String, Object> proposed = patched(seller, id, "{\"probability\":60}");
        assertThat(proposed.get("probabilityStatus")).isEqualTo("PROPOSED");
        assertThat(proposed.get("probabilityConfirmedBy")).isNull();
        number(done(seller, id, "advance", "{\"stage\":\"CONTRACT\"}").get("probability"), "90");
    }

    @Test
    void confirmingNeedsTheRightAndAnOpenOpportunity() {
        long id = made(seller, needed(customer, 1000));
        Actor representative =
                with(
                        user,
                        department,
                        Map.of(
                                "opportunities",
                                without(right(Scope.OWN, Map.of()), Action.APPROVE)));
        assertThat(
                        status(
                                () ->
                                        done(
                                                representative,
                                                id,
                                                "confirm-probability",
                                                "{\"probability\":99}")))
                .isEqualTo(403);
        assertThat(refused(() -> done(seller, id, "confirm-probability", "{\"probability\":101}")))
                .containsExactly("probability:NOT_PERCENT");
        done(seller, id, "advance", "{\"stage\":\"WON\",\"closeReason\":\"BRAND\"}");
        assertThat(refused(() -> done(seller, id, "confirm-probability", "{}")))
                .containsExactly("probability:ALREADY_CLOSED");
    }

    @Test
    void manyAreConfirmedTogetherOrNotAtAll() {
        long one = made(seller, needed(customer, 1));
        long two = made(seller, needed(customer, 2));
        var verb = opportunities().collectionVerbs().get("confirm-probability");
        long foreign = made(actor(user(null), null, Scope.ALL), needed(customer, 3));
        String with = "{\"ids\":[\"%d\",\"%d\",\"%d\"]}".formatted(one, foreign, two);
        assertThat(refused(() -> verb.run(seller, 0, Json.read(with))))
                .containsExactly("ids." + foreign + ":NOT_FOUND");
        assertThat(read(seller, one).get("probabilityStatus")).isEqualTo("PROPOSED");

        String ids = "{\"ids\":[\"%d\",\"%d\"]}".formatted(one, two);
        assertThat(verb.run(seller, 0, Json.read(ids)))
                .isEqualTo(Map.of("confirmed", List.of(Long.toString(one), Long.toString(two))));
        assertThat(read(seller, two).get("probabilityStatus")).isEqualTo("CONFIRMED");
    }

    @Test
    void competitorsAreRecords() {
        var rivals = entities.named("competitors");
        long rival =
                records.create(
                                seller,
                                rivals,
                                Json.object().put("name", "对手" + user),
                                io.zhiyin.record.Draft.Origin.API)
                        .id();
        var body = needed(customer, 1);
        body.putArray("competitors").add(Long.toString(rival));
        Map<String, Object> read = read(seller, made(seller, body));
        assertThat(read.get("competitors")).isEqualTo(List.of(Long.toString(rival)));
        assertThat(((Map<?, ?>) read.get("labels")).get("competitors"))
                .isEqualTo(List.of("对手" + user));
        assertThat(
                        status(
                                () ->
                                        records.create(
                                                seller,
                                                rivals,
                                                Json.object().put("name", "对手" + user),
                                                io.zhiyin.record.Draft.Origin.API)))
                .isEqualTo(409);
    }
}
