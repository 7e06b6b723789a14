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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes people, roles and departments, and changes them. */
abstract class UsersFixture extends ProgramTest {
    static Answer change(Visitor who, String current, String next) {
        return who.post(
                "/api/v1/me/password", Json.object().put("current", current).put("next", next));
    }

    static List<String> names(Visitor visitor) {
        var names = new ArrayList<String>();
        for (JsonNode item : visitor.get("/api/v1/users?size=200").at("items")) {
            names.add(item.get("username").asString());
        }
        return names;
    }

    Answer manager(Visitor admin, String who, String manager) {
        return patch(
                admin, "/api/v1/users/" + idOf(who), "{\"managerId\":\"" + idOf(manager) + "\"}");
    }

    /** Somebody trusted with people and roles, but not with everything. */
    Visitor personnel(String name) {
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

    @FunctionalInterface
    interface Call {
        Answer run();
    }

    static List<Answer> together(Call... calls) throws Exception {
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

    Visitor boss() {
        return visitor().token(adminToken());
    }

    static ObjectNode person(String username, String password) {
        return Json.object()
                .put("username", username)
                .put("displayName", username)
                .put("password", password);
    }

    Visitor userWith(String name, String roleId) {
        Visitor visitor = user(name, "VIEWER");
        Answer given =
                patch(boss(), "/api/v1/users/" + idOf(name), "{\"roleIds\":[\"" + roleId + "\"]}");
        assertThat(given.status()).as(given.toString()).isEqualTo(200);
        return visitor;
    }

    String newRole(String name, String permissions) {
        Answer made =
                boss().post(
                                "/api/v1/roles",
                                "{\"name\":\"" + name + "\",\"permissions\":" + permissions + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.id();
    }

    String department(String name, String parent) {
        ObjectNode body = Json.object().put("name", name).put("parentId", parent);
        Answer made = boss().post("/api/v1/departments", body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.id();
    }

    Answer patch(Visitor who, String path, String change) {
        ObjectNode body = (ObjectNode) Json.read(change);
        return who.patch(path, body.put("version", version(path)));
    }

    int version(String path) {
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

    String role(String code) {
        return jdbc.sql("select id::text from role where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    String idOf(String username) {
        return jdbc.sql("select id::text from app_user where username = ? and deleted_at is null")
                .param(username)
                .query(String.class)
                .single();
    }

    static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
