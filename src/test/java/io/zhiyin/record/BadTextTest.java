package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every field of every entity gets text and JSON that nobody means well: it is stored as it came
 * and told as data, or refused by the field's name. Nothing else, and never a failure.
 */
class BadTextTest extends ProgramTest {
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("script", "<script>alert(1)</script>");
        TEXTS.put("image", "<img src=x onerror=alert(1)>");
        TEXTS.put("sql", "'; drop table customer; --");
        TEXTS.put("emoji", "奶茶🧋👩‍👩‍👧");
        TEXTS.put("direction", "a\u202Egpj.exe\u200Bz");
        TEXTS.put("megabyte", "长".repeat(350_000));
        TEXTS.put("nul", "a\u0000b");
        TEXTS.put("half", "a\uD800b");
        TEXTS.put("formula", "=cmd|' /C calc'!A0");
    }

    /** Raw JSON, and the types that may take it; none for those that nothing takes. */
    private static final List<String> VALUES =
            List.of(
                    "12.5",
                    "-1",
                    "1e400",
                    "1e999999999",
                    "\"\"",
                    "\"x\"",
                    "true",
                    "{}",
                    "{\"a\":1}",
                    "[]",
                    "[[1]]",
                    "[null]",
                    "[\"\"]",
                    "[\"\\u0000\"]",
                    "\"99999999999999999999\"",
                    "\"2026-02-30\"");

    @Autowired private Entities entities;
    @Autowired private Records records;
    private SoftAssertions all = new SoftAssertions();

    /** A record, and what would be sent to make another like it. */
    private record Subject(Entity entity, long id, ObjectNode body, Visitor admin) {
        String path() {
            return "/api/v1/" + entity.name() + "/" + id;
        }

        /** Sends one field, by its path; a child with the rest of what it needs. */
        Answer patch(String path, String json, int version) {
            int dot = path.indexOf('.');
            String mark = "\"@@\"";
            ObjectNode change = Json.object().put("version", version);
            if (dot < 0) {
                change.put(path, "@@");
            } else if (path.startsWith("[", dot + 1)) {
                change.set(path.substring(0, dot), body.get(path.substring(0, dot)).deepCopy());
                ((ObjectNode) change.get(path.substring(0, dot)).get(0))
                        .put(path.substring(path.indexOf(']') + 2), "@@");
            } else {
                change.putObject(path.substring(0, dot)).put(path.substring(dot + 1), "@@");
            }
            return admin.patch(path(), change.toString().replace(mark, json));
        }
    }

    private Subject subject(Entity entity) {
        Actor program = Actor.program(java.time.ZoneId.of("Asia/Shanghai"));
        Samples samples = new Samples(entities, records, program);
        long owner = jdbc.sql("select min(id) from app_user").query(Long.class).single();
        long id = samples.create(entity, owner).id();
        return new Subject(entity, id, samples.body(entity, owner), visitor().token(adminToken()));
    }

    /** Fields that were given strange names would bother others. */
    @AfterEach
    void noFieldOfTheCompanysStays() {
        jdbc.sql("delete from field_definition").update();
    }

    private void softly(Runnable test) {
        all = new SoftAssertions();
        test.run();
        all.assertAll();
    }

    private Stream<Entity> writable() {
        return entities.all().stream()
                .filter(e -> e.isOffered() && e.offers(Action.EDIT))
                .filter(e -> e.allFields().stream().anyMatch(f -> !f.isReadOnly()));
    }

    /** Paths of writable fields, with the field. */
    private static Map<String, Field> fields(Subject of) {
        var fields = new LinkedHashMap<String, Field>();
        for (Field field : of.entity().allFields()) {
            // whichever pipeline is the default, other tests rely on it
            boolean shared = field.name().equals("isDefault");
            if (!field.isReadOnly() && !field.isInternal() && !shared) {
                fields.put(field.name(), field);
            }
        }
        for (Child child : of.entity().allChildren()) {
            for (Field field : child.fields()) {
                boolean there = !child.many() || of.body().path(child.name()).size() > 0;
                if (!field.isReadOnly() && there) {
                    String row = child.many() ? ".[0]." : ".";
                    fields.put(child.name() + row + field.name(), field);
                }
            }
        }
        return fields;
    }

    @TestFactory
    Stream<DynamicTest> textThatNobodyMeansWellIsStoredAsItCameOrRefusedByItsField() {
        return writable()
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> softly(() -> texts(subject(e)))));
    }

    private void texts(Subject of) {
        fields(of)
                .forEach(
                        (path, field) -> {
                            if (field.type().textual()
                                    || field.type() == FieldType.TAGS
                                    || field.type() == FieldType.MULTI_CHOICE) {
                                TEXTS.forEach((name, text) -> text(of, path, field, name, text));
                            }
                        });
    }

    private void text(Subject of, String path, Field field, String name, String text) {
        String json = escaped(text);
        boolean list = field.type().list();
        String own = escaped(text + " " + of.entity().name()); // a tag of each name exists once
        Answer answer = of.patch(path, list ? "[" + own + "]" : json, version(of));
        String as = of.entity().name() + "." + path + " " + name + ": " + shortened(answer);
        judged(answer, path, true, as);
        all.assertThat(answer.header("X-Content-Type-Options")).as(as).contains("nosniff");
        if (answer.status() == 200) {
            all.assertThat(answer.header("Content-Type")).as(as).contains("application/json");
            if (!path.contains(".") && !list && field.type() != FieldType.URL) {
                Object stored = records.find(of.entity(), of.id()).get(path);
                // a reason for a duplicate that is none is dropped
                boolean dropped = stored == null && path.equals("duplicateReason");
                all.assertThat(dropped ? text : stored).as(as).isEqualTo(text);
            }
            all.assertThat(name).as(as).isNotIn("nul", "half");
        }
    }

    /** Escaped by hand: no writer lets half a character pass. */
    private static String escaped(String text) {
        var json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
            json.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return json.append('"').toString();
    }

    private int version(Subject of) {
        return records.find(of.entity(), of.id()).version();
    }

    private static String shortened(Answer answer) {
        return answer.status()
                + " "
                + answer.text().substring(0, Math.min(300, answer.text().length()));
    }

    /**
     * 200, or 422 that names the field, or something in it, or what holds it. A value of the right
     * kind may also be refused for what it asks of another field.
     */
    private void judged(Answer answer, String path, boolean byName, String as) {
        all.assertThat(answer.status()).as(as).isIn(200, 422);
        if (answer.status() == 422) {
            String whole = path.replace(".[", "[");
            List<String> named = new ArrayList<>();
            for (JsonNode error : answer.at("errors")) {
                named.add(error.get("field").asString());
            }
            all.assertThat(named)
                    .as(as)
                    .anyMatch(n -> !byName || whole.startsWith(n) || n.startsWith(whole));
        }
    }

    @TestFactory
    Stream<DynamicTest> jsonOfAnotherTypeIsRefusedByItsField() {
        return writable()
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> softly(() -> types(subject(e)))));
    }

    private void types(Subject of) {
        fields(of)
                .forEach(
                        (path, field) -> {
                            for (String json : VALUES) {
                                Answer answer = of.patch(path, json, version(of));
                                String as =
                                        of.entity().name()
                                                + "."
                                                + path
                                                + " "
                                                + json
                                                + ": "
                                                + shortened(answer);
                                judged(answer, path, never(field, json), as);
                                if (never(field, json)) {
                                    all.assertThat(answer.status()).as(as).isEqualTo(422);
                                }
                            }
                        });
    }

    private static boolean never(Field field, String json) {
        boolean nested = json.startsWith("{") || json.startsWith("[[") || json.startsWith("[null");
        boolean list = json.startsWith("[");
        return switch (field.type()) {
            case JSON -> false;
            case BOOLEAN -> !json.equals("true");
            case TAGS, REFS, FILES, MULTI_CHOICE -> nested || !list;
            default -> nested || list || json.equals("true") || json.contains("e9999");
        };
    }

    @Test
    void aFieldThatNobodyKnowsIsNamedInAWayThatCanBeRead() {
        Subject of = subject(entities.named("customers"));
        for (String name :
                List.of("\\ud800", "\\u0000", "<script>", "' or 1=1", "x".repeat(5_000))) {
            Answer answer = of.admin().patch(of.path(), "{\"version\":1,\"" + name + "\":1}");
            assertThat(answer.status()).as("%s", answer).isIn(400, 422);
            assertThat(answer.text("code")).isIn("MALFORMED", "INVALID");
        }
    }

    @Test
    void bodiesThatAreNoJsonOrNoObjectAreMalformed() {
        Subject of = subject(entities.named("customers"));
        for (String body : List.of("", "{", "[]", "null", "\"x\"", "1", "{\"a\":1}}", "{'a':1}")) {
            for (Answer answer :
                    List.of(
                            of.admin().post("/api/v1/customers", body),
                            of.admin().patch(of.path(), body))) {
                assertThat(answer.status()).as("%s → %s", body, answer).isIn(400, 422, 428);
            }
        }
    }
}
