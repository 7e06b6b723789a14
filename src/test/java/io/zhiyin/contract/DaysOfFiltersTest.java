package io.zhiyin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Days in filters are days of the company's calendar; it is eight hours ahead of UTC. */
class DaysOfFiltersTest extends ProgramTest {
    private Visitor caller;

    @BeforeEach
    void talks() {
        emptyBusinessTables();
        caller = visitor().token(adminToken());
        String customer = caller.post("/api/v1/customers", CallsTest.body()).id();
        clock.set(Instant.parse("2026-03-10T04:00:00Z"));
        for (String at : List.of("01T23:59", "02T00:00", "02T23:59", "03T00:00")) {
            Answer made =
                    caller.post(
                            "/api/v1/follow-ups",
                            Json.object()
                                    .put("customerId", customer)
                                    .put("method", "PHONE")
                                    .put("content", at)
                                    .put("nextAction", "NONE")
                                    .put("occurredAt", "2026-03-" + at + ":00+08:00"));
            assertThat(made.status()).as("%s", made).isEqualTo(201);
        }
    }

    private List<String> found(String filter) {
        Answer answer =
                caller.post(
                        "/api/v1/follow-ups/search",
                        "{\"sort\":\"occurredAt\",\"filter\":" + filter + "}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.at("items").valueStream().map(i -> i.get("content").asString()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eq  | \"2026-03-02\" | 02T00:00 02T23:59",
                "ne  | \"2026-03-02\" | 01T23:59 03T00:00",
                "gt  | \"2026-03-02\" | 03T00:00",
                "gte | \"2026-03-02\" | 02T00:00 02T23:59 03T00:00",
                "lt  | \"2026-03-02\" | 01T23:59",
                "lte | \"2026-03-02\" | 01T23:59 02T00:00 02T23:59",
                "between | [\"2026-03-01\",\"2026-03-02\"] | 01T23:59 02T00:00 02T23:59",
                "gte | \"2026-03-02T23:59:00+08:00\" | 02T23:59 03T00:00"
            })
    void aMomentAskedForByADayMeansTheWholeDayInTheCompanysZone(
            String op, String value, String expected) {
        assertThat(
                        found(
                                "{\"field\":\"occurredAt\",\"op\":\"%s\",\"value\":%s}"
                                        .formatted(op, value)))
                .containsExactly(expected.split(" "));
    }

    @Test
    void withinTheLastDaysIsNotWhatLiesAhead() {
        String customer = caller.get("/api/v1/customers").text("items.0.id");
        for (String date : List.of("2026-03-03", "2026-03-10", "2026-03-11", "2026-04-01")) {
            caller.post(
                    "/api/v1/opportunities",
                    Json.object()
                            .put("customerId", customer)
                            .put("name", date)
                            .put("source", "EMAIL")
                            .put("expectedAmount", 1)
                            .put("expectedCloseDate", date));
        }
        assertThat(closing("withinDays", 7)).containsExactlyInAnyOrder("2026-03-03", "2026-03-10");
        assertThat(closing("withinDays", 0)).containsExactly("2026-03-10");
        assertThat(closing("olderThanDays", 6)).containsExactly("2026-03-03");
        // half past midnight in China is still yesterday in Greenwich
        clock.set(Instant.parse("2026-03-10T16:30:00Z"));
        assertThat(closing("withinDays", 0)).containsExactly("2026-03-11");
    }

    private List<String> closing(String op, int days) {
        JsonNode items =
                caller.post(
                                "/api/v1/opportunities/search",
                                "{\"filter\":{\"field\":\"expectedCloseDate\",\"op\":\"%s\",\"value\":%d}}"
                                        .formatted(op, days))
                        .at("items");
        return items.valueStream().map(i -> i.get("name").asString()).toList();
    }

    @ParameterizedTest
    @CsvSource({"grade,OPERATOR_DOES_NOT_FIT", "nope,UNKNOWN_FIELD"})
    void aTagIsNotAskedOfAnotherField(String field, String code) {
        Answer answer =
                caller.post(
                        "/api/v1/customers/search",
                        "{\"filter\":{\"field\":\"%s\",\"op\":\"hasTag\",\"value\":\"a\"}}"
                                .formatted(field));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text("detail")).contains(field);
    }
}
