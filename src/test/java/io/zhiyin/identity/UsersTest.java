package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class UsersTest extends ProgramTest {
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

    private static Answer change(Visitor who, String current, String next) {
        return who.post(
                "/api/v1/me/password", Json.object().put("current", current).put("next", next));
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
    void the_last_administrator_cannot_be_lost_in_any_way() {
        Visitor admin = boss();
        String me = "/api/v1/users/" + idOf("admin");
        for (String change : List.of("{\"active\":false}", "{\"roleIds\":[]}")) {
            Answer refused = patch(admin, me, change);
            assertThat(refused.status()).as(change).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("LAST_ADMINISTRATOR");
        }
        assertThat(admin.delete(me + "?version=" + version(me)).code())
                .isEqualTo("LAST_ADMINISTRATOR");
        String role = "/api/v1/roles/" + role("ADMINISTRATOR");
        Answer stripped =
                patch(
                        admin,
                        role,
                        "{\"permissions\":[{\"entity\":\"*\",\"actions\":[\"view\"],\"scope\":\"ALL\"}]}");
        assertThat(stripped.code()).isEqualTo("LAST_ADMINISTRATOR");
        assertThat(admin.delete(role + "?version=" + version(role)).code())
                .isEqualTo("ROLE_IN_USE");
        assertThat(admin.get("/api/v1/me").at("administrator").booleanValue()).isTrue();
    }

    @Test
    void two_administrators_cannot_strip_each_other_at_the_same_moment() throws Exception {
        for (int round = 0; round < 5; round++) {
            Visitor second = user("second" + round, "ADMINISTRATOR");
            Visitor third = user("third" + round, "ADMINISTRATOR");
            String admin = "/api/v1/users/" + idOf("admin");
            assertThat(patch(second, admin, "{\"roleIds\":[]}").status()).isEqualTo(200);
            int a = version("/api/v1/users/" + idOf("second" + round));
            int b = version("/api/v1/users/" + idOf("third" + round));
            String path = "/api/v1/users/";
            String secondId = idOf("second" + round);
            String thirdId = idOf("third" + round);
            List<Answer> answers =
                    together(
                            () ->
                                    third.patch(
                                            path + secondId,
                                            "{\"version\":" + a + ",\"active\":false}"),
                            () ->
                                    second.patch(
                                            path + thirdId,
                                            "{\"version\":" + b + ",\"active\":false}"));
            assertThat(answers.stream().map(Answer::status).filter(s -> s == 200).count())
                    .isEqualTo(1);
            Visitor left = second.get("/api/v1/me").status() == 200 ? second : third;
            String give = "{\"roleIds\":[\"" + role("ADMINISTRATOR") + "\"]}";
            assertThat(patch(left, admin, give).status()).isEqualTo(200);
            String mine = path + (left == second ? secondId : thirdId);
            assertThat(patch(boss(), mine, "{\"roleIds\":[]}").status()).isEqualTo(200);
        }
    }

    @Test
    void a_change_of_rights_reaches_whoever_is_signed_in_at_once() {
        Visitor admin = boss();
        String id = newRole("changing", "[]");
        Visitor visitor = userWith("affected", id);
        assertThat(visitor.get("/api/v1/departments").status()).isEqualTo(403);
        String path = "/api/v1/roles/" + id;
        Answer changed =
                patch(
                        admin,
                        path,
                        "{\"permissions\":[{\"entity\":\"departments\",\"actions\":[\"view\"],\"scope\":\"ALL\"}]}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(visitor.get("/api/v1/departments").status()).isEqualTo(200);
        assertThat(visitor.get("/api/v1/me").at("entities").toString())
                .isEqualTo("{\"departments\":[\"view\"]}");
        patch(admin, "/api/v1/users/" + idOf("affected"), "{\"roleIds\":[]}");
        assertThat(visitor.get("/api/v1/departments").status()).isEqualTo(403);
    }

    @Test
    void team_and_departments_follow_the_organisation_at_once() {
        Visitor admin = boss();
        String top = department("team top", null);
        String below = department("team below", top);
        Visitor boss =
                userWith(
                        "teamboss",
                        newRole(
                                "sees team",
                                "[{\"entity\":\"users\",\"actions\":[\"view\"],\"scope\":\"TEAM\"}]"));
        Visitor head =
                userWith(
                        "teamhead",
                        newRole(
                                "sees tree",
                                "[{\"entity\":\"users\",\"actions\":[\"view\"],\"scope\":\"DEPARTMENT_TREE\"}]"));
        user("teamworker", "VIEWER");
        assertThat(names(boss)).containsExactly("teamboss");
        patch(admin, "/api/v1/users/" + idOf("teamhead"), "{\"departmentId\":\"" + top + "\"}");
        patch(
                admin,
                "/api/v1/users/" + idOf("teamworker"),
                "{\"departmentId\":\"" + below + "\",\"managerId\":\"" + idOf("teamboss") + "\"}");
        assertThat(names(boss)).containsExactlyInAnyOrder("teamboss", "teamworker");
        assertThat(names(head)).containsExactlyInAnyOrder("teamhead", "teamworker");
        patch(admin, "/api/v1/departments/" + below, "{\"parentId\":null}");
        assertThat(names(head)).containsExactly("teamhead");
    }

    private static List<String> names(Visitor visitor) {
        var names = new ArrayList<String>();
        for (JsonNode item : visitor.get("/api/v1/users?size=200").at("items")) {
            names.add(item.get("username").asString());
        }
        return names;
    }

    @Test
    void nobody_reports_to_himself_over_any_number_of_steps() {
        Visitor admin = boss();
        user("ring1", "VIEWER");
        user("ring2", "VIEWER");
        user("ring3", "VIEWER");
        assertThat(manager(admin, "ring1", "ring1").text("errors.0.code"))
                .isEqualTo("REPORTS_TO_HIMSELF");
        assertThat(manager(admin, "ring1", "ring2").status()).isEqualTo(200);
        assertThat(manager(admin, "ring2", "ring3").status()).isEqualTo(200);
        assertThat(manager(admin, "ring3", "ring1").text("errors.0.code"))
                .isEqualTo("REPORTS_TO_HIMSELF");
    }

    private Answer manager(Visitor admin, String who, String manager) {
        return patch(
                admin, "/api/v1/users/" + idOf(who), "{\"managerId\":\"" + idOf(manager) + "\"}");
    }

    /** Somebody trusted with people and roles, but not with everything. */
    private Visitor personnel(String name) {
        return userWith(
                name,
                newRole(
                        "personnel of " + name,
                        """
                        [{"entity":"users","actions":["view","create","edit","delete"],"scope":"ALL"},
                         {"entity":"roles","actions":["view","create","edit","delete"],"scope":"ALL"},
                         {"entity":"departments","actions":["view"],"scope":"ALL"}]
                        """));
    }

    @Test
    void nobody_gives_away_rights_he_lacks() {
        Visitor personnel = personnel("hr");
        ObjectNode body = person("puppet", "a puppet's secret");
        body.putArray("roleIds").add(role("ADMINISTRATOR"));
        Answer refused = personnel.post("/api/v1/users", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("errors.0.code")).isEqualTo("BEYOND_OWN_RIGHTS");
        body.putArray("roleIds").add(role("SALES_MANAGER"));
        assertThat(personnel.post("/api/v1/users", body).status()).isEqualTo(422);
        body.putArray("roleIds");
        assertThat(personnel.post("/api/v1/users", body).status()).isEqualTo(201);
        Answer role =
                personnel.post(
                        "/api/v1/roles",
                        "{\"name\":\"too much\",\"permissions\":[{\"entity\":\"audit-entries\",\"actions\":[\"view\"],\"scope\":\"ALL\"}]}");
        assertThat(role.text("errors.0.code")).isEqualTo("BEYOND_OWN_RIGHTS");
        Answer within =
                personnel.post(
                        "/api/v1/roles",
                        "{\"name\":\"not too much\",\"permissions\":[{\"entity\":\"users\",\"actions\":[\"view\"],\"scope\":\"DEPARTMENT\"}]}");
        assertThat(within.status()).isEqualTo(201);
        assertThat(
                        patch(personnel, "/api/v1/roles/" + role("VIEWER"), "{\"permissions\":[]}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void nobody_takes_over_the_account_of_somebody_with_more_rights_nor_raises_himself() {
        Visitor personnel = personnel("hr2");
        String admin = "/api/v1/users/" + idOf("admin");
        assertThat(patch(personnel, admin, "{\"password\":\"taken over by me\"}").status())
                .isEqualTo(403);
        assertThat(patch(personnel, admin, "{\"active\":false}").status()).isEqualTo(403);
        assertThat(personnel.delete(admin + "?version=" + version(admin)).status()).isEqualTo(403);
        assertThat(personnel.post(admin + "/unlock", "{}").status()).isEqualTo(403);
        String self = "/api/v1/users/" + idOf("hr2");
        String elsewhere = department("elsewhere of hr2", null);
        assertThat(
                        patch(personnel, self, "{\"departmentId\":\"" + elsewhere + "\"}")
                                .text("errors.0.code"))
                .isEqualTo("NOT_ONES_OWN");
        assertThat(patch(personnel, self, "{\"title\":\"Personnel\"}").status()).isEqualTo(200);
        assertThat(visitor().signIn("admin", ADMIN_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void whoever_rules_one_department_puts_people_there_and_nowhere_else() {
        String home = department("home of the clerk", null);
        String away = department("away from the clerk", null);
        Visitor clerk =
                userWith(
                        "clerk",
                        newRole(
                                "clerk",
                                """
                                [{"entity":"users","actions":["view","create","edit"],"scope":"DEPARTMENT"},
                                 {"entity":"departments","actions":["view"],"scope":"ALL"}]
                                """));
        patch(boss(), "/api/v1/users/" + idOf("clerk"), "{\"departmentId\":\"" + home + "\"}");
        Answer made = clerk.post("/api/v1/users", person("newcomer", "a newcomer's secret"));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("departmentId")).isEqualTo(home);
        Answer elsewhere =
                clerk.post(
                        "/api/v1/users",
                        person("other", "another one's secret").put("departmentId", away));
        assertThat(elsewhere.text("errors.0.code")).isEqualTo("BEYOND_OWN_RIGHTS");
        String newcomer = "/api/v1/users/" + made.id();
        assertThat(patch(clerk, newcomer, "{\"departmentId\":\"" + away + "\"}").status())
                .isEqualTo(422);
        assertThat(
                        patch(clerk, newcomer, "{\"managerId\":\"" + idOf("clerk") + "\"}")
                                .text("errors.0.code"))
                .isEqualTo("NOT_ONES_OWN");
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

    @FunctionalInterface
    private interface Call {
        Answer run();
    }

    private static List<Answer> together(Call... calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gate = new CountDownLatch(1);
            var futures = new ArrayList<Future<Answer>>();
            for (Call call : calls) {
                futures.add(
                        threads.submit(
                                () -> {
                                    gate.await();
                                    return call.run();
                                }));
            }
            gate.countDown();
            var answers = new ArrayList<Answer>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private Visitor boss() {
        return visitor().token(adminToken());
    }

    private static ObjectNode person(String username, String password) {
        return Json.object()
                .put("username", username)
                .put("displayName", username)
                .put("password", password);
    }

    private Visitor userWith(String name, String roleId) {
        Visitor visitor = user(name, "VIEWER");
        Answer given =
                patch(boss(), "/api/v1/users/" + idOf(name), "{\"roleIds\":[\"" + roleId + "\"]}");
        assertThat(given.status()).as(given.toString()).isEqualTo(200);
        return visitor;
    }

    private String newRole(String name, String permissions) {
        Answer made =
                boss().post(
                                "/api/v1/roles",
                                "{\"name\":\"" + name + "\",\"permissions\":" + permissions + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.id();
    }

    private String department(String name, String parent) {
        ObjectNode body = Json.object().put("name", name).put("parentId", parent);
        Answer made = boss().post("/api/v1/departments", body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.id();
    }

    private Answer patch(Visitor who, String path, String change) {
        ObjectNode body = (ObjectNode) Json.read(change);
        return who.patch(path, body.put("version", version(path)));
    }

    private int version(String path) {
        String[] parts = path.split("/");
        String table =
                switch (parts[3]) {
                    case "users" -> "app_user";
                    case "roles" -> "role";
                    default -> "department";
                };
        return jdbc.sql("select version from " + table + " where id = ?")
                .param(Long.valueOf(parts[4]))
                .query(Integer.class)
                .single();
    }

    private String role(String code) {
        return jdbc.sql("select id::text from role where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private String idOf(String username) {
        return jdbc.sql("select id::text from app_user where username = ? and deleted_at is null")
                .param(username)
                .query(String.class)
                .single();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
