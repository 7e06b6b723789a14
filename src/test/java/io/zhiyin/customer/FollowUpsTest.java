package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Json;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Talks with customers (C8). */
class FollowUpsTest extends CustomerFixture {
    private Values save(ObjectNode body) {
        return records.create(manager, followUps, body, Draft.Origin.API);
    }

    @Test
    void aTalkNeedsACustomerAMethodWordsAndWhatComesNext() {
        assertThat(faults(() -> save(Json.object().put("content", "  "))))
                .containsExactlyInAnyOrder(
                        "customerId=REQUIRED",
                        "method=REQUIRED",
                        "content=REQUIRED",
                        "nextAction=REQUIRED");
    }

    @Test
    void whoWroteItAndWhenAreTheProgramsToSay() {
        Values made = customer("作者");
        ObjectNode body =
                talk(made.id(), "x").put("recordedAt", "2020-01-01T00:00:00Z").put("authorId", "1");
        assertThat(faults(() -> save(body)))
                .containsExactlyInAnyOrder("recordedAt=READ_ONLY", "authorId=READ_ONLY");
        Values talk =
                save(talk(made.id(), "电话确认付款节点").put("occurredAt", "2026-02-27T10:00:00+08:00"));
        assertThat(talk.ref("authorId")).isEqualTo(manager.id());
        assertThat(talk.instant("recordedAt")).isEqualTo(clock.instant());
        assertThat(records.get(manager, followUps, talk.id())).containsEntry("timely", false);
        assertThat(records.get(manager, followUps, followUp(made.id(), "现在").id()))
                .containsEntry("timely", true)
                .containsEntry("occurredAt", clock.instant().toString());
    }

    @Test
    void aTalkCannotLieInTheFuture() {
        Values made = customer("未来");
        Instant soon = clock.instant().plus(Duration.ofMinutes(4));
        save(talk(made.id(), "手机时间略快").put("occurredAt", soon.toString()));
        Instant later = clock.instant().plus(Duration.ofMinutes(6));
        assertThat(faults(() -> save(talk(made.id(), "x").put("occurredAt", later.toString()))))
                .containsExactly("occurredAt=IN_FUTURE");
    }

    @Test
    void whomOneTalkedToMustBeAtThatCustomer() {
        Values made = customer("甲");
        Values other = contact(customer("乙").id(), "别家的人", null);
        assertThat(
                        faults(
                                () ->
                                        save(
                                                talk(made.id(), "x")
                                                        .put(
                                                                "contactId",
                                                                Long.toString(other.id())))))
                .containsExactly("contactId=NOT_OF_CUSTOMER");
        Values talk = followUp(made.id(), "留在原处");
        assertThat(
                        faults(
                                () ->
                                        records.patch(
                                                manager,
                                                followUps,
                                                talk.id(),
                                                1,
                                                Json.object()
                                                        .put(
                                                                "customerId",
                                                                other.ref("customerId")
                                                                        .toString()))))
                .containsExactly("customerId=READ_ONLY");
    }

    @Test
    void nobodyWritesAboutACustomerHeDoesNotSee() {
        Values hidden = customer("看不见的客户");
        assertThat(
                        faults(
                                () ->
                                        records.create(
                                                rep,
                                                followUps,
                                                talk(hidden.id(), "x"),
                                                Draft.Origin.API)))
                .containsExactly("customerId=NOT_FOUND");
    }

    @Test
    void theCustomerShowsItsNewestTalkWhateverHappensToTalks() {
        Values made = customer("最近跟进");
        Values old = save(talk(made.id(), "旧的").put("occurredAt", "2026-02-01T09:00:00+08:00"));
        Values newest =
                save(
                        talk(made.id(), "新的")
                                .put("method", "VISIT")
                                .put("occurredAt", "2026-02-20T09:00:00+08:00")
                                .put("nextActionAt", "2026-03-05T09:00:00+08:00"));
        save(talk(made.id(), "补录的更旧").put("occurredAt", "2026-01-01T09:00:00+08:00"));
        shows(made, "新的", "VISIT", "2026-02-20T01:00:00Z");
        assertThat(now(made).instant("nextActionAt"))
                .isEqualTo(Instant.parse("2026-03-05T01:00:00Z"));
        records.delete(manager, followUps, newest.id(), 1);
        shows(made, "旧的", "PHONE", "2026-02-01T01:00:00Z");
        records.restore(manager, followUps, newest.id());
        shows(made, "新的", "VISIT", "2026-02-20T01:00:00Z");
        records.patch(
                manager,
                followUps,
                old.id(),
                1,
                Json.object()
                        .put("occurredAt", "2026-03-01T09:00:00+08:00")
                        .put("content", "改了时间"));
        shows(made, "改了时间", "PHONE", "2026-03-01T01:00:00Z");
        assertThat(now(made).version()).as("an open form does not become stale").isEqualTo(1);
    }

    private void shows(Values customer, String content, String method, String at) {
        Values now = now(customer);
        assertThat(now.text("followUpContent")).isEqualTo(content);
        assertThat(now.text("followUpMethod")).isEqualTo(method);
        assertThat(now.instant("lastFollowUpAt")).isEqualTo(Instant.parse(at));
    }

    @Test
    void theNewestTalkStaysRightWhenManyWriteAtOnce() throws Exception {
        Values made = customer("繁忙客户");
        Instant start = clock.instant().minus(Duration.ofDays(1));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var done =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            save(
                                                                    talk(
                                                                                    made.id(),
                                                                                    "第"
                                                                                            + (i * 7
                                                                                                    % 40)
                                                                                            + "次")
                                                                            .put(
                                                                                    "occurredAt",
                                                                                    start.plusSeconds(
                                                                                                    i
                                                                                                            * 7
                                                                                                            % 40)
                                                                                            .toString()))))
                            .toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(now(made).text("followUpContent")).isEqualTo("第39次");
        assertThat(now(made).instant("lastFollowUpAt")).isEqualTo(start.plusSeconds(39));
    }

    @Test
    void aPlaceHasDegreesAndNothingElseThatIsUnknown() {
        Values made = customer("现场");
        ObjectNode good = talk(made.id(), "在工业园区").put("method", "VISIT");
        good.putObject("location")
                .put("latitude", 31.3)
                .put("longitude", 120.7)
                .put("name", "苏州工业园区");
        Map<String, Object> told = records.get(manager, followUps, save(good).id());
        assertThat(told.get("location").toString()).contains("苏州工业园区");
        ObjectNode bad = talk(made.id(), "x");
        bad.putObject("location").put("latitude", 131.3).put("longitude", 120.7);
        assertThat(faults(() -> save(bad))).containsExactly("location=BAD_LOCATION");
        ObjectNode odd = talk(made.id(), "x");
        odd.putObject("location").put("latitude", 1).put("longitude", 2).put("script", "<script>");
        assertThat(faults(() -> save(odd))).containsExactly("location=BAD_LOCATION");
    }
}
