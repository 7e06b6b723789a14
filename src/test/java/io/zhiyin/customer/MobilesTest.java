package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Values;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The number by which a customer is known. */
class MobilesTest extends CustomerFixture {
    @AfterEach
    void strictAgain() {
        settings.put(
                manager,
                CustomerRules.MOBILE_OR_PHONE,
                JsonNodeFactory.instance.booleanNode(false));
    }

    @Test
    void mobilesAreKeptInOneFormHoweverTheyWereTyped() {
        String mobile = mobile();
        String typed =
                "+86 "
                        + mobile.substring(0, 3)
                        + "-"
                        + mobile.substring(3, 7)
                        + " "
                        + mobile.substring(7);
        Values made = customer(manager, body("甲", typed));
        assertThat(now(made).child("primaryContact").text("mobile")).isEqualTo("+86" + mobile);
        assertThat(now(customer(manager, body("乙", "+49 151 23456789"))).text("identityMobile"))
                .isEqualTo("+4915123456789");
        assertThat(faults(() -> customer(manager, body("丙", "0512-65881234"))))
                .containsExactly("primaryContact.mobile=NOT_MOBILE");
    }

    @Test
    void aSecondCustomerWithTheSameMobileIsRefusedAndShownTheFirst() {
        String mobile = mobile();
        Values first = customer(manager, body("甲公司", mobile));
        Problem refusal = problem(() -> customer(manager, body("乙公司", "+86" + mobile)));
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.code()).isEqualTo("DUPLICATE");
        assertThat(refusal.extra().get("existing"))
                .isEqualTo(
                        Map.of(
                                "id", Long.toString(first.id()),
                                "code", first.text("code"),
                                "fullName", "甲公司"));
        Problem blind = problem(() -> customer(rep, body("丙公司", mobile)));
        assertThat(blind.code()).isEqualTo("DUPLICATE");
        assertThat(blind.extra()).doesNotContainKey("existing").containsEntry("mayAllow", false);
    }

    @Test
    void aDuplicateIsAllowedToWhoMayAndSaysWhy() {
        String mobile = mobile();
        customer(manager, body("母公司", mobile));
        ObjectNode second = body("子公司", mobile).put("duplicateReason", "同一位采购负责两家公司");
        assertThat(problem(() -> customer(rep, second)).code()).isEqualTo("DUPLICATE");
        Values allowed = customer(manager, second);
        assertThat(now(allowed).text("duplicateReason")).isEqualTo("同一位采购负责两家公司");
        assertThat(problem(() -> customer(manager, body("第三家", mobile))).code())
                .isEqualTo("DUPLICATE");
        assertThat(
                        problem(
                                        () ->
                                                patch(
                                                        manager,
                                                        allowed,
                                                        Json.object().putNull("duplicateReason")))
                                .code())
                .isEqualTo("DUPLICATE");
        ObjectNode needless = body("独一家", mobile()).put("duplicateReason", "没有必要");
        assertThat(now(customer(manager, needless)).get("duplicateReason")).isNull();
    }

    @Test
    void aNumberFreedByDeletionCannotBeTakenTwiceByRestoring() {
        String mobile = mobile();
        Values first = customer(manager, body("甲公司", mobile));
        records.delete(manager, customers, first.id(), first.version());
        Values second = customer(manager, body("乙公司", mobile));
        Problem refusal = problem(() -> records.restore(manager, customers, first.id()));
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.extra().get("existing").toString()).contains(second.text("code"));
        records.delete(manager, customers, second.id(), second.version());
        records.restore(manager, customers, first.id());
        assertThat(now(first).child("primaryContact").text("name")).isEqualTo("顾明远");
    }

    @Test
    void aChangedNumberIsComparedAgain() {
        String taken = mobile();
        customer(manager, body("甲公司", taken));
        Values second = customer("乙公司");
        ObjectNode change = Json.object();
        change.putObject("primaryContact").put("mobile", taken);
        assertThat(problem(() -> patch(manager, second, change)).code()).isEqualTo("DUPLICATE");
        ObjectNode lost = Json.object();
        lost.putObject("primaryContact").putNull("mobile");
        assertThat(faults(() -> patch(manager, second, lost)))
                .containsExactly("primaryContact.mobile=REQUIRED");
    }

    @Test
    void aCompanyMayDecideThatALandlineIsEnough() {
        ObjectNode body =
                Json.object()
                        .put("fullName", "座机公司")
                        .put("industry", "RETAIL")
                        .put("phone", "0512-65881234");
        body.putObject("primaryContact").put("name", "前台");
        assertThat(faults(() -> customer(manager, body)))
                .containsExactly("primaryContact.mobile=REQUIRED");
        settings.put(
                manager, CustomerRules.MOBILE_OR_PHONE, JsonNodeFactory.instance.booleanNode(true));
        assertThat(now(customer(manager, body)).text("phone")).isEqualTo("+8651265881234");
        body.remove("phone");
        assertThat(faults(() -> customer(manager, body)))
                .containsExactly("primaryContact.mobile=MOBILE_OR_PHONE");
    }

    @Test
    void importsMayBringLandlinesAndAreFlagged() {
        ObjectNode body =
                Json.object()
                        .put("fullName", "名录公司")
                        .put("industry", "RETAIL")
                        .put("phone", "0512-65881234");
        body.putObject("primaryContact").put("name", "前台");
        Values made = records.create(manager, customers, body, Draft.Origin.IMPORT);
        assertThat(now(made).flag("incomplete")).isTrue();
        followUp(made.id(), "打通总机，转采购部");
        assertThat(now(made).flag("incomplete")).as("still without a mobile").isTrue();
        ObjectNode number = Json.object();
        number.putObject("primaryContact").put("mobile", mobile());
        patch(manager, made, number);
        assertThat(now(made).flag("incomplete")).isFalse();
    }
}
