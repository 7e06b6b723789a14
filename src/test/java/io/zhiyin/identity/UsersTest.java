package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class UsersTest extends UsersFixture {
    @Test
    void a_user_is_created_with_roles_and_his_password_is_told_nowhere() {
        Visitor admin = boss();
        ObjectNode body = person("hidden", "a Secret nobody sees");
        body.putArray("roleIds").add(role("VIEWER")).add(role("FINANCE")).add(role("VIEWER"));
        Answer made = admin.post("/api/v1/users", body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.at("roleIds").size()).isEqualTo(2);
        assertThat(made.at("labels.roleIds").toString()).contains("访客").contains("财务人员");
        assertThat(made.body().has("password")).isFalse();
        String everything =
                made.text()
                        + admin.get("/api/v1/users/" + made.id()).text()
                        + admin.get("/api/v1/users/" + made.id() + "/versions").text()
                        + jdbc.sql("select coalesce(string_agg(diff::text, ''), '') from change")
                                .query(String.class)
                                .single()
                        + jdbc.sql(
                                        "select coalesce(string_agg(detail::text, ''), '') from audit_entry")
                                .query(String.class)
                                .single();
        assertThat(everything).doesNotContain("a Secret nobody sees").doesNotContain("argon2");
    }

    @Test
    void users_are_found_by_a_piece_of_their_name_its_initials_or_their_user_name() {
        Visitor admin = boss();
        ObjectNode body = person("linzhixia", "her own long secret");
        body.put("displayName", "林知夏");
        String id = admin.post("/api/v1/users", body).id();
        for (String word : List.of("知夏", "lzx", "zhixia")) {
            Answer found = admin.get("/api/v1/users?fields=id,displayName&q=" + encoded(word));
            assertThat(found.text()).as(word).contains("\"" + id + "\"").contains("林知夏");
        }
    }

    @Test
    void users_are_listed_by_role() {
        Visitor admin = boss();
        user("byrole", "SERVICE_MANAGER");
        Answer found =
                admin.post(
                        "/api/v1/users/search",
                        "{\"filter\":{\"field\":\"roleIds\",\"op\":\"in\",\"value\":[\""
                                + role("SERVICE_MANAGER")
                                + "\"]}}");
        assertThat(found.status()).as(found.toString()).isEqualTo(200);
        assertThat(found.at("items").size()).isEqualTo(1);
        assertThat(found.text("items.0.username")).isEqualTo("byrole");
    }

    @Test
    void a_user_name_is_taken_once_whatever_its_case_and_free_again_after_deletion() {
        Visitor admin = boss();
        Answer first = admin.post("/api/v1/users", person("Unique", "first long secret"));
        Answer second = admin.post("/api/v1/users", person("uNIQUE", "other long secret"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("DUPLICATE");
        assertThat(second.text("errors.0.field")).isEqualTo("username");
        assertThat(admin.delete("/api/v1/users/" + first.id() + "?version=1").status())
                .isEqualTo(204);
        assertThat(admin.post("/api/v1/users", person("unique", "other long secret")).status())
                .isEqualTo(201);
        assertThat(admin.post("/api/v1/users/" + first.id() + "/restore", "{}").status())
                .isEqualTo(409);
    }

    @Test
    void bad_fields_are_named() {
        Visitor admin = boss();
        Answer answer =
                admin.post(
                        "/api/v1/users",
                        """
                        {"username":"no blanks please","displayName":"","password":"short",
                         "email":"nothing","roleIds":["999999"],"departmentId":"999999"}
                        """);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("USERNAME_SHAPE", "PASSWORD_SHORT", "NOT_EMAIL", "REQUIRED");
        Answer references =
                admin.post(
                        "/api/v1/users",
                        person("refs", "a good long secret")
                                .put("departmentId", "999999")
                                .set("roleIds", Json.read("[\"999999\"]")));
        assertThat(references.text()).contains("departmentId").contains("roleIds");
        for (String weak :
                List.of("weakling-is", "1234567890", "password123", "qwertyuiop", "aaaaaaaaaaaa")) {
            Answer refused = admin.post("/api/v1/users", person("weakling-is", weak));
            assertThat(refused.status()).as(weak).isEqualTo(422);
            assertThat(refused.text("errors.0.field")).isEqualTo("password");
        }
    }

    @Test
    void a_password_set_by_another_must_be_changed_before_anything_else() {
        Visitor admin = boss();
        ObjectNode body = person("fresh", "given by the boss");
        body.putArray("roleIds").add(role("SALES_DIRECTOR"));
        assertThat(admin.post("/api/v1/users", body).at("mustChangePassword").booleanValue())
                .isTrue();
        Visitor fresh = visitor();
        assertThat(fresh.signIn("fresh", "given by the boss").at("mustChangePassword").asBoolean())
                .isTrue();
        for (String path : List.of("/api/v1/users", "/api/v1/me/tokens", "/api/v1/meta/entities")) {
            Answer refused = fresh.get(path);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        }
        assertThat(fresh.get("/api/v1/me").status()).isEqualTo(200);
        Visitor elsewhere = visitor();
        elsewhere.signIn("fresh", "given by the boss");
        assertThat(change(fresh, "wrong", "my very own secret").text("errors.0.code"))
                .isEqualTo("PASSWORD_WRONG");
        assertThat(change(fresh, "given by the boss", "tiny").text("errors.0.code"))
                .isEqualTo("PASSWORD_SHORT");
        assertThat(change(fresh, "given by the boss", "given by the boss").text("errors.0.code"))
                .isEqualTo("PASSWORD_UNCHANGED");
        assertThat(change(fresh, "given by the boss", "my very own secret").status())
                .isEqualTo(204);
        assertThat(fresh.get("/api/v1/users").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(visitor().signIn("fresh", "given by the boss").status()).isEqualTo(401);
        assertThat(visitor().signIn("fresh", "my very own secret").status()).isEqualTo(200);
    }

    @Test
    void guessing_the_current_password_in_an_open_session_locks_as_well() {
        Visitor visitor = user("guesser", "VIEWER");
        for (int i = 0; i < 4; i++) {
            assertThat(change(visitor, "guess " + i, "my very own secret").status()).isEqualTo(422);
        }
        assertThat(change(visitor, "guess", "my very own secret").code()).isEqualTo("LOCKED");
        Answer locked = change(visitor, "guesser's own secret", "my very own secret");
        assertThat(locked.status()).isEqualTo(403);
        assertThat(locked.code()).isEqualTo("LOCKED");
    }

    @Test
    void a_new_password_from_an_administrator_throws_everybody_out() {
        Visitor visitor = user("reset", "VIEWER");
        String token = visitor.post("/api/v1/me/tokens", "{\"name\":\"t\"}").text("token");
        Answer set =
                patch(
                        boss(),
                        "/api/v1/users/" + idOf("reset"),
                        "{\"password\":\"another long one\"}");
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        assertThat(visitor.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(visitor().token(token).get("/api/v1/me").status()).isEqualTo(401);
        assertThat(
                        visitor()
                                .signIn("reset", "another long one")
                                .at("mustChangePassword")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void whoever_is_deactivated_or_deleted_is_out_at_once() {
        for (boolean delete : List.of(true, false)) {
            String name = delete ? "deleted" : "deactivated";
            Visitor visitor = user(name, "SALES_DIRECTOR");
            String token = visitor.post("/api/v1/me/tokens", "{\"name\":\"t\"}").text("token");
            Visitor program = visitor().token(token);
            assertThat(program.get("/api/v1/me").status()).isEqualTo(200);
            String path = "/api/v1/users/" + idOf(name);
            Answer done =
                    delete
                            ? boss().delete(path + "?version=" + version(path))
                            : patch(boss(), path, "{\"active\":false}");
            assertThat(done.status()).isIn(200, 204);
            assertThat(visitor.get("/api/v1/me").status()).isEqualTo(401);
            assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
            Answer again = visitor().signIn(name, name + "'s own secret");
            assertThat(again.code()).isEqualTo("BAD_CREDENTIALS");
        }
    }

    @Test
    void a_person_changes_his_own_name_mail_language_and_theme_without_any_right_on_users() {
        Visitor visitor = userWith("selfmade", newRole("nothing at all", "[]"));
        Answer changed =
                visitor.patch(
                        "/api/v1/me",
                        "{\"displayName\":\"新名字\",\"email\":\"me@zhiyin.example\",\"locale\":\"en\",\"theme\":\"dark\"}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.text("displayName")).isEqualTo("新名字");
        assertThat(changed.text("locale")).isEqualTo("en");
        assertThat(visitor.get("/api/v1/users").text("detail")).contains("not");
        assertThat(visitor.header("Accept-Language", "zh-CN").get("/api/v1/users").text("detail"))
                .contains("权限");
        assertThat(visitor.patch("/api/v1/me", "{\"username\":\"root\"}").text("errors.0.code"))
                .isEqualTo("UNKNOWN_FIELD");
        assertThat(visitor.patch("/api/v1/me", "{\"email\":\"no\"}").text("errors.0.code"))
                .isEqualTo("NOT_EMAIL");
        assertThat(visitor.patch("/api/v1/me", "{\"theme\":\"pink\"}").text("errors.0.code"))
                .isEqualTo("NOT_CHOICE");
        Answer versions = boss().get("/api/v1/users/" + idOf("selfmade") + "/versions");
        assertThat(versions.text("items.0.by.name")).isEqualTo("新名字");
    }

    @Test
    void the_audit_trail_tells_administrators_and_nobody_else_and_is_never_changed() {
        Visitor visitor = user("watched", "SALES_DIRECTOR");
        Visitor admin = boss();
        Answer list =
                admin.post(
                        "/api/v1/audit-entries/search",
                        "{\"filter\":{\"op\":\"and\",\"conditions\":["
                                + "{\"field\":\"action\",\"op\":\"eq\",\"value\":\"LOGIN\"},"
                                + "{\"field\":\"actorId\",\"op\":\"eq\",\"value\":\""
                                + idOf("watched")
                                + "\"}]}}");
        assertThat(list.status()).as(list.toString()).isEqualTo(200);
        assertThat(list.at("items").size()).isEqualTo(1);
        assertThat(list.text("items.0.address")).isEqualTo("127.0.0.1");
        assertThat(visitor.get("/api/v1/audit-entries").status()).isEqualTo(403);
        String entry = "/api/v1/audit-entries/" + list.text("items.0.id");
        assertThat(admin.get(entry).status()).isEqualTo(200);
        assertThat(admin.patch(entry, "{\"version\":1,\"action\":\"X\"}").status()).isEqualTo(403);
        assertThat(admin.delete(entry + "?version=1").status()).isEqualTo(403);
        assertThat(admin.post("/api/v1/audit-entries", "{}").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/meta/entities/audit-entries").at("actions").toString())
                .isEqualTo("[\"view\"]");
    }
}
