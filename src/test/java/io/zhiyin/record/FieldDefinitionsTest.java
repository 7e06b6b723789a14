package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor.Answer;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Making fields, changing them and taking them out of use. */
class FieldDefinitionsTest extends CustomFixture {
    @Autowired private Entities entities;

    @Test
    void aFieldIsThereTheMomentItIsMade() {
        assertThat(meta("custom.budget")).isNull();
        Answer made =
                made(
                        definition("budget", "MONEY")
                                .put("helpZh", "一年的")
                                .put("helpEn", "A year's")
                                .put("required", true)
                                .put("listed", true)
                                .put("min", 0));
        assertThat(made.text("min")).isEqualTo("0");
        assertThat(made.at("position").intValue()).isEqualTo(10);
        var described = meta("custom.budget");
        assertThat(described.get("label").asString()).isEqualTo("字段 budget");
        assertThat(described.get("help").asString()).isEqualTo("一年的");
        assertThat(described.get("type").asString()).isEqualTo("money");
        assertThat(described.get("group").asString()).isEqualTo("custom");
        assertThat(described.get("required").booleanValue()).isTrue();
        assertThat(described.get("quickCreate").booleanValue()).isTrue();
        assertThat(described.get("listed").booleanValue()).isTrue();
        assertThat(described.get("sortable").booleanValue()).isFalse();
        assertThat(described.get("filterable").booleanValue()).isTrue();
        assertThat(described.get("importable").booleanValue()).isTrue();
        admin.header("Accept-Language", "en");
        assertThat(meta("custom.budget").get("label").asString()).isEqualTo("Field budget");
        assertThat(meta("custom.budget").get("help").asString()).isEqualTo("A year's");
    }

    @Test
    void everyEntityThatPeopleKeepCanBeGivenFields() {
        for (Entity entity : entities.all()) {
            ObjectNode body = definition("remark", "TEXT").put("entity", entity.name());
            Answer made = define(body);
            if (entity.isCustomizable()) {
                assertThat(made.status()).as("%s %s", entity.name(), made).isEqualTo(201);
                Answer page = admin.get("/api/v1/" + entity.name() + "?size=1");
                assertThat(page.status()).as("%s %s", entity.name(), page).isEqualTo(200);
            } else {
                assertThat(faults(made)).containsExactly("entity=NOT_CUSTOMIZABLE");
            }
        }
        assertThat(faults(define(definition("remark", "TEXT").put("entity", "nothing"))))
                .containsExactly("entity=NOT_CUSTOMIZABLE");
    }

    @Test
    void aNameIsOfLettersNotTheProgramsAndOnlyOnce() {
        for (String bad : new String[] {"Big", "with-dash", "1st", "a b", "x'y", "字段"}) {
            assertThat(faults(define(definition(bad, "TEXT")))).containsExactly("name=NOT_A_NAME");
        }
        for (String taken : new String[] {"name", "website", "createdAt", "custom", "labels"}) {
            assertThat(faults(define(definition(taken, "TEXT"))))
                    .containsExactly("name=RESERVED_NAME");
        }
        Answer first = made("once", "TEXT");
        assertThat(define(definition("once", "NUMBER")).status()).isEqualTo(409);
        assertThat(retire(first).status()).isEqualTo(200);
        assertThat(define(definition("once", "TEXT")).code())
                .as("a field out of use keeps its name")
                .isEqualTo("DUPLICATE");
        assertThat(made(definition("once", "TEXT").put("entity", "products")).status())
                .isEqualTo(201);
    }

    @Test
    void ofTwoWhoMakeTheSameFieldAtOnceOneIsToldSo() throws Exception {
        var together = new CountDownLatch(1);
        var answers = new ArrayList<Answer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            together.await();
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        Answer answer = define(definition("race", "TEXT"));
                                        synchronized (answers) {
                                            answers.add(answer);
                                        }
                                    }));
        }
        together.countDown();
        for (Thread each : threads) {
            each.join();
        }
        assertThat(answers.stream().map(Answer::status))
                .containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void whatCannotWorkIsRefusedByItsName() {
        assertThat(faults(define(definition("a", "TEXT").put("pattern", "(["))))
                .containsExactly("pattern=BAD_PATTERN");
        assertThat(faults(define(definition("a", "TEXT").put("pattern", "(a{500}){500}"))))
                .containsExactly("pattern=BAD_PATTERN");
        assertThat(faults(define(definition("a", "NUMBER").put("pattern", "x"))))
                .containsExactly("pattern=NOT_FOR_TYPE");
        assertThat(faults(define(definition("a", "NUMBER").put("min", "9").put("max", "1"))))
                .containsExactly("max=TOO_SMALL");
        assertThat(faults(define(definition("a", "NUMBER").put("min", "1e9"))))
                .containsExactly("min=NOT_NUMBER");
        assertThat(faults(define(definition("a", "DATE").put("min", "yesterday"))))
                .containsExactly("min=NOT_DATE");
        assertThat(faults(define(definition("a", "TEXT").put("min", "1"))))
                .containsExactly("min=NOT_FOR_TYPE");
        assertThat(faults(define(definition("a", "TEXT").put("maxLength", 0))))
                .containsExactly("maxLength=NOT_BETWEEN");
        assertThat(faults(define(definition("a", "LONG_TEXT").put("sortable", true))))
                .containsExactly("sortable=NOT_FOR_TYPE");
        assertThat(faults(define(definition("a", "CHOICE").putNull("options"))))
                .containsExactly("options=REQUIRED");
        assertThat(faults(define(definition("a", "LINK").put("refEntity", "nothing"))))
                .containsExactly("refEntity=NO_SUCH_ENTITY");
        assertThat(faults(define(definition("a", "TEXT").put("group", "nowhere"))))
                .containsExactly("group=NO_SUCH_GROUP");
        assertThat(faults(define(definition("a", "NUMBER").put("default", "many"))))
                .containsExactly("default=NOT_NUMBER");
        assertThat(faults(define(definition("a", "NUMBER").put("min", "5").put("default", 4))))
                .containsExactly("default=TOO_SMALL");
        assertThat(faults(define(definition("a", "CHOICE").put("default", "LEAD"))))
                .containsExactly("default=NOT_CHOICE");
        assertThat(faults(define(definition("a", "NOTHING")))).containsExactly("type=NOT_CHOICE");
    }

    @Test
    void whatAFieldIsStaysAndAnOptionInUseDoesNotGo() {
        Answer made = made("metal", "CHOICE");
        assertThat(faults(change(made, Json.object().put("type", "TEXT"))))
                .containsExactly("type=READ_ONLY");
        assertThat(faults(change(made, Json.object().put("name", "other"))))
                .containsExactly("name=READ_ONLY");
        ObjectNode fewer = Json.object();
        fewer.set(
                "options",
                Json.read("[{\"code\":\"GOLD\",\"labelZh\":\"金\",\"labelEn\":\"Gold\"}]"));
        assertThat(faults(change(made, fewer))).containsExactly("options=OPTION_GONE");
        Answer record = competitor("{'metal':'TIN'}");
        ObjectNode without = Json.object();
        without.set(
                "options",
                Json.read(
                        OPTIONS.replace(
                                "\"labelEn\":\"Tin\"", "\"labelEn\":\"Tin\",\"active\":false")));
        assertThat(change(made, without).status()).isEqualTo(200);
        assertThat(meta("custom.metal").get("options")).hasSize(2);
        assertThat(faults(post("{'metal':'TIN'}"))).containsExactly("custom.metal=NOT_CHOICE");
        assertThat(admin.get("/api/v1/competitors/" + record.id()).text("custom.metal"))
                .as("a record keeps the option it holds")
                .isEqualTo("TIN");
    }

    @Test
    void aFieldOutOfUseIsUnknownEverywhereAndComesBackWithWhatItHeld() {
        Answer made = made("stars", "NUMBER");
        made("other", "TEXT");
        Answer record = competitor("{'stars':5,'other':'x'}");
        assertThat(retire(made).status()).isEqualTo(200);
        Answer read = admin.get("/api/v1/competitors/" + record.id());
        assertThat(read.at("custom").has("stars")).isFalse();
        assertThat(meta("custom.stars")).isNull();
        assertThat(faults(post("{'stars':1}"))).containsExactly("custom.stars=UNKNOWN_FIELD");
        String asked = "/api/v1/competitors?filter=" + filter("custom.stars", "eq", "5");
        assertThat(admin.get(asked).status()).isEqualTo(400);
        assertThat(admin.get(asked).text("detail")).contains("custom.stars");
        assertThat(admin.get("/api/v1/competitors?sort=custom.stars").status()).isEqualTo(400);
        assertThat(patch(record, "{'other':'y'}").status()).isEqualTo(200);
        assertThat(change(made, Json.object().put("active", true)).status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/competitors/" + record.id()).at("custom.stars").intValue())
                .isEqualTo(5);
        assertThat(admin.delete("/api/v1/field-definitions/" + made.id() + "?version=3").status())
                .as("fields are taken out of use, not deleted")
                .isEqualTo(403);
    }

    @Test
    void thereIsAnEndToTheFieldsOfOneEntity() {
        for (int i = 0; i < FieldRules.MOST; i++) {
            made("f" + i, "TEXT");
        }
        assertThat(faults(define(definition("more", "TEXT"))))
                .containsExactly("entity=TOO_MANY_FIELDS");
        assertThat(define(definition("more", "TEXT")).text("errors.0.message")).contains("50");
    }

    @Test
    void anotherProgramOnTheSameDatabaseSeesAFieldWithinSeconds() throws Exception {
        jdbc.sql(
                        """
                        insert into field_definition (entity, name, label_zh, label_en, type, created_at, updated_at)
                        values ('competitors', 'elsewhere', '别处', 'Elsewhere', 'TEXT', ?, ?)
                        """)
                .params(Lists.utc(clock.instant()), Lists.utc(clock.instant()))
                .update();
        long end = System.nanoTime() + 10_000_000_000L;
        while (meta("custom.elsewhere") == null && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(competitor("{'elsewhere':'yes'}").text("custom.elsewhere")).isEqualTo("yes");
    }

    @Test
    void onlyWhoHasTheRightMakesFields() {
        var rep = user("fields-rep-" + System.nanoTime(), "SALES_REPRESENTATIVE");
        assertThat(rep.get("/api/v1/field-definitions").status()).isEqualTo(403);
        assertThat(rep.post("/api/v1/field-definitions", definition("mine", "TEXT")).status())
                .isEqualTo(403);
    }

    @Test
    void whatAFieldWasIsInItsHistory() {
        Answer made = made("story", "TEXT");
        assertThat(change(made, Json.object().put("labelZh", "故事")).status()).isEqualTo(200);
        Answer versions = admin.get("/api/v1/field-definitions/" + made.id() + "/versions");
        assertThat(versions.text()).contains("labelZh", "字段 story", "故事");
    }
}
