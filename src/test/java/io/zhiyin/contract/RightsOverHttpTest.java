package io.zhiyin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What roles that hide things tell over HTTP. */
class RightsOverHttpTest extends ProgramTest {
    private static int number;

    private Visitor admin;
    private String customer;

    @BeforeEach
    void record() {
        admin = visitor().token(adminToken());
        String body =
                CallsTest.body()
                        .replace(
                                "\"industry\"", "\"idNumber\":\"310101199001011234\",\"industry\"");
        customer = admin.post("/api/v1/customers", body).id();
    }

    private Visitor someone(String permissions) {
        String name = "contract" + ++number + "x" + System.nanoTime();
        Answer role =
                admin.post(
                        "/api/v1/roles",
                        "{\"name\":\"%s\",\"permissions\":%s}".formatted(name, permissions));
        assertThat(role.status()).as("%s", role).isEqualTo(201);
        var body = Json.object();
        body.put("username", name).put("displayName", name).put("password", name + " secret");
        body.put("mustChangePassword", false).putArray("roleIds").add(role.id());
        assertThat(admin.post("/api/v1/users", body).status()).isEqualTo(201);
        Visitor user = visitor();
        user.signIn(name, name + " secret");
        return user;
    }

    private static String all(String entity, String fields) {
        return "{\"entity\":\"%s\",\"scope\":\"ALL\",\"actions\":[\"view\",\"create\",\"edit\"],\"fields\":%s}"
                .formatted(entity, fields);
    }

    @Test
    void withoutAnyRightOnAnEntityEveryCallOnItIsForbidden() {
        Visitor nobody = someone("[]");
        var all = new SoftAssertions();
        for (String path :
                List.of("", "/versions", "/overview", "/timeline", "/shares", "/reveal")) {
            String address = "/api/v1/customers/" + customer + path;
            Answer answer =
                    path.equals("/reveal")
                            ? nobody.post(address, "{\"field\":\"idNumber\",\"reason\":\"x\"}")
                            : nobody.get(address);
            all.assertThat(answer.status()).as(path).isEqualTo(403);
        }
        all.assertThat(nobody.post("/api/v1/contacts/1/make-primary", null).status())
                .isEqualTo(403);
        all.assertAll();
    }

    @Test
    void theHighestClassIsRevealedForAReasonOnly() {
        String path = "/api/v1/customers/" + customer + "/reveal";
        for (String reason : List.of("null", "\"\"", "\"  \"")) {
            Answer answer =
                    admin.post(path, "{\"field\":\"idNumber\",\"reason\":%s}".formatted(reason));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text("errors.0.field")).isEqualTo("reason");
        }
        assertThat(admin.post(path, "{\"field\":\"idNumber\",\"why\":\"x\"}").status())
                .isEqualTo(422);
        assertThat(admin.post(path, "{\"field\":\"idNumber\",\"reason\":\"核对\"}").text("value"))
                .isEqualTo("310101199001011234");
    }

    @Test
    void theConfirmedAmountDoesNotTellAHiddenAmount() {
        Answer made =
                admin.post(
                        "/api/v1/opportunities",
                        Json.object()
                                .put("customerId", customer)
                                .put("name", "商机")
                                .put("source", "EMAIL")
                                .put("expectedAmount", 987654)
                                .put("expectedCloseDate", "2026-12-01"));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        Visitor user =
                someone(
                        "["
                                + all("opportunities", "{\"expectedAmount\":\"HIDDEN\"}")
                                + ","
                                + all("customers", "{}")
                                + "]");
        String path = "/api/v1/opportunities/" + made.id();
        assertThat(user.get(path).status()).isEqualTo(200);
        assertThat(user.get(path).text()).doesNotContain("987654", "confirmedAmount");
        assertThat(user.get(path + "/versions").text()).doesNotContain("987654");
        assertThat(user.get("/api/v1/opportunities?sort=confirmedAmount").status()).isEqualTo(400);
    }

    @Test
    void aContactDoesNotTellTheHiddenOwnerOfItsCustomer() {
        Visitor user =
                someone(
                        "["
                                + all("customers", "{\"ownerId\":\"HIDDEN\"}")
                                + ","
                                + all("contacts", "{}")
                                + ","
                                + all("follow-ups", "{}")
                                + "]");
        JsonNode contact = user.get("/api/v1/contacts?size=1").at("items.0");
        assertThat(contact.has("ownerId")).isFalse();
        assertThat(contact.get("labels").has("ownerId")).isFalse();
        for (String entity : List.of("contacts", "follow-ups")) {
            assertThat(user.get("/api/v1/" + entity + "?sort=ownerId").status()).isEqualTo(400);
        }
    }

    @Test
    void nobodyHandsOutAListWithinARecordThatIsHiddenFromHim() {
        Visitor user =
                someone(
                        "["
                                + all("opportunities", "{\"products\":\"HIDDEN\"}")
                                + ","
                                + all("roles", "{}")
                                + "]");
        Answer wider =
                user.post(
                        "/api/v1/roles",
                        "{\"name\":\"wider%d\",\"permissions\":[%s]}"
                                .formatted(++number, all("opportunities", "{}")));
        assertThat(wider.status()).as("%s", wider).isEqualTo(422);
        Answer same =
                user.post(
                        "/api/v1/roles",
                        "{\"name\":\"same%d\",\"permissions\":[%s]}"
                                .formatted(
                                        ++number,
                                        all("opportunities", "{\"products\":\"HIDDEN\"}")));
        assertThat(same.status()).as("%s", same).isEqualTo(201);
    }

    @Test
    void aLandlineIsFoundAsItIsDialled() {
        String phone = "021-62%06d".formatted(++number + 100_000);
        String id =
                admin.post(
                                "/api/v1/customers",
                                CallsTest.body()
                                        .replace(
                                                "\"industry\"",
                                                "\"phone\":\"" + phone + "\",\"industry\""))
                        .id();
        for (String word : List.of(phone, phone.replace("-", ""), phone.substring(4))) {
            assertThat(admin.get("/api/v1/customers?q=" + word).text("items.0.id"))
                    .as(word)
                    .isEqualTo(id);
        }
    }
}
