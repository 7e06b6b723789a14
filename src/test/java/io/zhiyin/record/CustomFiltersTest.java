package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists asked for and put in order by a company's own fields. */
class CustomFiltersTest extends CustomFixture {
    /** Three records: with the small value, with the large one, with none. */
    private record Three(String small, String large, String none) {}

    private Three three(String field, String small, String large) {
        return new Three(
                competitor("{'" + field + "':" + small + "}").id(),
                competitor("{'" + field + "':" + large + "}").id(),
                competitor("{'" + field + "':null}").id());
    }

    private void finds(Three of, String field, String op, String value, String... ids) {
        List<String> found = new ArrayList<>(found("custom." + field, op, value));
        found.retainAll(List.of(of.small(), of.large(), of.none()));
        assertThat(found).as("%s %s %s", field, op, value).containsExactlyInAnyOrder(ids);
    }

    /** The questions that every type answers; they must not depend on there being an index. */
    private void equality(Three of, String field, String small, String large) {
        finds(of, field, "eq", small, of.small());
        finds(of, field, "ne", small, of.large(), of.none());
        finds(of, field, "in", "[" + small + "," + large + "]", of.small(), of.large());
        finds(of, field, "notIn", "[" + small + "]", of.large(), of.none());
        finds(of, field, "isNull", null, of.none());
        finds(of, field, "notNull", null, of.small(), of.large());
        finds(of, field, "eq", "null", of.none());
    }

    private void order(Three of, String field, String small, String large) {
        finds(of, field, "gt", small, of.large());
        finds(of, field, "gte", small, of.small(), of.large());
        finds(of, field, "lt", large, of.small());
        finds(of, field, "lte", large, of.small(), of.large());
        finds(of, field, "between", "[" + small + "," + small + "]", of.small());
    }

    @Test
    void eachTypeAnswersTheQuestionsThatFitIt() {
        for (boolean sorted : new boolean[] {false, true}) {
            String s = sorted ? "Sorted" : "";
            for (String type : List.of("NUMBER", "MONEY", "DATE", "INSTANT", "TEXT", "CHOICE")) {
                made(definition(type.toLowerCase() + s, type).put("sortable", sorted));
            }
            made(definition("flag" + s, "BOOLEAN").put("sortable", sorted));
            Three numbers = three("number" + s, "9", "10.5");
            equality(numbers, "number" + s, "9", "10.50");
            order(numbers, "number" + s, "9", "10.5");
            Three money = three("money" + s, "-0.01", "1000000");
            equality(money, "money" + s, "-0.01", "1000000.00");
            order(money, "money" + s, "-0.01", "1000000");
            Three days = three("date" + s, "'2026-01-31'", "'2026-02-01'");
            equality(days, "date" + s, "'2026-01-31'", "'2026-02-01'");
            order(days, "date" + s, "'2026-01-31'", "'2026-02-01'");
            Three at = three("instant" + s, "'2026-01-31T23:30:00Z'", "'2026-02-01T20:00:00Z'");
            equality(at, "instant" + s, "'2026-02-01T07:30:00+08:00'", "'2026-02-01T20:00:00Z'");
            order(at, "instant" + s, "'2026-01-31T23:30:00Z'", "'2026-02-01T20:00:00Z'");
            finds(at, "instant" + s, "eq", "'2026-02-01'", at.small());
            Three texts = three("text" + s, "'Abc'", "'abd 100%'");
            equality(texts, "text" + s, "'Abc'", "'abd 100%'");
            finds(texts, "text" + s, "contains", "'00%'", texts.large());
            finds(texts, "text" + s, "startsWith", "'AB'", texts.small(), texts.large());
            Three flags = three("flag" + s, "false", "true");
            equality(flags, "flag" + s, "false", "true");
            equality(three("choice" + s, "'GOLD'", "'TIN'"), "choice" + s, "'GOLD'", "'TIN'");
        }
    }

    @Test
    void daysAreCountedFromToday() {
        made("date", "DATE");
        made("instant", "INSTANT");
        String old = clock.instant().minusSeconds(40 * 86_400).toString();
        String young = clock.instant().minusSeconds(5 * 86_400).toString();
        Three days = three("date", q(old.substring(0, 10)), q(young.substring(0, 10)));
        finds(days, "date", "olderThanDays", "30", days.small());
        finds(days, "date", "withinDays", "30", days.large());
        Three at = three("instant", q(old), q(young));
        finds(at, "instant", "olderThanDays", "30", at.small());
        finds(at, "instant", "withinDays", "30", at.large());
    }

    private static String q(String text) {
        return "'" + text + "'";
    }

    @Test
    void aListIsAskedForWhatItHolds() {
        made("metals", "MULTI_CHOICE");
        Three of = three("metals", "['GOLD','TIN']", "['SILVER']");
        finds(of, "metals", "eq", "'TIN'", of.small());
        finds(of, "metals", "ne", "'TIN'", of.large(), of.none());
        finds(of, "metals", "in", "['SILVER','GOLD']", of.small(), of.large());
        finds(of, "metals", "notIn", "['SILVER']", of.small(), of.none());
        finds(of, "metals", "isNull", null, of.none());
        finds(of, "metals", "notNull", null, of.small(), of.large());
    }

    @Test
    void aLinkIsAskedForByItsId() {
        made("rival", "LINK");
        Answer a = competitor(null);
        Answer b = competitor(null);
        Three of = three("rival", q(a.id()), q(b.id()));
        equality(of, "rival", q(a.id()), q(b.id()));
    }

    @Test
    void whatDoesNotFitIsTold() {
        made("number", "NUMBER");
        for (String query :
                List.of(
                        "filter=" + filter("custom.number", "contains", "'1'"),
                        "filter=" + filter("custom.number", "eq", "'many'"),
                        "filter=" + filter("custom.none", "eq", "1"),
                        "filter=" + filter("custom.", "eq", "1"),
                        "filter=" + filter("custom", "eq", "1"),
                        "sort=custom.number",
                        "fields=custom.none")) {
            Answer answer = admin.get("/api/v1/competitors?" + query);
            assertThat(answer.status()).as("%s %s", query, answer).isEqualTo(400);
        }
    }

    @Test
    void emptyValuesComeLastInBothDirectionsAndTheCursorPassesEachRowOnce() {
        List<String> made = new ArrayList<>();
        sortable("weight", "NUMBER");
        sortable("day", "DATE");
        sortable("word", "TEXT");
        for (String values :
                List.of(
                        "{'weight':9,'day':'2026-01-09','word':'b'}",
                        "{'weight':10,'day':'2026-01-10','word':'c'}",
                        "{}",
                        "{'weight':-1.5,'day':'2025-12-31','word':'a'}",
                        "{}")) {
            made.add(competitor(values).id());
        }
        List<String> rising = List.of(made.get(3), made.get(0), made.get(1));
        for (String field : List.of("weight", "day", "word")) {
            List<String> up = mine(ids("sort=custom." + field), made);
            assertThat(up.subList(0, 3)).as(field).isEqualTo(rising);
            List<String> down = mine(ids("sort=-custom." + field), made);
            assertThat(down.subList(0, 3)).as(field).isEqualTo(rising.reversed());
            assertThat(walked("custom." + field, made)).as(field).isEqualTo(up);
            assertThat(walked("-custom." + field, made)).as(field).isEqualTo(down);
        }
    }

    private static List<String> mine(List<String> ids, List<String> made) {
        List<String> mine = new ArrayList<>(ids);
        mine.retainAll(made);
        assertThat(mine).hasSize(made.size());
        return mine;
    }

    private List<String> walked(String sort, List<String> made) {
        var all = new ArrayList<String>();
        String cursor = null;
        String these = "&filter=" + filter("id", "in", Json.write(made));
        do {
            Answer page =
                    admin.get(
                            "/api/v1/competitors?size=2&sort="
                                    + sort
                                    + these
                                    + (cursor == null ? "" : "&cursor=" + cursor));
            assertThat(page.status()).as("%s", page).isEqualTo(200);
            page.at("items").forEach(i -> all.add(i.get("id").asString()));
            cursor = page.text("nextCursor");
        } while (cursor != null && all.size() < 20);
        return all;
    }

    @Test
    void aFieldToSortByGetsItsIndexAndLosesItAgain() throws Exception {
        Answer made = sortable("weight", "NUMBER");
        String name = CustomIndex.name(Long.parseLong(made.id()));
        await(name, 1);
        assertThat(
                        jdbc.sql("select indexdef from pg_indexes where indexname = ?")
                                .param(name)
                                .query(String.class)
                                .single())
                .contains("numeric", "DESC NULLS LAST", "id DESC", "deleted_at IS NULL");
        assertThat(change(made, Json.object().put("sortable", false)).status()).isEqualTo(200);
        await(name, 0);
        assertThat(change(made, Json.object().put("sortable", true)).status()).isEqualTo(200);
        await(name, 1);
        retire(made);
        await(name, 0);
    }

    private void await(String index, int count) throws InterruptedException {
        JdbcClient.StatementSpec asked =
                jdbc.sql(
                                "select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = ? and i.indisvalid")
                        .param(index);
        long end = System.nanoTime() + 20_000_000_000L;
        while (asked.query(Integer.class).single() != count && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(asked.query(Integer.class).single()).isEqualTo(count);
    }

    @Test
    void aRelatedRecordIsAskedForItsOwnFields() {
        made(definition("tier", "CHOICE").put("entity", "users"));
        String me = admin.get("/api/v1/me").id();
        Answer user = admin.get("/api/v1/users/" + me);
        var body = Json.object().put("version", user.at("version").intValue());
        body.putObject("custom").put("tier", "GOLD");
        Answer patched = admin.patch("/api/v1/users/" + me, body);
        assertThat(patched.status()).as("%s", patched).isEqualTo(200);
        Answer page =
                admin.get("/api/v1/customers?filter=" + filter("owner.custom.tier", "eq", "'TIN'"));
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        assertThat(Collections.emptyList()).hasSize(page.at("items").size());
    }
}
