package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.record.Json;
import io.zhiyin.record.Values;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Claiming from the public pool and giving back, with the roles that come with the program. */
class PublicPoolTest extends CustomerFixture {
    private static final String PATH = "/api/v1/customers/";
    private static int number;

    private Visitor seller() {
        return user("pool-seller-" + number++, "SALES_REPRESENTATIVE");
    }

    private Values ownerless(String name) {
        return customer(manager, body(name, mobile()).putNull("ownerId"));
    }

    private Long owner(Values customer) {
        return now(customer).ref("ownerId");
    }

    @Test
    void whoMayClaimBecomesTheOwnerAndIsFoundInTheHistory() {
        Values customer = ownerless("公海一号");
        Visitor seller = seller();
        Visitor.Answer claimed = seller.post(PATH + customer.id() + "/claim", "{}");
        assertThat(claimed.status()).as("%s", claimed).isEqualTo(200);
        assertThat(claimed.text("ownerId")).isEqualTo(seller.get("/api/v1/me").text("id"));
        assertThat(seller.get(PATH + customer.id() + "/versions").text("items.0.changes.0.field"))
                .isIn("ownerId", "departmentId");
        Long contact =
                jdbc.sql("select id from contact where customer_id = ?")
                        .param(customer.id())
                        .query(Long.class)
                        .single();
        assertThat(seller.get("/api/v1/contacts/" + contact).status())
                .as("what belongs to the customer comes along")
                .isEqualTo(200);
    }

    @Test
    void whoClaimedACustomerMayBringBackAVersionFromBeforeAndStaysItsOwner() {
        Values customer = ownerless("公海旧版本");
        Visitor seller = seller();
        seller.post(PATH + customer.id() + "/claim", "{}");
        Visitor.Answer changed =
                seller.patch(PATH + customer.id(), "{\"version\":2,\"shortName\":\"写错了\"}");
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        Visitor.Answer back =
                seller.post(PATH + customer.id() + "/versions/1/restore", "{\"version\":3}");
        assertThat(back.status()).as("%s", back).isEqualTo(200);
        assertThat(now(customer).text("shortName")).isNull();
        assertThat(owner(customer).toString()).isEqualTo(seller.get("/api/v1/me").text("id"));
    }

    @Test
    void whatHasAnOwnerIsNotClaimedAndWhoSeesOnlyThePoolMayNotClaim() {
        Values owned = customer("有人负责");
        assertThat(admin().post(PATH + owned.id() + "/claim", "{}").code())
                .isEqualTo("NOT_IN_POOL");
        assertThat(seller().post(PATH + owned.id() + "/claim", "{}").status())
                .as("nothing is told of a customer that was never in the pool")
                .isEqualTo(404);
        Values pooled = ownerless("公海二号");
        Visitor marketing = user("pool-marketing", "MARKETING_SPECIALIST");
        assertThat(marketing.post(PATH + pooled.id() + "/claim", "{}").status()).isEqualTo(403);
        assertThat(owner(pooled)).isNull();
    }

    @Test
    void ofTwoClaimsAtOnceOneWins() throws Exception {
        List<Visitor> sellers = List.of(seller(), seller());
        for (int round = 0; round < 5; round++) {
            Values customer = ownerless("抢公海" + round);
            var start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls =
                        sellers.stream()
                                .map(
                                        seller ->
                                                threads.submit(
                                                        (Callable<Visitor.Answer>)
                                                                () -> {
                                                                    start.await();
                                                                    return seller.post(
                                                                            PATH
                                                                                    + customer.id()
                                                                                    + "/claim",
                                                                            "{}");
                                                                }))
                                .toList();
                start.countDown();
                List<Integer> answers =
                        List.of(calls.get(0).get().status(), calls.get(1).get().status());
                assertThat(answers).containsExactlyInAnyOrder(200, 409);
            }
        }
    }

    @Test
    void theOwnerGivesBackAndNobodyElseOfHisRank() {
        Visitor seller = seller();
        String id = seller.post("/api/v1/customers", body("退回公海", mobile())).id();
        assertThat(seller().post(PATH + id + "/release", "{}").status()).isEqualTo(404);
        Visitor.Answer released = seller.post(PATH + id + "/release", "{}");
        assertThat(released.status()).as("%s", released).isEqualTo(200);
        assertThat(released.text("ownerId")).isNull();
        assertThat(admin().post(PATH + id + "/release", Json.object()).code())
                .isEqualTo("NO_OWNER");
    }
}
