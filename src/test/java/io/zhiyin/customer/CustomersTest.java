package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.History;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Scope;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** The archive of a customer (C1). */
class CustomersTest extends CustomerFixture {
    @Autowired private History history;

    @Test
    void aNewCustomerStartsAsAnUnratedProspectOfWhoeverEnteredIt() {
        Values made = customer(rep, body("苏州恒拓精密机械有限公司", mobile()));
        Map<String, Object> told = records.get(rep, customers, made.id());
        assertThat(told)
                .containsEntry("kind", "COMPANY")
                .containsEntry("grade", "UNRATED")
                .containsEntry("lifecycle", "PROSPECT")
                .containsEntry("dormancy", "NONE")
                .containsEntry("ownerId", Long.toString(rep.id()))
                .containsEntry("departmentId", Long.toString(east))
                .containsEntry("totalAmount", new BigDecimal("0.00"));
        assertThat((String) told.get("code")).startsWith("CRM2026");
        assertThat(told).doesNotContainKeys("identityMobile", "search");
    }

    @Test
    void aCustomerCanBeLeftToThePool() {
        ObjectNode body = body("无主客户有限公司", mobile());
        body.putNull("ownerId");
        Values made = customer(manager, body);
        assertThat(made.get("ownerId")).isNull();
        assertThat(made.get("departmentId")).isNull();
    }

    @Test
    void everyMissingOrWrongFieldIsNamedAtOnce() {
        ObjectNode body =
                Json.object().put("grade", "GOLD").put("website", "not a site").put("nonsense", 1);
        body.putObject("primaryContact").put("mobile", "138 0013 80").put("email", "nobody");
        assertThat(faults(() -> customer(manager, body)))
                .containsExactlyInAnyOrder(
                        "fullName=REQUIRED",
                        "industry=REQUIRED",
                        "grade=NOT_CHOICE",
                        "website=NOT_URL",
                        "nonsense=UNKNOWN_FIELD",
                        "primaryContact.name=REQUIRED",
                        "primaryContact.mobile=NOT_PHONE",
                        "primaryContact.email=NOT_EMAIL");
        assertThat(
                        faults(
                                () ->
                                        customer(
                                                manager,
                                                Json.object()
                                                        .put("fullName", "x")
                                                        .put("industry", "IT"))))
                .containsExactlyInAnyOrder(
                        "primaryContact.name=REQUIRED", "primaryContact.mobile=REQUIRED");
    }

    @Test
    void derivedFieldsCannotBeTypedIn() {
        ObjectNode body =
                body("甲", mobile())
                        .put("totalAmount", 5)
                        .put("code", "X1")
                        .put("lastFollowUpAt", "2026-01-01T00:00:00Z");
        assertThat(faults(() -> customer(manager, body)))
                .containsExactlyInAnyOrder(
                        "totalAmount=READ_ONLY", "code=READ_ONLY", "lastFollowUpAt=READ_ONLY");
    }

    @Test
    void codesCountUpWithinTheYearAndSortByNumber() {
        clock.set(Instant.parse("2024-06-01T02:00:00Z"));
        Values first = customer("一号");
        assertThat(first.text("code")).matches("CRM2024\\d{3}");
        jdbc.sql("select setval('number_crm2024', 998)").query(Long.class).single();
        Values last = customer("九百九十九号");
        Values next = customer("一千号");
        assertThat(last.text("code")).isEqualTo("CRM2024999");
        assertThat(next.text("code")).isEqualTo("CRM20241000");
        clock.set(Instant.parse("2024-12-31T16:30:00Z"));
        Values newYear = customer("元旦");
        assertThat(newYear.text("code")).as("the company's zone decides").matches("CRM2025\\d{3}");
        var sorted =
                records.list(
                                manager,
                                customers,
                                io.zhiyin.record.Query.first(50)
                                        .where(
                                                io.zhiyin.record.Filter.parse(
                                                        "{\"field\":\"id\",\"op\":\"in\",\"value\":[\"%d\",\"%d\",\"%d\",\"%d\"]}"
                                                                .formatted(
                                                                        newYear.id(),
                                                                        next.id(),
                                                                        first.id(),
                                                                        last.id())))
                                        .sortedBy("code"))
                        .items();
        assertThat(sorted)
                .extracting(i -> i.get("code"))
                .containsExactly(
                        first.text("code"), "CRM2024999", "CRM20241000", newYear.text("code"));
    }

    @Test
    void theFirstTalkIsStoredWithTheCustomerOrNeitherIs() {
        ObjectNode body = body("展会新客", mobile());
        body.putObject("firstFollowUp")
                .put("method", "VISIT")
                .put("content", " ")
                .put("nextAction", "FLY");
        body.put("grade", "GOLD");
        assertThat(faults(() -> customer(rep, body)))
                .containsExactlyInAnyOrder(
                        "grade=NOT_CHOICE",
                        "firstFollowUp.content=REQUIRED",
                        "firstFollowUp.nextAction=NOT_CHOICE");
        body.put("grade", "KEY");
        body.putObject("firstFollowUp")
                .put("occurredAt", "2026-03-01T09:00:00+08:00")
                .put("method", "VISIT")
                .put("content", "在展会上看了样机，要报价")
                .put("nextAction", "QUOTE")
                .put("nextActionAt", "2026-03-03T10:00:00+08:00");
        Values made = now(customer(rep, body));
        assertThat(made.flag("incomplete")).isFalse();
        assertThat(made.text("followUpMethod")).isEqualTo("VISIT");
        assertThat(made.text("followUpContent")).isEqualTo("在展会上看了样机，要报价");
        assertThat(made.instant("lastFollowUpAt")).isEqualTo(Instant.parse("2026-03-01T01:00:00Z"));
        assertThat(made.version()).isEqualTo(1);
    }

    @Test
    void withoutAFirstTalkTheRecordIsFlaggedButNoContactYetIsAnAnswer() {
        Values bare = customer("没写跟进");
        assertThat(now(bare).flag("incomplete")).isTrue();
        followUp(bare.id(), "补上第一次电话");
        assertThat(now(bare).flag("incomplete")).isFalse();
        ObjectNode body = body("还没联系", mobile());
        body.putObject("firstFollowUp").put("noContactYet", true);
        assertThat(now(customer(rep, body)).flag("incomplete")).isFalse();
    }

    private Values above(Actor actor, Values customer, Values above) {
        ObjectNode change = Json.object().put("parentCustomerId", Long.toString(above.id()));
        return patch(actor, customer, change);
    }

    @Test
    void aCompanyCannotStandAboveItself() {
        Values group = customer("集团");
        Values branch = customer("分公司");
        Values office = customer("办事处");
        above(manager, branch, group);
        above(manager, office, branch);
        assertThat(faults(() -> above(manager, group, office)))
                .containsExactly("parentCustomerId=CYCLE");
        assertThat(faults(() -> above(manager, group, group)))
                .containsExactly("parentCustomerId=CYCLE");
        assertThat(faults(() -> above(rep, customer(rep, body("我的", mobile())), group)))
                .as("a group one may not see")
                .containsExactly("parentCustomerId=NOT_FOUND");
    }

    @Test
    void completenessIsTheShareOfTheImportantFieldsThatAreFilled() {
        Values made = customer("刚开始");
        int before = now(made).number("completeness").intValue();
        ObjectNode more =
                Json.object()
                        .put("region", "EAST")
                        .put("province", "江苏省")
                        .put("city", "苏州市")
                        .put("address", "星湖街 328 号");
        patch(manager, made, more);
        int after = now(made).number("completeness").intValue();
        assertThat(before).isBetween(20, 40);
        assertThat(after).isGreaterThan(before + 15);
        ObjectNode all =
                Json.object()
                        .put("companySize", "MEDIUM")
                        .put("source", "EXHIBITION")
                        .put("taxNumber", "91320594MA1")
                        .put("budgetRange", "GT_500K");
        all.putArray("demands").add("CUSTOM_DEVELOPMENT");
        all.putObject("primaryContact").put("title", "总经理").put("email", "gu@example.com");
        patch(manager, made, all);
        assertThat(now(made).number("completeness").intValue()).isEqualTo(100);
    }

    @Test
    void demandsAreConfirmedAnewWhenTheyChange() {
        ObjectNode body = body("需求客户", mobile()).put("demandsConfirmed", true);
        body.putArray("demands").add("TRAINING");
        Values made = customer(manager, body);
        assertThat(now(made).flag("demandsConfirmed")).isTrue();
        ObjectNode change = Json.object();
        change.putArray("demands").add("TRAINING").add("CUSTOM_DEVELOPMENT");
        patch(manager, made, change);
        assertThat(now(made).flag("demandsConfirmed")).isFalse();
    }

    @Test
    void whoeverSavesSecondIsToldWhatChangedAndByWhom() {
        Values made = customer("两人同改");
        patch(
                manager,
                made,
                Json.object().put("city", "苏州市").put("bankAccount", "6222000011110917"));
        Actor colleague = actor(person("何嘉欣", east), rights(Scope.ALL, Action.values()));
        Problem stale =
                problem(
                        () ->
                                records.patch(
                                        colleague,
                                        customers,
                                        made.id(),
                                        1,
                                        Json.object().put("city", "无锡市")));
        assertThat(stale.code()).isEqualTo("STALE");
        assertThat(stale.extra().get("changes").toString())
                .contains("city", "苏州市")
                .doesNotContain("6222000011110917");
        assertThat(stale.extra().get("changedBy"))
                .isEqualTo(Map.of("id", Long.toString(manager.id()), "name", "周子昂"));
        assertThat(stale.extra().get("current").toString()).doesNotContain("6222000011110917");
        assertThatThrownBy(() -> records.patch(manager, customers, made.id(), null, Json.object()))
                .hasMessage("VERSION_REQUIRED");
    }

    @Test
    void everyChangeIsKeptAndAnEarlierVersionCanBeBroughtBack() {
        Values made = customer("有历史的客户");
        patch(manager, made, Json.object().put("city", "苏州市").put("grade", "KEY"));
        ObjectNode contact = Json.object().put("city", "无锡市");
        contact.putObject("primaryContact").put("title", "采购总监");
        patch(rep(made), made, contact);
        var versions = items(history.versions(manager, customers, made.id(), null));
        assertThat(versions).extracting(v -> v.get("version")).containsExactly(3, 2, 1);
        assertThat(versions.getFirst().get("changes").toString())
                .contains("city", "苏州市", "无锡市", "primaryContact.title", "采购总监");
        history.restore(manager, customers, made.id(), 2, 3);
        Values back = now(made);
        assertThat(back.text("city")).isEqualTo("苏州市");
        assertThat(back.text("grade")).isEqualTo("KEY");
        assertThat(back.child("primaryContact").get("title")).isNull();
        assertThat(back.version()).isEqualTo(4);
        assertThat(
                        items(history.versions(manager, customers, made.id(), null))
                                .getFirst()
                                .get("cause"))
                .isEqualTo("restore:2");
    }

    private Actor rep(Values customer) {
        assertThat(customer).isNotNull();
        return manager;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> items(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.get("items");
    }

    @Test
    void sensitiveValuesAreShownInPartAndTheGravestAreCiphertextEverywhere() {
        String mobile = mobile();
        ObjectNode body =
                body("敏感客户", mobile)
                        .put("idNumber", "320501198001011234")
                        .put("bankAccount", "6222000011110917")
                        .put("budgetNote", "预算一百二十万元人民币整")
                        .put("address", "苏州工业园区星湖街 328 号")
                        .put("budgetRange", "GT_500K");
        Values made = customer(rep, body);
        Map<String, Object> told = records.get(rep, customers, made.id());
        assertThat(told)
                .containsEntry("bankAccount", "****0917")
                .containsEntry("budgetRange", "****");
        assertThat(told.get("address").toString()).endsWith("****").doesNotContain("328");
        assertThat(told.get("primaryContact").toString())
                .contains(mobile.substring(0, 3) + "****" + mobile.substring(7))
                .doesNotContain(mobile);
        String row =
                jdbc.sql("select to_jsonb(c)::text from customer c where id = ?")
                        .param(made.id())
                        .query(String.class)
                        .single();
        String log =
                jdbc.sql(
                                "select string_agg(diff::text, '') from change where entity = 'customers' and record_id = ?")
                        .param(made.id())
                        .query(String.class)
                        .single();
        for (String text : List.of(row, log)) {
            assertThat(text)
                    .contains("enc:")
                    .doesNotContain("320501198001011234", "6222000011110917", "一百二十万");
        }
        assertThat(history.versions(rep, customers, made.id(), null).toString())
                .doesNotContain("320501198001011234", mobile);
        assertThat(now(made).text("bankAccount")).isEqualTo("6222000011110917");
    }

    @Test
    void aMaskSentBackChangesNothing() {
        Values made = customer(rep, body("掩码客户", mobile()).put("bankAccount", "6222000011110917"));
        ObjectNode form = Json.object().put("bankAccount", "****0917").put("city", "苏州市");
        patch(rep, made, form);
        assertThat(now(made).text("bankAccount")).isEqualTo("6222000011110917");
        assertThat(now(made).text("city")).isEqualTo("苏州市");
    }

    @Test
    void extendableListsTakeTheCompanysOwnOptions() {
        assertThat(
                        faults(
                                () ->
                                        customer(
                                                manager,
                                                body("x", mobile()).put("industry", "LOGISTICS"))))
                .containsExactly("industry=NOT_CHOICE");
        jdbc.sql(
                        "insert into choice_option (list, code, label_zh, label_en) values ('industry', 'LOGISTICS', '物流', 'Logistics')")
                .update();
        clock.advance(java.time.Duration.ofSeconds(10));
        assertThat(
                        now(customer(manager, body("物流公司", mobile()).put("industry", "LOGISTICS")))
                                .text("industry"))
                .isEqualTo("LOGISTICS");
    }

    @Test
    void aCustomerWithAllThatBelongsToItGoesIntoTheBinAndComesBack() {
        Values made = customer("整体进出");
        Values second = contact(made.id(), "陆佳颖", null);
        Values talk = followUp(made.id(), "第一次拜访");
        records.delete(manager, customers, made.id(), made.version());
        assertThat(records.find(contacts, second.id())).isNull();
        assertThat(records.find(followUps, talk.id())).isNull();
        assertThat(problem(() -> records.restore(manager, contacts, second.id())).code())
                .isEqualTo("PARENT_DELETED");
        records.restore(manager, customers, made.id());
        assertThat(records.find(contacts, second.id())).isNotNull();
        assertThat(records.find(followUps, talk.id())).isNotNull();
    }
}
