package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Filter;
import io.zhiyin.record.History;
import io.zhiyin.record.Json;
import io.zhiyin.record.Query;
import io.zhiyin.record.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** People at customers (C2). */
class ContactsTest extends CustomerFixture {
    @Autowired private PrimaryContact primary;
    @Autowired private History history;

    private Values patchContact(Values contact, ObjectNode body) {
        int version = records.find(contacts, contact.id()).version();
        return records.patch(manager, contacts, contact.id(), version, body);
    }

    private Values deciding(Values customer) {
        return now(customer).child("primaryContact");
    }

    @Test
    void thePrimaryContactIsAContactLikeOthersAndStandsInItsCustomer() {
        Values made = customer("恒拓");
        Map<String, Object> contact = records.get(manager, contacts, deciding(made).id());
        assertThat(contact)
                .containsEntry("name", "顾明远")
                .containsEntry("isPrimary", true)
                .containsEntry("customerId", Long.toString(made.id()))
                .containsEntry("ownerId", Long.toString(manager.id()));
        ObjectNode change = Json.object();
        change.putObject("primaryContact").put("title", "生产副总经理");
        patch(manager, made, change);
        assertThat(records.find(contacts, deciding(made).id()).text("title")).isEqualTo("生产副总经理");
    }

    @Test
    void aChangeOfThePrimaryContactIsAChangeOfItsCustomer() {
        Values made = customer("双向");
        Values contact = deciding(made);
        String number = mobile();
        patchContact(contact, Json.object().put("mobile", number).put("name", "顾小满"));
        Values after = now(made);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.text("identityMobile")).isEqualTo("+86" + number);
        assertThat(found(number)).as("the customer is found by the new number").isEqualTo(1);
        assertThat(history.versions(manager, customers, made.id(), null).toString())
                .contains("primaryContact.name", "顾小满");
        String taken = mobile();
        customer(manager, body("别家", taken));
        assertThat(problem(() -> patchContact(contact, Json.object().put("mobile", taken))).code())
                .isEqualTo("DUPLICATE");
        assertThat(faults(() -> patchContact(contact, Json.object().putNull("mobile"))))
                .containsExactly("mobile=REQUIRED");
        assertThat(records.find(contacts, contact.id()).text("mobile")).isEqualTo("+86" + number);
    }

    private long found(String word) {
        return records.list(manager, customers, Query.first(5).keyword(word)).items().size();
    }

    @Test
    void anotherContactsNumberMayBeAnybodys() {
        String number = mobile();
        customer(manager, body("甲", number));
        Values second = customer("乙");
        assertThat(contact(second.id(), "兼职的人", number).text("mobile")).isEqualTo("+86" + number);
    }

    @Test
    void anotherContactCanBecomeTheOneWhoDecides() {
        Values made = customer("换人");
        Values before = deciding(made);
        String number = mobile();
        Values next = contact(made.id(), "陆佳颖", number);
        assertThat(faults(() -> patchContact(next, Json.object().put("isPrimary", true))))
                .containsExactly("isPrimary=READ_ONLY");
        primary.make(manager, next.id(), Json.object());
        assertThat(deciding(made).id()).isEqualTo(next.id());
        assertThat(now(made).text("identityMobile")).isEqualTo("+86" + number);
        assertThat(records.find(contacts, before.id()).flag("isPrimary")).isFalse();
        assertThat(found(number)).isEqualTo(1);
        var newest =
                CustomersTest.items(history.versions(manager, customers, made.id(), null))
                        .getFirst();
        assertThat(newest).containsEntry("cause", "make-primary");
        assertThat(newest.get("changes").toString()).contains("顾明远", "陆佳颖");
        history.restore(manager, customers, made.id(), 1, now(made).version());
        assertThat(records.find(contacts, next.id()).text("name"))
                .as("going back does not rename people")
                .isEqualTo("陆佳颖");
    }

    @Test
    void whoDecidesNeedsANumberThatIsNoOtherCustomers() {
        Values made = customer("要号码");
        Values silent = contact(made.id(), "无号码", null);
        assertThat(faults(() -> primary.make(manager, silent.id(), Json.object())))
                .containsExactly("mobile=REQUIRED");
        String taken = mobile();
        customer(manager, body("别家", taken));
        Values busy = contact(made.id(), "号码重复", taken);
        assertThat(problem(() -> primary.make(manager, busy.id(), Json.object())).code())
                .isEqualTo("DUPLICATE");
        assertThat(deciding(made).text("name")).isEqualTo("顾明远");
        assertThat(problem(() -> primary.make(rep, silent.id(), Json.object())).code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aContactCanMoveToAnotherCustomerAndFollowsItsOwner() {
        Values from = customer("旧东家");
        Values to = customer(rep, body("新东家", mobile()));
        Values mover = contact(from.id(), "蒋一鸣", null);
        patchContact(mover, Json.object().put("customerId", Long.toString(to.id())));
        Values moved = records.find(contacts, mover.id());
        assertThat(moved.ref("ownerId")).isEqualTo(rep.id());
        assertThat(records.get(rep, contacts, mover.id())).containsEntry("name", "蒋一鸣");
        assertThat(history.versions(rep, contacts, mover.id(), null).toString())
                .contains("customerId", "新东家");
        ObjectNode away = Json.object().put("customerId", Long.toString(to.id()));
        assertThat(faults(() -> patchContact(deciding(from), away)))
                .containsExactly("customerId=PRIMARY_CONTACT");
    }

    @Test
    void whoDecidesCannotBeDeleted() {
        Values made = customer("不能没有");
        Values contact = records.find(contacts, deciding(made).id());
        assertThat(
                        problem(
                                        () ->
                                                records.delete(
                                                        manager,
                                                        contacts,
                                                        contact.id(),
                                                        contact.version()))
                                .code())
                .isEqualTo("PRIMARY_CONTACT");
        Values other = contact(made.id(), "陆佳颖", null);
        records.delete(manager, contacts, other.id(), 1);
        assertThat(records.find(contacts, other.id())).isNull();
        records.restore(manager, contacts, other.id());
        assertThat(records.find(contacts, other.id())).isNotNull();
    }

    @Test
    void contactsAndTalksGoWithTheirCustomerToItsNewOwner() {
        Values made = customer("转移");
        Values other = contact(made.id(), "陆佳颖", null);
        Values talk = followUp(made.id(), "交接前的拜访");
        assertThat(problem(() -> records.get(rep, contacts, other.id())).status()).isEqualTo(404);
        patch(manager, made, Json.object().put("ownerId", Long.toString(rep.id())));
        assertThat(records.get(rep, contacts, other.id())).containsEntry("name", "陆佳颖");
        assertThat(records.get(rep, followUps, talk.id())).containsEntry("content", "交接前的拜访");
    }

    @Test
    void customersAreFilteredByTheirPrimaryContact() {
        String number = mobile();
        Values made = customer(manager, body("按手机筛选", number));
        var page =
                records.list(
                        manager,
                        customers,
                        Query.first(5)
                                .where(
                                        Filter.parse(
                                                "{\"field\":\"primaryContact.mobile\",\"op\":\"eq\",\"value\":\"%s\"}"
                                                        .formatted(number))));
        assertThat(page.items())
                .extracting(i -> i.get("id"))
                .isEqualTo(List.of(Long.toString(made.id())));
    }
}
