package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.record.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Selling as a browser does it, with the roles that come with the program. */
class SalesOverHttpTest extends SalesTest {
    private static final String PATH = "/api/v1/opportunities";
    private static int mobile = 10_000_000;

    private static String customer(Visitor seller) {
        ObjectNode body =
                Json.object()
                        .put("fullName", "苏州恒拓精密机械" + mobile)
                        .put("kind", "COMPANY")
                        .put("industry", "MANUFACTURING");
        body.putObject("primaryContact").put("name", "王海").put("mobile", "138" + mobile++);
        Visitor.Answer made = seller.post("/api/v1/customers", body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private static String opportunity(Visitor seller, String customer) {
        Visitor.Answer made = seller.post(PATH, needed(Long.parseLong(customer), 640_000));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.header("Location")).contains(PATH + "/" + made.id());
        return made.id();
    }

    @Test
    void aRepresentativeMovesHisOwnAndNobodyElseSeesIt() {
        Visitor seller = user("seller-a", "SALES_REPRESENTATIVE");
        Visitor other = user("seller-b", "SALES_REPRESENTATIVE");
        String id = opportunity(seller, customer(seller));

        Visitor.Answer moved =
                seller.post(PATH + "/" + id + "/advance", "{\"stage\":\"NEGOTIATION\"}");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.text("stage")).isEqualTo("NEGOTIATION");
        Visitor.Answer refused =
                seller.header("Accept-Language", "zh-CN")
                        .post(PATH + "/" + id + "/advance", "{\"stage\":\"LOST\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors.0.field")).isEqualTo("closeReason");
        assertThat(refused.text("errors.0.message")).isEqualTo("必填");
        assertThat(seller.post(PATH + "/" + id + "/confirm-probability", "{}").status())
                .as("a representative does not approve his own forecast")
                .isEqualTo(403);

        assertThat(other.get(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(other.post(PATH + "/" + id + "/advance", "{\"stage\":\"CONTRACT\"}").status())
                .isEqualTo(404);
        JsonNode columns = other.get(PATH + "/board").at("columns");
        assertThat(columns).hasSize(7);
        columns.forEach(c -> assertThat(c.get("count").intValue()).isZero());
        JsonNode own = seller.get(PATH + "/board").at("columns.3");
        assertThat(own.get("count").intValue()).isEqualTo(1);
        assertThat(own.get("sum").decimalValue()).isEqualByComparingTo("640000");
        assertThat(own.get("weighted").decimalValue()).isEqualByComparingTo("448000");
    }

    @Test
    void theBoardSpeaksTheCallersLanguageAndKnowsItsParameters() {
        Visitor seller = user("seller-c", "SALES_REPRESENTATIVE");
        opportunity(seller, customer(seller));
        assertThat(seller.get(PATH + "/board").text("columns.0.name")).isEqualTo("线索确认");
        Visitor english = user("seller-d", "SALES_REPRESENTATIVE");
        english.patch("/api/v1/me", "{\"locale\":\"en\"}");
        Visitor.Answer board = english.header("Accept-Language", "en").get(PATH + "/board");
        assertThat(board.text("columns.0.name")).isEqualTo("Lead confirmed");
        assertThat(board.text("columns.6.reasons.0.label")).isEqualTo("Chose a competitor");
        assertThat(seller.get(PATH + "/board?colour=red").status()).isEqualTo(400);
        assertThat(seller.get(PATH + "/board?filter=x").status()).isEqualTo(400);
        assertThat(seller.get(PATH + "/board?pipelineId=x").status()).isEqualTo(400);
        assertThat(seller.get(PATH + "/board?q=%00").status()).isEqualTo(400);
        assertThat(seller.get(PATH + "/board/NOWHERE").status()).isEqualTo(404);
        Visitor.Answer more = seller.get(PATH + "/board/LEAD_CONFIRMED?sort=-stageDays");
        assertThat(more.at("items")).hasSize(1);
        assertThat(visitor().get(PATH + "/board").status()).isEqualTo(401);
    }

    @Test
    void theSameAdvanceSentTwiceIsDoneOnce() {
        Visitor seller = user("seller-e", "SALES_REPRESENTATIVE");
        String id = opportunity(seller, customer(seller));
        seller.header("Idempotency-Key", "move-1");
        String body = "{\"stage\":\"CONTRACT\"}";
        assertThat(seller.post(PATH + "/" + id + "/advance", body).status()).isEqualTo(200);
        Visitor.Answer again = seller.post(PATH + "/" + id + "/advance", body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("version").intValue()).isEqualTo(2);
    }

    @Test
    void theFirstFollowUpMakesItFollowedAndItsDeletionUndoesThat() {
        Visitor seller = admin();
        String customer = customer(seller);
        String id = opportunity(seller, customer);
        ObjectNode talk =
                Json.object()
                        .put("customerId", customer)
                        .put("opportunityId", id)
                        .put("method", "PHONE")
                        .put("content", "谈了价格")
                        .put("nextAction", "QUOTE")
                        .put("occurredAt", "2026-03-01T02:00:00Z");
        Visitor.Answer made = seller.post("/api/v1/follow-ups", talk);
        assertThat(made.status()).as("%s", made).isEqualTo(201);

        Visitor.Answer followed = seller.get(PATH + "/" + id);
        assertThat(followed.text("followStatus")).isEqualTo("FOLLOWED");
        assertThat(followed.text("lastFollowUpAt")).isEqualTo("2026-03-01T02:00:00Z");
        assertThat(followed.at("version").intValue()).as("an open form stays fresh").isEqualTo(1);

        seller.delete("/api/v1/follow-ups/" + made.id() + "?version=1");
        Visitor.Answer forgotten = seller.get(PATH + "/" + id);
        assertThat(forgotten.text("followStatus")).isEqualTo("UNHANDLED");
        assertThat(forgotten.text("lastFollowUpAt")).isNull();

        seller.post("/api/v1/follow-ups/" + made.id() + "/restore", "{}");
        seller.post(PATH + "/" + id + "/advance", "{\"stage\":\"WON\",\"closeReason\":\"PRICE\"}");
        assertThat(seller.get(PATH + "/" + id).text("followStatus")).isEqualTo("WON");
        Visitor.Answer open =
                seller.post(
                        PATH + "/" + id + "/advance", "{\"stage\":\"CONTRACT\",\"note\":\"合同未签\"}");
        assertThat(open.text("followStatus")).isEqualTo("FOLLOWED");
    }

    @Test
    void aCustomersPageTellsOfItsOpportunitiesAndTheirStages() {
        Visitor seller = user("seller-g", "SALES_REPRESENTATIVE");
        String customer = customer(seller);
        String id = opportunity(seller, customer);
        clock.advance(java.time.Duration.ofDays(1));
        assertThat(seller.signIn("seller-g", "seller-g's own secret").status()).isEqualTo(200);
        seller.post(
                PATH + "/" + id + "/advance",
                "{\"stage\":\"LOST\",\"closeReason\":\"BUDGET_CUT\",\"closeNote\":\"明年再说\"}");
        Visitor.Answer page = seller.get("/api/v1/customers/" + customer + "/overview");
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        JsonNode related = null;
        for (JsonNode part : page.at("related")) {
            related = part.get("entity").asString().equals("opportunities") ? part : related;
        }
        assertThat(related.get("total").intValue()).isEqualTo(1);
        assertThat(related.get("items").get(0).get("stage").asString()).isEqualTo("LOST");
        Visitor.Answer timeline =
                seller.get("/api/v1/customers/" + customer + "/timeline?kind=opportunity");
        assertThat(timeline.text("items.0.title")).contains("流失");
        assertThat(timeline.text("items.0.text")).isEqualTo("明年再说");
        assertThat(timeline.at("items")).hasSize(2);
    }

    @Test
    void aClientLearnsEverythingFromMeta() {
        JsonNode meta =
                user("seller-f", "SALES_REPRESENTATIVE")
                        .get("/api/v1/meta/entities/opportunities")
                        .body();
        assertThat(meta.get("label").asString()).isEqualTo("商机");
        assertThat(meta.get("verbs").toString()).contains("advance", "confirm-probability");
        JsonNode stage = field(meta.get("fields"), "stage");
        assertThat(stage.get("readOnly").booleanValue()).isTrue();
        assertThat(stage.get("options")).hasSizeGreaterThanOrEqualTo(7);
        assertThat(stage.get("options").toString()).contains("方案演示");
        assertThat(field(meta.get("fields"), "budget").get("right").asString())
                .isEqualTo("GUARDED");
        assertThat(field(meta.get("fields"), "stageDays").get("sortable").booleanValue()).isTrue();
        assertThat(meta.get("children").get(0).get("fields")).hasSize(6);
        assertThat(meta.toString()).doesNotContain("field.", "option.", "group.", "child.");
    }

    private static JsonNode field(JsonNode fields, String name) {
        for (JsonNode field : fields) {
            if (field.get("name").asString().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("no field " + name);
    }
}
