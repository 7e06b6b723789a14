package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Json;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RolesTest extends ProgramTest {
    @Autowired private BuiltInRoles builtIn;
    @Autowired private TransactionTemplate transaction;

    private Visitor boss() {
        return visitor().token(adminToken());
    }

    @Test
    void the_built_in_roles_are_there_and_their_permissions_are_valid() {
        JsonNode roles = boss().get("/api/v1/roles?size=200").at("items");
        var codes =
                roles.valueStream()
                        .filter(r -> r.get("builtIn").booleanValue())
                        .map(r -> r.get("code").asString())
                        .toList();
        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "ADMINISTRATOR",
                        "SALES_REPRESENTATIVE",
                        "SALES_MANAGER",
                        "SALES_DIRECTOR",
                        "MARKETING_SPECIALIST",
                        "SERVICE_REPRESENTATIVE",
                        "SERVICE_MANAGER",
                        "FINANCE",
                        "VIEWER");
        for (JsonNode role : roles) {
            if (role.get("builtIn").booleanValue()) {
                ObjectNode same = Json.object().put("version", role.get("version").intValue());
                same.set("permissions", role.get("permissions"));
                Answer answer = boss().patch("/api/v1/roles/" + role.get("id").asString(), same);
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> what_is_not_known_is_refused_by_its_path() {
        return Map.of(
                        "{}",
                        "permissions",
                        "[1]",
                        "permissions[0]",
                        "[{\"entity\":\"unicorns\",\"actions\":[\"view\"]}]",
                        "permissions[0].entity",
                        "[{\"entity\":\"users\",\"actions\":[\"view\",\"ride\"]}]",
                        "permissions[0].actions[1]",
                        "[{\"entity\":\"users\",\"actions\":[\"VIEW\"]}]",
                        "permissions[0].actions[0]",
                        "[{\"entity\":\"users\",\"scope\":\"PLANET\"}]",
                        "permissions[0].scope",
                        "[{\"entity\":\"users\",\"pool\":\"DIVE\"}]",
                        "permissions[0].pool",
                        "[{\"entity\":\"users\",\"fields\":{\"shoeSize\":\"READ\"}}]",
                        "permissions[0].fields.shoeSize",
                        "[{\"entity\":\"users\",\"fields\":{\"email\":\"GUARDED\"}}]",
                        "permissions[0].fields.email",
                        "[{\"entity\":\"users\",\"colour\":\"red\"}]",
                        "permissions[0].colour")
                .entrySet()
                .stream()
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.getValue(),
                                        () -> {
                                            Answer answer = make("refused", e.getKey());
                                            assertThat(answer.status()).isEqualTo(422);
                                            assertThat(answer.text("errors.0.field"))
                                                    .isEqualTo(e.getValue());
                                        }));
    }

    @Test
    void other_actions_may_have_another_scope_and_the_fields_of_all_entries_count() {
        Answer role =
                make(
                        "mixed",
                        """
                        [{"entity":"users","actions":["view"],"scope":"ALL","fields":{"mobile":"HIDDEN"}},
                         {"entity":"users","actions":["edit"],"scope":"OWN","fields":{"email":"READ"}}]
                        """);
        assertThat(role.status()).as(role.toString()).isEqualTo(201);
        Visitor visitor = user("mixed", "VIEWER");
        give("mixed", role.id());
        JsonNode me = visitor.get("/api/v1/users/" + idOf("mixed")).body();
        assertThat(me.has("mobile")).isFalse();
        Answer mail =
                visitor.patch(
                        "/api/v1/users/" + idOf("mixed"),
                        "{\"version\":" + me.get("version") + ",\"email\":\"x@zhiyin.example\"}");
        assertThat(mail.text("errors.0.code")).isEqualTo("READ_ONLY");
        Answer title =
                visitor.patch(
                        "/api/v1/users/" + idOf("mixed"),
                        "{\"version\":" + me.get("version") + ",\"title\":\"x\"}");
        assertThat(title.status()).as(title.toString()).isEqualTo(200);
        assertThat(
                        visitor.patch(
                                        "/api/v1/users/" + idOf("admin"),
                                        "{\"version\":1,\"title\":\"x\"}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void an_entity_a_role_names_is_not_what_it_grants_on_all_others() {
        Answer role =
                make(
                        "all but",
                        """
                        [{"entity":"*","actions":["view"],"scope":"ALL"},
                         {"entity":"roles","actions":[]}]
                        """);
        Visitor visitor = user("allbut", "VIEWER");
        give("allbut", role.id());
        assertThat(visitor.get("/api/v1/departments").status()).isEqualTo(200);
        assertThat(visitor.get("/api/v1/roles").status()).isEqualTo(403);
        assertThat(visitor.get("/api/v1/me").at("administrator").booleanValue()).isFalse();
    }

    @Test
    void a_role_in_use_is_not_deleted_one_without_people_is() {
        Answer role = make("short-lived", "[]");
        user("holder", "VIEWER");
        give("holder", role.id());
        Answer refused = boss().delete("/api/v1/roles/" + role.id() + "?version=1");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("ROLE_IN_USE");
        give("holder", null);
        assertThat(boss().delete("/api/v1/roles/" + role.id() + "?version=1").status())
                .isEqualTo(204);
        assertThat(make("short-lived", "[]").status()).isEqualTo(201);
    }

    @Test
    void changes_of_roles_stand_in_the_audit_trail_before_and_after() {
        Answer role = make("audited role", "[]");
        boss().patch(
                        "/api/v1/roles/" + role.id(),
                        "{\"version\":1,\"permissions\":[{\"entity\":\"tags\",\"actions\":[\"view\"],\"scope\":\"ALL\"}]}");
        String detail =
                jdbc.sql(
                                "select detail::text from audit_entry where action = 'ROLE_CHANGED' and record_id = ?")
                        .param(Long.valueOf(role.id()))
                        .query(String.class)
                        .single();
        assertThat(detail).contains("\"before\": []").contains("tags");
    }

    @Test
    void a_later_version_of_the_program_grants_its_new_entities_once() {
        String viewer =
                jdbc.sql("select permissions::text from role where code = 'VIEWER'")
                        .query(String.class)
                        .single();
        assertThat(viewer).contains("departments");
        jdbc.sql(
                        """
                        update role set permissions = '[{"entity":"users","actions":[],"scope":"NONE","pool":"NONE"}]'
                        where code = 'VIEWER'
                        """)
                .update();
        jdbc.sql(
                        "update setting set value = value - 'departments' - 'users' where name = 'identity.granted'")
                .update();
        transaction.executeWithoutResult(status -> builtIn.ensure(Actor.program(ZoneOffset.UTC)));
        String upgraded =
                jdbc.sql("select permissions::text from role where code = 'VIEWER'")
                        .query(String.class)
                        .single();
        assertThat(upgraded)
                .contains("departments")
                .contains("\"actions\": []")
                .doesNotContain("customers");
        jdbc.sql("update role set permissions = ?::jsonb where code = 'VIEWER'")
                .param(viewer)
                .update();
    }

    @Test
    void departments_form_a_tree_and_one_in_use_stays() {
        String a = department("tree a", null);
        String b = department("tree b", a);
        String c = department("tree c", b);
        Answer ring =
                boss().patch(
                                "/api/v1/departments/" + a,
                                "{\"version\":1,\"parentId\":\"" + c + "\"}");
        assertThat(ring.status()).isEqualTo(422);
        assertThat(ring.text("errors.0.code")).isEqualTo("DEPARTMENT_RING");
        Answer self =
                boss().patch(
                                "/api/v1/departments/" + a,
                                "{\"version\":1,\"parentId\":\"" + a + "\"}");
        assertThat(self.text("errors.0.code")).isEqualTo("DEPARTMENT_RING");
        assertThat(boss().delete("/api/v1/departments/" + b + "?version=1").code())
                .isEqualTo("DEPARTMENT_IN_USE");
        assertThat(boss().delete("/api/v1/departments/" + c + "?version=1").status())
                .isEqualTo(204);
        assertThat(boss().delete("/api/v1/departments/" + b + "?version=1").status())
                .isEqualTo(204);
    }

    private String department(String name, String parent) {
        Answer made =
                boss().post(
                                "/api/v1/departments",
                                Json.object().put("name", name).put("parentId", parent));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.id();
    }

    private Answer make(String name, String permissions) {
        return boss().post(
                        "/api/v1/roles",
                        "{\"name\":\"" + name + "\",\"permissions\":" + permissions + "}");
    }

    private void give(String username, String role) {
        int version =
                jdbc.sql("select version from app_user where username = ?")
                        .param(username)
                        .query(Integer.class)
                        .single();
        Answer given =
                boss().patch(
                                "/api/v1/users/" + idOf(username),
                                "{\"version\":"
                                        + version
                                        + ",\"roleIds\":["
                                        + (role == null ? "" : "\"" + role + "\"")
                                        + "]}");
        assertThat(given.status()).as(given.toString()).isEqualTo(200);
    }

    private String idOf(String username) {
        return jdbc.sql("select id::text from app_user where username = ?")
                .param(username)
                .query(String.class)
                .single();
    }
}
