package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.record.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A hundred calls in the same moment. */
class SameMomentTest extends CustomerFixture {
    private static final int CALLS = 100;

    private List<Visitor.Answer> atOnce(IntFunction<Visitor.Answer> call) throws Exception {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<Visitor.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLS; i++) {
                int n = i;
                Callable<Visitor.Answer> one =
                        () -> {
                            start.await();
                            return call.apply(n);
                        };
                running.add(threads.submit(one));
            }
            start.countDown();
            var answers = new ArrayList<Visitor.Answer>();
            for (Future<Visitor.Answer> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private Visitor caller() {
        return visitor()
                .token(
                        admin().post("/api/v1/me/tokens", Json.object().put("name", "t"))
                                .text("token"));
    }

    @Test
    void ofAHundredCreatesWithOneMobileExactlyOneIsStored() throws Exception {
        Visitor caller = caller();
        String mobile = mobile();
        var answers = atOnce(i -> caller.post("/api/v1/customers", body("同时" + i, mobile)));
        var made = answers.stream().filter(a -> a.status() == 201).toList();
        assertThat(made).as(answers.getFirst().toString()).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 201)
                .hasSize(CALLS - 1)
                .allSatisfy(
                        a -> {
                            assertThat(a.status()).as(a.toString()).isEqualTo(409);
                            assertThat(a.code()).isEqualTo("DUPLICATE");
                            assertThat(a.text("existing.id")).isEqualTo(made.getFirst().id());
                        });
        assertThat(
                        jdbc.sql("select count(*) from customer where identity_mobile = ?")
                                .param("+86" + mobile)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
        assertThat(
                        jdbc.sql("select count(*) from contact where mobile = ?")
                                .param("+86" + mobile)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void aHundredCreatesInANewYearsFirstMomentGetAHundredCodes() throws Exception {
        clock.set(Instant.parse("2031-01-01T00:00:00Z"));
        Visitor caller = caller();
        var answers = atOnce(i -> caller.post("/api/v1/customers", body("新年" + i, mobile())));
        assertThat(answers).allSatisfy(a -> assertThat(a.status()).as(a.toString()).isEqualTo(201));
        assertThat(answers.stream().map(a -> a.text("code")))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.startsWith("CRM2031"));
    }

    @Test
    void theSameRequestSentAHundredTimesIsDoneOnce() throws Exception {
        Visitor caller = caller().header("Idempotency-Key", "once-" + mobile());
        ObjectNode body = body("只做一次", mobile());
        var answers = atOnce(i -> caller.post("/api/v1/customers", body));
        assertThat(answers).allSatisfy(a -> assertThat(a.status()).as(a.toString()).isEqualTo(201));
        assertThat(answers.stream().map(Visitor.Answer::id).distinct()).hasSize(1);
    }

    @Test
    void ofAHundredChangesToOneVersionExactlyOneIsStored() throws Exception {
        Visitor caller = caller();
        String id = caller.post("/api/v1/customers", body("同时修改", mobile())).id();
        var answers =
                atOnce(
                        i ->
                                caller.patch(
                                        "/api/v1/customers/" + id,
                                        Json.object().put("version", 1).put("city", "城" + i)));
        assertThat(answers).filteredOn(a -> a.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.status() != 200)
                .allSatisfy(a -> assertThat(a.code()).as(a.toString()).isEqualTo("STALE"));
    }
}
