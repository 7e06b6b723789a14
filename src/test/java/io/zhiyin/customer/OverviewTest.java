package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Statements;
import io.zhiyin.Visitor;
import io.zhiyin.record.Action;
import io.zhiyin.record.Draft;
import io.zhiyin.record.EntityRight;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Json;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Scope;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of a customer (C1.2). */
class OverviewTest extends CustomerFixture {
    @Autowired private Overview overview;

    private JsonNode page(Values customer) {
        return Json.read(Json.write(overview.of(manager, customer.id())));
    }

    private static List<String> titles(JsonNode timeline) {
        var titles = new ArrayList<String>();
        timeline.get("items").forEach(i -> titles.add(i.get("title").asString()));
        return titles;
    }

    @Test
    void onePageTellsAllOfACustomer() {
        Values made = customer("全景客户");
        Values person = contact(made.id(), "陆佳颖", null);
        clock.advance(Duration.ofHours(1));
        ObjectNode talk = talk(made.id(), "顾总同意按 3:5:2 付款");
        talk.put("contactId", Long.toString(person.id()))
                .put("nextActionAt", "2026-03-05T10:00:00+08:00");
        records.create(manager, followUps, talk, Draft.Origin.API);
        JsonNode page = page(made);
        assertThat(page.get("record").get("fullName").asString()).isEqualTo("全景客户");
        assertThat(page.get("figures").get(0).get("name").asString()).isEqualTo("totalAmount");
        assertThat(page.get("figures").get(0).get("value").decimalValue())
                .isEqualByComparingTo("0");
        JsonNode related = page.get("related").get(0);
        assertThat(related.get("entity").asString()).isEqualTo("contacts");
        assertThat(related.get("total").intValue()).isEqualTo(2);
        assertThat(related.get("items").get(0).get("isPrimary").booleanValue()).isTrue();
        JsonNode first = page.get("timeline").get("items").get(0);
        assertThat(first.get("kind").asString()).isEqualTo("followUp");
        assertThat(first.get("title").asString()).isEqualTo("电话拜访");
        assertThat(first.get("text").asString()).isEqualTo("顾总同意按 3:5:2 付款");
        assertThat(first.get("method").asString()).isEqualTo("PHONE");
        assertThat(first.get("contactName").asString()).isEqualTo("陆佳颖");
        assertThat(first.get("nextActionAt").asString()).isEqualTo("2026-03-05T02:00:00Z");
        assertThat(first.get("at").asString()).isEqualTo("2026-03-02T02:00:00Z");
        assertThat(first.get("by").get("name").asString()).isEqualTo("周子昂");
        assertThat(titles(page.get("timeline"))).containsExactly("电话拜访", "新建了联系人", "新建了客户");
        assertThat(page.get("timeline").get("items").get(1).get("name").asString())
                .isEqualTo("陆佳颖");
    }

    @Test
    void aRunOfSmallEditsIsToldAsOne() {
        Values made = customer("折叠");
        edit(made, "city", "苏州市");
        edit(made, "province", "江苏省");
        edit(made, "city", "无锡市");
        clock.advance(Duration.ofHours(7));
        edit(made, "city", "常州市");
        edit(made, "region", "EAST");
        Values contact = now(made).child("primaryContact");
        records.patch(manager, contacts, contact.id(), 1, Json.object().put("title", "总经理"));
        JsonNode items = page(made).get("timeline").get("items");
        assertThat(titles(page(made).get("timeline")))
                .containsExactly("1 处修改", "2 处修改", "2 处修改", "新建了客户");
        assertThat(items.get(0).get("entity").asString()).isEqualTo("contacts");
        JsonNode early = items.get(2);
        assertThat(early.get("folded").intValue()).isEqualTo(3);
        assertThat(early.get("changes").toString())
                .contains("\"field\":\"city\",\"old\":null,\"new\":\"无锡市\"")
                .contains("江苏省")
                .doesNotContain("苏州市");
        clock.advance(Duration.ofHours(7));
        edit(made, "city", "南京市");
        edit(made, "city", "常州市");
        assertThat(titles(page(made).get("timeline"))).as("there and back is nothing").hasSize(4);
    }

    private void edit(Values customer, String field, String value) {
        clock.advance(Duration.ofMinutes(1));
        patch(manager, customer, Json.object().put(field, value));
    }

    @Test
    void theTimelineIsWalkedToItsEndWithoutGapOrDouble() {
        Values made = customer("长时间线");
        for (int i = 0; i < 90; i++) {
            clock.advance(i % 3 == 0 ? Duration.ZERO : Duration.ofMinutes(10));
            if (i % 2 == 0) {
                followUp(made.id(), "第" + i + "次");
            } else {
                patch(manager, made, Json.object().put("city", "城" + i));
            }
        }
        var texts = new ArrayList<String>();
        var keys = new ArrayList<String>();
        String cursor = null;
        String last = "9999";
        int pages = 0;
        do {
            JsonNode page =
                    Json.read(Json.write(overview.timeline(manager, made.id(), null, cursor)));
            for (JsonNode item : page.get("items")) {
                keys.add(item.get("key").asString());
                assertThat(item.get("at").asString()).isLessThanOrEqualTo(last);
                last = item.get("at").asString();
                if (item.get("kind").asString().equals("followUp")) {
                    texts.add(item.get("text").asString());
                }
            }
            cursor = page.get("nextCursor").isNull() ? null : page.get("nextCursor").asString();
            pages++;
        } while (cursor != null && pages < 20);
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(texts).hasSize(45).doesNotHaveDuplicates();
        assertThat(pages).isBetween(2, 7);
    }

    @Test
    void kindsAreToldApart() {
        Values made = customer("分类");
        followUp(made.id(), "一次电话");
        edit(made, "city", "苏州市");
        assertThat(titles(kind(made, "followUp"))).containsExactly("电话拜访");
        assertThat(titles(kind(made, "change"))).containsExactly("1 处修改", "新建了客户");
        assertThat(problem(() -> overview.timeline(manager, made.id(), "nonsense", null)).status())
                .isEqualTo(400);
        assertThat(problem(() -> overview.timeline(manager, made.id(), null, "bm9uc2Vuc2U")).code())
                .isEqualTo("BAD_CURSOR");
    }

    private JsonNode kind(Values customer, String kind) {
        return Json.read(Json.write(overview.timeline(manager, customer.id(), kind, null)));
    }

    @Test
    void anEditOfTheDeciderIsToldOnceWhereverItWasMade() {
        Values made = customer("只说一次");
        ObjectNode nested = Json.object();
        nested.putObject("primaryContact").put("title", "采购总监");
        clock.advance(Duration.ofHours(8));
        patch(manager, made, nested);
        clock.advance(Duration.ofHours(8));
        Values contact = now(made).child("primaryContact");
        records.patch(manager, contacts, contact.id(), 2, Json.object().put("title", "总经理"));
        assertThat(titles(page(made).get("timeline"))).containsExactly("1 处修改", "1 处修改", "新建了客户");
    }

    @Test
    void aReaderSeesNoMoreHereThanElsewhere() {
        Values made =
                customer(manager, body("有秘密的客户", mobile()).put("bankAccount", "6222000011110917"));
        followUp(made.id(), "机密谈话内容");
        patch(
                manager,
                made,
                Json.object()
                        .put("bankAccount", "6222000011112222")
                        .put("taxNumber", "TAX999888777"));
        var fields = Map.of("taxNumber", FieldRight.HIDDEN, "totalAmount", FieldRight.HIDDEN);
        var view = Map.of(Action.VIEW, Scope.ALL);
        var reader =
                actor(
                        rep.id(),
                        new Rights(
                                Map.of(Customers.NAME, new EntityRight(view, Pool.NONE, fields))));
        String told = Json.write(overview.of(reader, made.id()));
        assertThat(told)
                .contains("有秘密的客户")
                .doesNotContain(
                        "机密谈话内容",
                        "6222000011110917",
                        "6222000011112222",
                        "TAX999888777",
                        "totalAmount",
                        "顾明远");
        assertThat(problem(() -> overview.of(rep, made.id())).status()).isEqualTo(404);
        assertThat(problem(() -> overview.timeline(rep, made.id(), null, null)).status())
                .isEqualTo(404);
    }

    @Test
    void thePageTakesAFixedNumberOfStatements() {
        Values poor = customer("贫");
        Values rich = customer("富");
        for (int i = 0; i < 15; i++) {
            Values contact = contact(rich.id(), "联系人" + i, null);
            clock.advance(Duration.ofHours(9));
            records.create(
                    manager,
                    followUps,
                    talk(rich.id(), "谈话" + i).put("contactId", Long.toString(contact.id())),
                    Draft.Origin.API);
            edit(rich, "city", "城" + i);
        }
        page(poor);
        int few = statements(poor);
        int many = statements(rich);
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(6);
    }

    private int statements(Values customer) {
        return Statements.of(() -> overview.of(manager, customer.id()));
    }

    @Test
    void itIsThereOverHttp() {
        Visitor admin = admin();
        String id = admin.post("/api/v1/customers", body("网上客户", mobile())).id();
        Visitor.Answer page = admin.get("/api/v1/customers/" + id + "/overview");
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.text("record.fullName")).isEqualTo("网上客户");
        assertThat(admin.get("/api/v1/customers/" + id + "/timeline?kind=change").at("items"))
                .hasSize(1);
        assertThat(admin.get("/api/v1/customers/999999999/overview").status()).isEqualTo(404);
        assertThat(
                        user("page-rep", "SALES_REPRESENTATIVE")
                                .get("/api/v1/customers/" + id + "/overview")
                                .status())
                .isEqualTo(404);
    }
}
