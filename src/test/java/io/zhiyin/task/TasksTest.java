package io.zhiyin.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.record.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as a representative has them (C9), and what talks make of them (C8). */
class TasksTest extends ProgramTest {
    private static final String TASKS = "/api/v1/tasks";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Visitor rep;
    private String me;

    @BeforeEach
    void people() {
        rep = user("tasks" + NUMBER.incrementAndGet(), "SALES_REPRESENTATIVE");
        me = rep.get("/api/v1/me").id();
    }

    private static ObjectNode body(String title) {
        return Json.object().put("title", title);
    }

    private String made(ObjectNode body) {
        Visitor.Answer made = rep.post(TASKS, body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private Visitor.Answer task(String id) {
        return rep.get(TASKS + "/" + id);
    }

    private Visitor.Answer done(String id) {
        Visitor.Answer done = rep.post(TASKS + "/" + id + "/complete", "{}");
        assertThat(done.status()).as("%s", done).isEqualTo(200);
        return done;
    }

    private String customer(Visitor whose) {
        int number = NUMBER.incrementAndGet();
        ObjectNode body = Json.object().put("fullName", "任务客户" + number).put("industry", "IT");
        body.putObject("primaryContact")
                .put("name", "丁一")
                .put("mobile", "137" + (51_000_000 + number));
        return whose.post("/api/v1/customers", body).id();
    }

    private List<String> open() {
        String filter =
                URLEncoder.encode(
                        "{\"field\":\"state\",\"op\":\"eq\",\"value\":\"OPEN\"}",
                        StandardCharsets.UTF_8);
        Visitor.Answer list = rep.get(TASKS + "?sort=dueAt&filter=" + filter);
        return StreamSupport.stream(list.at("items").spliterator(), false)
                .map(i -> i.get("title").stringValue() + " " + i.path("dueAt").asString("-"))
                .toList();
    }

    @Test
    void aTaskIsItsMakersUnlessHeGivesItToSomebody() {
        Visitor.Answer own = task(made(body("寄样品")));
        assertThat(own.text("ownerId")).isEqualTo(me);
        assertThat(own.text("state")).isEqualTo("OPEN");
        assertThat(own.text("priority")).isEqualTo("NORMAL");
        Visitor colleague = user("colleague" + NUMBER.incrementAndGet(), "SALES_REPRESENTATIVE");
        String other = colleague.get("/api/v1/me").id();
        Visitor.Answer given = rep.post(TASKS, body("请代我回电").put("ownerId", other));
        assertThat(given.status()).isEqualTo(201);
        assertThat(colleague.get(TASKS + "/" + given.id()).text("title")).isEqualTo("请代我回电");
        assertThat(colleague.get(TASKS + "/" + own.id()).status()).isEqualTo(404);
    }

    @Test
    void doneAndGivenUpAreSaidByTheirOwnCallsAndTakenBack() {
        String id = made(body("做报价"));
        Visitor.Answer patched = rep.patch(TASKS + "/" + id, "{\"version\":1,\"state\":\"DONE\"}");
        assertThat(patched.status()).isEqualTo(422);
        assertThat(patched.text("errors.0.code")).isEqualTo("READ_ONLY");
        clock.advance(Duration.ofHours(2));
        Visitor.Answer done = done(id);
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(done.text("doneAt")).isEqualTo("2026-03-02T03:00:00Z");
        assertThat(done(id).text("version")).as("said twice").isEqualTo(done.text("version"));
        Visitor.Answer again = rep.post(TASKS + "/" + id + "/reopen", "{}");
        assertThat(again.text("state")).isEqualTo("OPEN");
        assertThat(again.at("doneAt").isNull()).isTrue();
        Visitor.Answer gone = rep.post(TASKS + "/" + id + "/cancel", "{\"version\":1}");
        assertThat(gone.status()).as("an old version").isEqualTo(409);
        assertThat(rep.post(TASKS + "/" + id + "/cancel", "{\"why\":1}").text("errors.0.code"))
                .isEqualTo("UNKNOWN_FIELD");
    }

    @Test
    void aChecklistIsKeptWithItsTask() {
        ObjectNode body = body("布置展台");
        body.putArray("steps").addObject().put("text", "订车").put("done", true);
        ((tools.jackson.databind.node.ArrayNode) body.get("steps")).addObject().put("text", "打印");
        Visitor.Answer task = task(made(body));
        assertThat(task.text("steps.0.text")).isEqualTo("订车");
        assertThat(task.at("steps.0.done").booleanValue()).isTrue();
        assertThat(task.at("steps.1.done").booleanValue()).isFalse();
    }

    @Test
    void aRepeatedTaskComesAgainWithItsListUndone() {
        assertThat(rep.post(TASKS, body("周报").put("repeats", "WEEKLY")).text("errors.0.field"))
                .as("without a time it cannot come again")
                .isEqualTo("dueAt");
        ObjectNode body = body("周报").put("repeats", "WEEKLY").put("dueAt", "2026-03-06T09:00:00Z");
        body.putArray("steps").addObject().put("text", "统计").put("done", true);
        String first = made(body);
        done(first);
        done(first);
        assertThat(open()).containsExactly("周报 2026-03-13T09:00:00Z");
        String next = jdbc.sql("select max(id)::text from task").query(String.class).single();
        assertThat(task(next).at("steps.0.done").booleanValue()).isFalse();
        assertThat(task(next).text("repeats")).isEqualTo("WEEKLY");
        assertThat(rep.post(TASKS + "/" + next + "/cancel", "{}").status()).isEqualTo(200);
        assertThat(open()).as("given up for good").isEmpty();
    }

    @Test
    void whatItIsAboutBelongsToOneCustomer() {
        String one = customer(rep);
        String two = customer(rep);
        String contact = rep.get("/api/v1/customers/" + one).text("primaryContact.id");
        Visitor.Answer mixed =
                rep.post(TASKS, body("拜访").put("customerId", two).put("contactId", contact));
        assertThat(mixed.text("errors.0.code")).isEqualTo("NOT_OF_CUSTOMER");
        assertThat(task(made(body("拜访").put("contactId", contact))).text("customerId"))
                .as("known from the contact")
                .isEqualTo(one);
    }

    private String talk(String customer, String next, String at) {
        Visitor.Answer made =
                rep.post(
                        "/api/v1/follow-ups",
                        Json.object()
                                .put("customerId", customer)
                                .put("method", "PHONE")
                                .put("content", "谈了交期")
                                .put("nextAction", next)
                                .put("nextActionAt", at));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    @Test
    void theNextStepOfATalkIsATaskOfWhoeverWroteItDown() {
        String customer = customer(rep);
        String talk = talk(customer, "CALL_BACK", "2026-03-05T02:00:00Z");
        assertThat(open()).containsExactly("回访 2026-03-05T02:00:00Z");
        String id = jdbc.sql("select max(id)::text from task").query(String.class).single();
        assertThat(task(id).text("followUpId")).isEqualTo(talk);
        assertThat(task(id).text("customerId")).isEqualTo(customer);
    }

    @Test
    void theTaskFollowsItsTalkWhileItIsOpen() {
        String talk = talk(customer(rep), "CALL_BACK", "2026-03-05T02:00:00Z");
        String path = "/api/v1/follow-ups/" + talk;
        rep.patch(
                path,
                "{\"version\":1,\"nextAction\":\"DEMO\",\"nextActionAt\":\"2026-03-09T02:00:00Z\"}");
        assertThat(open()).containsExactly("安排演示 2026-03-09T02:00:00Z");
        rep.patch(path, "{\"version\":2,\"nextAction\":\"NONE\"}");
        assertThat(open()).isEmpty();
        rep.patch(path, "{\"version\":3,\"nextAction\":\"QUOTE\"}");
        assertThat(open()).as("planned anew").containsExactly("报价 2026-03-09T02:00:00Z");
    }

    @Test
    void nothingIsLeftToDoWhereNothingFollowsOrTheTimeHasPassed() {
        talk(customer(rep), "NONE", "2026-03-05T02:00:00Z");
        talk(customer(rep), "CALL_BACK", "2026-02-05T02:00:00Z");
        talk(customer(rep), "CALL_BACK", null);
        assertThat(open()).isEmpty();
    }
}
