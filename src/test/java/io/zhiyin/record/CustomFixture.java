package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A company that makes fields of its own, on competitors: they need nothing but a name. */
abstract class CustomFixture extends ProgramTest {
    static final String OPTIONS =
            """
            [{"code":"GOLD","labelZh":"金","labelEn":"Gold"},
             {"code":"SILVER","labelZh":"银","labelEn":"Silver"},
             {"code":"TIN","labelZh":"锡","labelEn":"Tin"}]
            """;

    private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());

    @Autowired CustomFields fields;
    Visitor admin;

    @BeforeEach
    void somebodyWhoMay() {
        admin = visitor().token(adminToken());
    }

    /** All tests share one program: none leaves a field to the next. */
    @AfterEach
    void noFieldStays() {
        jdbc.sql("delete from field_definition").update();
        fields.look();
    }

    static ObjectNode definition(String name, String type) {
        ObjectNode body = Json.object();
        body.put("entity", "competitors").put("name", name).put("type", type);
        body.put("labelZh", "字段 " + name).put("labelEn", "Field " + name);
        if (type.endsWith("CHOICE")) {
            body.set("options", Json.read(OPTIONS));
        }
        if (type.equals("LINK")) {
            body.put("refEntity", "competitors");
        }
        return body;
    }

    Answer define(ObjectNode body) {
        return admin.post("/api/v1/field-definitions", body);
    }

    /** A field that works; its definition. */
    Answer made(ObjectNode body) {
        Answer made = define(body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made;
    }

    Answer made(String name, String type) {
        return made(definition(name, type));
    }

    /** A field by which lists may be put in order. */
    Answer sortable(String name, String type) {
        return made(definition(name, type).put("sortable", true));
    }

    Answer change(Answer definition, ObjectNode body) {
        String path = "/api/v1/field-definitions/" + definition.id();
        return admin.patch(path, body.put("version", admin.get(path).at("version").intValue()));
    }

    Answer retire(Answer definition) {
        return change(definition, Json.object().put("active", false));
    }

    static String unique(String name) {
        return name + " " + NUMBER.incrementAndGet();
    }

    Answer post(String custom) {
        ObjectNode body = Json.object().put("name", unique("competitor"));
        if (custom != null) {
            body.set("custom", Json.read(custom.replace('\'', '"')));
        }
        return admin.post("/api/v1/competitors", body);
    }

    Answer competitor(String custom) {
        Answer made = post(custom);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made;
    }

    Answer patch(Answer record, String custom) {
        ObjectNode body = Json.object();
        body.set("custom", Json.read(custom.replace('\'', '"')));
        return patch(record, body);
    }

    Answer patch(Answer record, ObjectNode body) {
        String path = "/api/v1/competitors/" + record.id();
        return admin.patch(path, body.put("version", admin.get(path).at("version").intValue()));
    }

    /** What is wrong, as {@code field=CODE}. */
    static List<String> faults(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        return answer.at("errors")
                .valueStream()
                .map(e -> e.get("field").asString() + "=" + e.get("code").asString())
                .toList();
    }

    /** The ids of a list, in its order. */
    List<String> ids(String query) {
        Answer page = admin.get("/api/v1/competitors?size=200&" + query);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page.at("items").valueStream().map(i -> i.get("id").asString()).toList();
    }

    List<String> found(String field, String op, String value) {
        return ids("filter=" + filter(field, op, value));
    }

    static String filter(String field, String op, String value) {
        ObjectNode leaf = Json.object().put("field", field).put("op", op);
        if (value != null) {
            leaf.set("value", Json.read(value.replace('\'', '"')));
        }
        return java.net.URLEncoder.encode(leaf.toString(), java.nio.charset.StandardCharsets.UTF_8);
    }

    JsonNode meta(String name) {
        return admin.get("/api/v1/meta/entities/competitors")
                .at("fields")
                .valueStream()
                .filter(f -> f.get("name").asString().equals(name))
                .findFirst()
                .orElse(null);
    }
}
