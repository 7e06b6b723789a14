package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The values of a company's own fields: sent, kept, returned, refused. */
class CustomValuesTest extends CustomFixture {
    private static final List<String> TYPES =
            List.of(
                    "TEXT",
                    "LONG_TEXT",
                    "NUMBER",
                    "MONEY",
                    "DATE",
                    "INSTANT",
                    "BOOLEAN",
                    "CHOICE",
                    "MULTI_CHOICE",
                    "USER",
                    "LINK");

    /** A field is called as its type is: longTextField. */
    private static String name(String type) {
        String[] words = type.toLowerCase(java.util.Locale.ROOT).split("_");
        return words.length == 1
                ? words[0] + "Field"
                : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
    }

    @Test
    void aValueOfEachTypeComesBackAsItWasSent() {
        TYPES.forEach(type -> made(name(type), type));
        Answer other = competitor(null);
        String me = admin.get("/api/v1/me").id();
        Map<String, String> sent =
                Map.ofEntries(
                        Map.entry("TEXT", "\"恒拓\""),
                        Map.entry("LONG_TEXT", "\"one\\ntwo\""),
                        Map.entry("NUMBER", "12.5"),
                        Map.entry("MONEY", "-1234567.89"),
                        Map.entry("DATE", "\"2026-02-28\""),
                        Map.entry("INSTANT", "\"2026-03-02T09:30:00+08:00\""),
                        Map.entry("BOOLEAN", "false"),
                        Map.entry("CHOICE", "\"GOLD\""),
                        Map.entry("MULTI_CHOICE", "[\"TIN\",\"GOLD\"]"),
                        Map.entry("USER", "\"" + me + "\""),
                        Map.entry("LINK", "\"" + other.id() + "\""));
        ObjectNode custom = Json.object();
        sent.forEach((type, value) -> custom.set(name(type), Json.read(value)));
        Answer record = competitor(custom.toString());
        Answer read = admin.get("/api/v1/competitors/" + record.id());
        sent.forEach(
                (type, value) -> {
                    var back = read.at("custom." + name(type));
                    if (type.equals("INSTANT")) {
                        assertThat(back.asString()).isEqualTo("2026-03-02T01:30:00Z");
                    } else if (back.isNumber()) {
                        assertThat(back.decimalValue())
                                .isEqualByComparingTo(Json.read(value).decimalValue());
                    } else {
                        assertThat(back).as(type).isEqualTo(Json.read(value));
                    }
                });
        assertThat(read.at("labels").get("custom.userField").asString()).isNotBlank();
        assertThat(read.at("labels").get("custom.linkField").asString())
                .isEqualTo(other.text("name"));
        Answer listed =
                admin.get(
                        "/api/v1/competitors?fields=name,custom.moneyField&filter="
                                + filter("id", "eq", "'" + record.id() + "'"));
        assertThat(listed.at("items.0.custom").propertyNames()).containsExactly("moneyField");
        Answer whole =
                admin.get(
                        "/api/v1/competitors?fields=custom&filter="
                                + filter("id", "eq", "'" + record.id() + "'"));
        assertThat(whole.at("items.0.custom").propertyNames()).hasSize(TYPES.size());
        assertThat(whole.at("items.0").has("name")).isFalse();

        ObjectNode cleared = Json.object();
        TYPES.forEach(type -> cleared.putNull(name(type)));
        Answer empty = patch(record, cleared.toString());
        assertThat(empty.status()).as("%s", empty).isEqualTo(200);
        TYPES.forEach(
                type -> {
                    var value = empty.at("custom." + name(type));
                    assertThat(value.isNull() || value.isEmpty()).as(type).isTrue();
                });
        assertThat(
                        jdbc.sql("select custom::text from competitor where id = ?")
                                .param(Long.valueOf(record.id()))
                                .query(String.class)
                                .single())
                .as("what is empty takes no room")
                .isEqualTo("{}");
    }

    @Test
    void aWrongValueIsRefusedByItsPath() {
        TYPES.forEach(type -> made(name(type), type));
        Map<String, String> wrong =
                Map.ofEntries(
                        Map.entry("TEXT", "[1]"),
                        Map.entry("LONG_TEXT", "true"),
                        Map.entry("NUMBER", "'many'"),
                        Map.entry("MONEY", "1.234"),
                        Map.entry("DATE", "'2026-02-30'"),
                        Map.entry("INSTANT", "'noon'"),
                        Map.entry("BOOLEAN", "'yes'"),
                        Map.entry("CHOICE", "'LEAD'"),
                        Map.entry("MULTI_CHOICE", "['LEAD']"),
                        Map.entry("USER", "'999999999'"),
                        Map.entry("LINK", "'nobody'"));
        wrong.forEach(
                (type, value) ->
                        assertThat(faults(post("{'" + name(type) + "':" + value + "}")))
                                .as(type)
                                .singleElement()
                                .asString()
                                .startsWith("custom." + name(type) + "="));
        assertThat(faults(post("{'noSuch':1}"))).containsExactly("custom.noSuch=UNKNOWN_FIELD");
        assertThat(faults(post("[]"))).containsExactly("custom=NOT_AN_OBJECT");
        ObjectNode flat = Json.object().put("name", unique("flat")).put("custom.textField", "x");
        assertThat(faults(admin.post("/api/v1/competitors", flat)))
                .containsExactly("custom.textField=UNKNOWN_FIELD");
    }

    @Test
    void patternRangeAndLengthAreHeldTo() {
        made(definition("code", "TEXT").put("pattern", "[A-Z]{2}-\\d{3}").put("maxLength", 6));
        made(definition("share", "NUMBER").put("min", "0").put("max", "100").put("scale", 1));
        made(definition("since", "DATE").put("min", "2000-01-01"));
        assertThat(faults(post("{'code':'ab-123'}"))).containsExactly("custom.code=NOT_OF_PATTERN");
        assertThat(faults(post("{'code':'xAB-123x'}"))).containsExactly("custom.code=TOO_LONG");
        assertThat(faults(post("{'share':100.1}"))).containsExactly("custom.share=TOO_LARGE");
        assertThat(faults(post("{'share':-1}"))).containsExactly("custom.share=TOO_SMALL");
        assertThat(faults(post("{'share':1.25}")))
                .containsExactly("custom.share=TOO_MANY_DECIMALS");
        assertThat(faults(post("{'since':'1999-12-31'}")))
                .containsExactly("custom.since=TOO_SMALL");
        competitor("{'code':'AB-123','share':100,'since':'2000-01-01'}");
    }

    @Test
    void noPatternKeepsTheProgramBusy() {
        made(definition("slow", "TEXT").put("pattern", "(a+)+(a|aa)+b").put("maxLength", 2000));
        long begin = System.nanoTime();
        assertThat(faults(post("{'slow':'" + "a".repeat(2000) + "'}")))
                .containsExactly("custom.slow=NOT_OF_PATTERN");
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }

    @Test
    void aRequiredFieldIsAskedOfNewRecordsAndNotOfOldOnesThatAreChangedElsewhere() {
        Answer old = competitor(null);
        made(definition("must", "TEXT").put("required", true));
        assertThat(faults(post(null))).containsExactly("custom.must=REQUIRED");
        assertThat(faults(post("{'must':null}"))).containsExactly("custom.must=REQUIRED");
        assertThat(patch(old, Json.object().put("strengths", "price")).status()).isEqualTo(200);
        assertThat(patch(old, "{'must':'now'}").status()).isEqualTo(200);
        assertThat(faults(patch(old, "{'must':null}"))).containsExactly("custom.must=REQUIRED");
    }

    @Test
    void aNewRecordGetsTheDefaultUnlessItSaysOtherwise() {
        made(definition("stars", "NUMBER").put("default", 3));
        made(definition("metal", "CHOICE").put("default", "SILVER").put("required", true));
        assertThat(competitor(null).at("custom.stars").intValue()).isEqualTo(3);
        Answer said = competitor("{'stars':null,'metal':'TIN'}");
        assertThat(said.at("custom.stars").isNull()).isTrue();
        assertThat(said.text("custom.metal")).isEqualTo("TIN");
        assertThat(meta("custom.stars").get("default").intValue()).isEqualTo(3);
    }

    @Test
    void aPatchChangesOnlyWhatItNamesAndNothingRaisesNoVersion() {
        made("one", "TEXT");
        made("two", "NUMBER");
        Answer record = competitor("{'one':'a','two':1}");
        Answer changed = patch(record, "{'two':2}");
        assertThat(changed.text("custom.one")).isEqualTo("a");
        assertThat(changed.at("custom.two").intValue()).isEqualTo(2);
        assertThat(changed.at("version").intValue()).isEqualTo(2);
        assertThat(patch(record, "{'two':2.00,'one':'a'}").at("version").intValue()).isEqualTo(2);
    }

    @Test
    void theHistoryTellsNamesAndAnEarlierVersionComesBack() {
        made("boss", "LINK");
        made("stars", "NUMBER");
        Answer gone = made("gone", "TEXT");
        Answer a = competitor(null);
        Answer b = competitor(null);
        Answer record = competitor("{'boss':'" + a.id() + "','stars':1,'gone':'x'}");
        patch(record, "{'boss':'" + b.id() + "','stars':2,'gone':'y'}");
        Answer versions = admin.get("/api/v1/competitors/" + record.id() + "/versions");
        String newest = versions.at("items.0.changes").toString();
        assertThat(newest)
                .contains("\"field\":\"custom.boss\"", a.text("name"), b.text("name"))
                .contains("\"field\":\"custom.stars\"");
        retire(gone);
        assertThat(
                        admin.get("/api/v1/competitors/" + record.id() + "/versions")
                                .at("items.0.changes")
                                .toString())
                .doesNotContain("custom.gone");
        Answer back =
                admin.post(
                        "/api/v1/competitors/" + record.id() + "/versions/1/restore",
                        Json.object().put("version", 2));
        assertThat(back.status()).as("%s", back).isEqualTo(200);
        assertThat(back.text("custom.boss")).isEqualTo(a.id());
        assertThat(back.at("custom.stars").intValue()).isEqualTo(1);
    }

    @Test
    void aStaleChangeIsToldWithTheFieldsThatDiffer() {
        made("stars", "NUMBER");
        Answer record = competitor("{'stars':1}");
        patch(record, "{'stars':2}");
        Answer stale =
                admin.patch(
                        "/api/v1/competitors/" + record.id(),
                        Json.read("{\"version\":1,\"custom\":{\"stars\":3}}"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("changes.0.field")).isEqualTo("custom.stars");
        assertThat(stale.at("current.custom.stars").intValue()).isEqualTo(2);
    }

    @Test
    void aRoleHidesMasksOrLocksAFieldOfTheCompanys() {
        made("secret", "TEXT");
        made("fixed", "TEXT");
        made("must", "TEXT");
        Answer record = competitor("{'secret':'of great value','fixed':'stone','must':'x'}");
        Visitor hidden = withRole("HIDDEN");
        Answer seen = hidden.get("/api/v1/competitors/" + record.id());
        assertThat(seen.at("custom").propertyNames()).containsExactly("fixed", "must");
        assertThat(
                        hidden.get(
                                        "/api/v1/competitors?filter="
                                                + filter("custom.secret", "notNull", null))
                                .status())
                .isEqualTo(400);
        assertThat(hidden.get("/api/v1/competitors/" + record.id() + "/versions").text())
                .doesNotContain("great value");
        Visitor masked = withRole("MASKED");
        assertThat(masked.get("/api/v1/competitors/" + record.id()).text("custom.secret"))
                .contains("*")
                .doesNotContain("value");
        Answer refused =
                masked.patch(
                        "/api/v1/competitors/" + record.id(),
                        Json.read(
                                "{\"version\":1,\"custom\":{\"secret\":\"new\",\"fixed\":\"new\"}}"));
        assertThat(faults(refused))
                .containsExactlyInAnyOrder("custom.secret=READ_ONLY", "custom.fixed=READ_ONLY");
    }

    private Visitor withRole(String right) {
        String name = unique("role").replace(' ', '-');
        ObjectNode role = Json.object().put("name", name);
        ObjectNode line = role.putArray("permissions").addObject();
        line.put("entity", "competitors").put("scope", "ALL");
        line.putArray("actions").add("view").add("edit").add("create");
        line.putObject("fields").put("custom.secret", right).put("custom.fixed", "READ");
        Answer made = admin.post("/api/v1/roles", role);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        ObjectNode person = Json.object().put("username", name).put("displayName", name);
        person.put("password", "a secret of " + name).put("mustChangePassword", false);
        person.putArray("roleIds").add(made.id());
        assertThat(admin.post("/api/v1/users", person).status()).isEqualTo(201);
        Visitor visitor = visitor();
        assertThat(visitor.signIn(name, "a secret of " + name).status()).isEqualTo(200);
        return visitor;
    }

    @Test
    void theDescriptionOfTheCallsKnowsTheFields() {
        made(definition("must", "NUMBER").put("required", true));
        var schemas = admin.get("/api/v1/openapi.json").at("components.schemas");
        var fresh = schemas.get("competitors-new");
        assertThat(fresh.get("properties").get("custom").get("properties").get("must").get("type"))
                .hasToString("\"number\"");
        assertThat(fresh.get("required").toString()).contains("custom");
        assertThat(schemas.get("competitors").get("properties").get("custom").toString())
                .contains("must");
        assertThat(schemas.get("products").get("properties").has("custom")).isFalse();
    }

    @Test
    void withoutSuchFieldsNothingIsReadOrTold() {
        Answer record = competitor(null);
        assertThat(record.body().has("custom")).isFalse();
        assertThat(admin.get("/api/v1/competitors?fields=custom,name&size=1").status())
                .isEqualTo(200);
    }
}
