package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Every parameter of every list gets what nobody means well: 200 or 400, never a failure. */
class BadQueryTest extends ProgramTest {
    private static final List<String> PARAMETERS =
            List.of("page", "size", "sort", "fields", "q", "filter", "cursor", "total", "deleted");

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "' or 1=1 --",
                    "id;drop table customer",
                    "\u0000",
                    "a\u0000b",
                    "-1",
                    "0",
                    "1e9",
                    "99999999999999999999",
                    "2147483647",
                    "NaN",
                    "[]",
                    "{}",
                    "null",
                    "true",
                    "奶茶🧋",
                    "%",
                    "_\\",
                    ",,,",
                    "-",
                    "id,-id,id",
                    "长".repeat(1_000),
                    encoded("[null,null]"),
                    encoded("[\"a\\u0000\",1]"),
                    encoded("{\"v\":[\"2026-13-45\",\"x\"]}"),
                    "{\"field\":\"id\",\"op\":\"eq\",\"value\":\"\\u0000\"}",
                    "{\"field\":\"\\ud800\",\"op\":\"eq\",\"value\":1}",
                    "{\"field\":\"id\",\"op\":\"in\",\"value\":[1e400]}",
                    "{\"field\":\"createdAt\",\"op\":\"withinDays\",\"value\":99999999999}",
                    "{\"field\":\"createdAt\",\"op\":\"olderThanDays\",\"value\":1e999999999}",
                    "{\"field\":\"createdAt\",\"op\":\"between\",\"value\":[\"2026-01-01T00:00:00Z\"]}",
                    "{\"op\":\"and\",\"conditions\":[]}",
                    "{\"op\":\"not\",\"conditions\":[{\"op\":\"or\",\"conditions\":[]}]}",
                    "{\"op\":\"and\",\"conditions\":".repeat(2_000));

    @Autowired private Entities entities;
    private SoftAssertions all = new SoftAssertions();

    /** Whether the entity of the moment has a recycle bin at all. */
    private boolean bin = true;

    private static String encoded(String cursor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private void fine(Answer answer, String as) {
        String text = answer.text();
        all.assertThat(answer.status())
                .as("%s: %s", as, text.substring(0, Math.min(300, text.length())))
                .isIn(as.equals("deleted=true") && !bin ? List.of(403) : List.of(200, 400));
    }

    private Stream<DynamicTest> each(java.util.function.Consumer<Entity> test) {
        return entities.all().stream()
                .filter(Entity::isOffered)
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.name(),
                                        () -> {
                                            all = new SoftAssertions();
                                            bin = e.offers(Action.DELETE);
                                            test.accept(e);
                                            all.assertAll();
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> noParameterOfAListMakesItFail() {
        return each(
                entity -> {
                    Visitor admin = visitor().token(adminToken());
                    String path = "/api/v1/" + entity.name() + "?";
                    for (String name : PARAMETERS) {
                        for (String value : VALUES) {
                            if (form(value).length() < 7_000) {
                                fine(
                                        admin.get(path + name + "=" + form(value)),
                                        name + "=" + value);
                            }
                        }
                        fine(admin.get(path + name + "=1&" + name + "=2"), name + " twice");
                        fine(admin.get(path + name), name + " bare");
                    }
                    fine(admin.get(path + "surprise=1"), "surprise");
                });
    }

    @TestFactory
    Stream<DynamicTest> noPartOfASearchBodyMakesItFail() {
        return each(
                entity -> {
                    Visitor admin = visitor().token(adminToken());
                    String path = "/api/v1/" + entity.name() + "/search";
                    for (String name : PARAMETERS) {
                        for (String value : VALUES) {
                            String text = Json.write(value);
                            fine(
                                    admin.post(path, "{\"" + name + "\":" + text + "}"),
                                    name + "=" + text);
                            if (value.startsWith("{") && value.endsWith("}")) {
                                fine(
                                        admin.post(path, "{\"" + name + "\":" + value + "}"),
                                        name + "=" + value);
                            }
                        }
                        for (String json :
                                List.of(
                                        "1.5",
                                        "1e400",
                                        "-7",
                                        "true",
                                        "[]",
                                        "[1]",
                                        "[[]]",
                                        "{}",
                                        "null",
                                        "\"\\ud800\"")) {
                            fine(
                                    admin.post(path, "{\"" + name + "\":" + json + "}"),
                                    name + "=" + json);
                        }
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoIdIsARecordThatDoesNotExist() {
        return each(
                entity -> {
                    Visitor admin = visitor().token(adminToken());
                    String path = "/api/v1/" + entity.name() + "/";
                    for (String id :
                            List.of(
                                    "abc",
                                    "99999999999999999999",
                                    "9223372036854775807",
                                    "0x1",
                                    "-1",
                                    "0",
                                    "+1",
                                    "1.0",
                                    "1e3",
                                    "%27%20or%201=1",
                                    "%E4%B8%80",
                                    "null")) {
                        for (Answer answer :
                                List.of(
                                        admin.get(path + id),
                                        admin.get(path + id + "/versions"),
                                        admin.patch(path + id, "{\"version\":1}"),
                                        admin.delete(path + id + "?version=1"))) {
                            all.assertThat(answer.status())
                                    .as(
                                            "%s%s: %s %s",
                                            path, id, answer.raw().request().method(), answer)
                                    .isIn(
                                            entity.offers(Action.EDIT)
                                                    ? List.of(404)
                                                    : List.of(403, 404));
                        }
                    }
                });
    }

    @Test
    void theSearchOverEverythingTakesAnyWord() {
        Visitor admin = visitor().token(adminToken());
        for (String value : VALUES) {
            if (form(value).length() < 7_000) {
                fine(admin.get("/api/v1/search?q=" + form(value)), value);
                fine(admin.get("/api/v1/search?q=a&size=" + form(value)), value);
            }
        }
        JsonNode none = admin.get("/api/v1/search").body();
        assertThat(none.get("groups")).isEmpty();
        all.assertAll();
    }
}
