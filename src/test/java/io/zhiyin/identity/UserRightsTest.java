package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Whom somebody with rights on users may touch, and what follows at once. */
class UserRightsTest extends UsersFixture {
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
}
