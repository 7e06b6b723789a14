package io.zhiyin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every call answers that is not made as the contract says, whatever it is about. */
class CallsTest extends ProgramTest {
    private Visitor caller() {
        return visitor().token(adminToken());
    }

    /** An answer to a line that no client library would send. */
    private String raw(String method, String target) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            String call =
                    method
                            + " "
                            + target
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Authorization: Bearer "
                            + adminToken()
                            + "\r\n\r\n";
            socket.getOutputStream().write(call.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/customers?q=%ZZ",
                "/api/v1/customers?filter=%FF%FE",
                "/api/v1/search?q=%E4%BD",
                "/api/v1/customers?%FF=1",
                "/api/v1/customers/%00",
                "/api/v1/customers/..%2f..%2fetc",
                "/api/v1/customers/1;x=1"
            })
    void anAddressNobodyCanReadIsABadRequest(String target) throws IOException {
        assertThat(raw("GET", target))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"code\":\"BAD_ADDRESS\"")
                .doesNotContain("<html", "tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "FOO", "PROPFIND", "get"})
    void aMethodNobodyHasIsTellingWhichThereAre(String method) throws IOException {
        assertThat(raw(method, "/api/v1/customers"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: ", "application/problem+json", "\"status\":405")
                .doesNotContain("<html");
    }

    @Test
    void aWrongMethodIsToldWithTheRightOnes() {
        Answer answer = caller().put("/api/v1/customers", "{}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").orElse("")).contains("GET", "POST");
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void noTitleOfAProblemIsMissing() {
        Answer answer = caller().header("Accept", "image/png").get("/api/v1/customers");
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.text("title")).isNotBlank().doesNotContain("problem.title");
    }

    @Test
    void anUnknownQueryParameterIsRefusedByEveryCall() {
        String id = customer().id();
        var all = new SoftAssertions();
        for (String path :
                List.of(
                        "me",
                        "me/tokens",
                        "favourites",
                        "recents",
                        "search",
                        "jobs",
                        "openapi.json",
                        "meta/entities",
                        "meta/entities/customers",
                        "choice-lists",
                        "settings",
                        "customers/" + id,
                        "customers/" + id + "/versions",
                        "customers/" + id + "/overview",
                        "customers/" + id + "/timeline",
                        "customers/" + id + "/shares")) {
            Answer answer = caller().get("/api/v1/" + path + "?surprise=1");
            all.assertThat(answer.status()).as(path).isEqualTo(400);
            all.assertThat(answer.text("detail")).as(path).contains("surprise");
        }
        all.assertAll();
        assertThat(caller().get("/api/v1/search?q=ab&size=3").status()).isEqualTo(200);
    }

    @Test
    void aParameterOfTheWrongKindIsNamed() {
        Answer answer = caller().get("/api/v1/search?q=ab&size=x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("size");
    }

    @Test
    void aListOfFieldsMayHaveBlanksBetween() {
        assertThat(caller().get("/api/v1/customers?fields=fullName,%20grade").status())
                .isEqualTo(200);
    }

    @Test
    void aCursorHoldsForTheOrderItWasMadeUnder() {
        customer();
        customer();
        String list = "/api/v1/customers?size=1&sort=";
        String cursor = caller().get(list + "-createdAt").text("nextCursor");
        assertThat(caller().get(list + "-createdAt&cursor=" + cursor).status()).isEqualTo(200);
        for (String other : List.of("createdAt", "city", "-updatedAt", "code")) {
            Answer answer = caller().get(list + other + "&cursor=" + cursor);
            assertThat(answer.status()).as(other).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("BAD_CURSOR");
        }
    }

    @Test
    void aDeletionMayCarryItsVersionInTheBody() {
        Answer made = customer();
        String path = "/api/v1/customers/" + made.id();
        assertThat(caller().send("DELETE", path, "{\"version\":7}").status()).isEqualTo(409);
        assertThat(caller().send("DELETE", path, "{}").status()).isEqualTo(428);
        assertThat(caller().send("DELETE", path, "{\"version\":1}").status()).isEqualTo(204);
    }

    @Test
    void anImportIsAFormWithAFile() {
        assertThat(caller().post("/api/v1/customers/imports", "{}").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u200b", "\\ufeff\\u00a0", "\\u202e \\u3000", "\\u2066"})
    void whatNobodySeesIsNoName(String name) {
        Answer answer = caller().post("/api/v1/customers", body().replace("甲公司", name));
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.text("errors.0.field")).isEqualTo("fullName");
        assertThat(answer.text("errors.0.code")).isEqualTo("REQUIRED");
    }

    @Test
    void unseenMarksAtTheEdgesOfATextAreNoPartOfIt() {
        Answer answer =
                caller().post(
                                "/api/v1/customers",
                                body().replace("甲公司", "\\ufeff\\u200b 一👨‍👩‍👧家\\u00a0\\u200d"));
        assertThat(answer.text("fullName")).isEqualTo("一👨‍👩‍👧家");
    }

    @ParameterizedTest
    @ValueSource(strings = {"例子.中国", "https://例子.中国/关于?x=1", "www.example.com"})
    void aSiteMayHaveAChineseName(String site) {
        Answer answer =
                caller().post(
                                "/api/v1/customers",
                                body().replace(
                                                "\"industry\"",
                                                "\"website\":\"" + site + "\",\"industry\""));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(answer.text("website")).endsWith(site);
    }

    private Answer customer() {
        Answer made = caller().post("/api/v1/customers", body());
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made;
    }

    private static int number;

    static String body() {
        String mobile = "1371%07d".formatted(++number);
        var body = Json.object();
        body.put("fullName", "甲公司").put("industry", "IT");
        body.putObject("primaryContact").put("name", "张三").put("mobile", mobile);
        return body.toString();
    }
}
