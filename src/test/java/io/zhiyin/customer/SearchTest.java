package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Json;
import io.zhiyin.record.Query;
import io.zhiyin.record.Scope;
import io.zhiyin.record.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Finding customers by what people remember of them (C3). */
class SearchTest extends CustomerFixture {
    private List<Object> found(String word) {
        return found(manager, word);
    }

    private List<Object> found(Actor who, String word) {
        return records
                .list(who, customers, Query.first(20).keyword(word).sortedBy("id"))
                .items()
                .stream()
                .map(i -> i.get("fullName"))
                .toList();
    }

    @Test
    void twoCharactersFromAnywhereInANameFindIt() {
        customer("昆山鑫淼精密机械有限公司");
        assertThat(found("鑫淼")).containsExactly("昆山鑫淼精密机械有限公司");
        assertThat(found("淼精")).containsExactly("昆山鑫淼精密机械有限公司");
        assertThat(found("鑫淼精密")).containsExactly("昆山鑫淼精密机械有限公司");
        assertThat(found("鑫精")).as("not side by side").isEmpty();
        assertThat(found("鑫")).as("one character is too little").isEmpty();
    }

    @Test
    void theRowsOfARareWordComeInEveryOrderPageByPage() {
        for (int i = 0; i < 7; i++) {
            Actor whose = i % 2 == 0 ? rep : manager;
            customer(
                    whose,
                    body("靐龗" + "丙甲丁乙己戊庚".charAt(i) + "商行", mobile())
                            .put("city", i < 3 ? null : "C" + i));
        }
        for (Actor who : List.of(rep, manager)) {
            List<Object> all = names(who, "code", 200).reversed();
            assertThat(all).hasSize(who == rep ? 4 : 7);
            assertThat(names(who, "-code", 2)).isEqualTo(all);
            for (String order : List.of("city,code", "-city,-code", "fullName")) {
                List<Object> whole = names(who, order, 200);
                assertThat(names(who, order, 2)).as(order).isEqualTo(whole);
                assertThat(whole).containsExactlyInAnyOrderElementsOf(all);
            }
        }
    }

    /** The names of all rows with the word: by cursor and, which must be the same, by number. */
    private List<Object> names(Actor who, String order, int size) {
        Query first = Query.first(size).keyword("靐龗").sortedBy(order);
        var byCursor = new ArrayList<>();
        var byNumber = new ArrayList<>();
        String cursor = null;
        for (int page = 1; page == 1 || cursor != null; page++) {
            var here = records.list(who, customers, at(first, page, null));
            var there = records.list(who, customers, at(first, 1, cursor));
            assertThat(there.total()).isEqualTo(here.total());
            here.items().forEach(i -> byNumber.add(i.get("fullName")));
            there.items().forEach(i -> byCursor.add(i.get("fullName")));
            cursor = there.nextCursor();
        }
        assertThat(byCursor).isEqualTo(byNumber);
        return byCursor;
    }

    private static Query at(Query of, int page, String cursor) {
        return new Query(page, of.size(), of.sort(), of.keyword(), null, cursor, null, null, false);
    }

    /** A search reads all of it: 25 ms for the 4 MB that it may hold unless told otherwise. */
    @Test
    void whatIsNotSortedIntoASearchIndexYetStaysShort() {
        assertThat(
                        jdbc.sql(
                                        """
                                        select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
                                        join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
                                        where a.attname = 'search'
                                          and not coalesce(i.reloptions, '{}') @> '{gin_pending_list_limit=256}'
                                        """)
                                .query(String.class)
                                .list())
                .isEmpty();
    }

    @Test
    void aColleagueIsFoundByHisSurnameAlone() {
        Query surname = Query.first(200).keyword("周");
        assertThat(records.list(manager, entities.named("users"), surname).items())
                .extracting(i -> i.get("displayName"))
                .contains("周子昂")
                .allSatisfy(name -> assertThat((String) name).contains("周"));
        Query nobody = Query.first(20).keyword("龘");
        assertThat(records.list(manager, entities.named("users"), nobody).items()).isEmpty();
    }

    @Test
    void wordsRunAcrossScriptsAndWidths() {
        customer("鼋试123号 Ｑｕａｎｔａ 贸易");
        for (String word :
                List.of("鼋试", "试123", "试1", "quanta", "QUANTA", "ｑｕａｎｔａ", "Quanta贸", "号 quanta")) {
            assertThat(found(word)).as(word).containsExactly("鼋试123号 Ｑｕａｎｔａ 贸易");
        }
    }

    @Test
    void shortAndFormerNamesAreNamesToo() {
        customer(
                manager,
                body("沪上某某实业", mobile()).put("shortName", "飍骉").put("formerName", "犇羴贸易行"));
        assertThat(found("飍骉")).containsExactly("沪上某某实业");
        assertThat(found("犇羴贸")).containsExactly("沪上某某实业");
    }

    @Test
    void anyFourDigitsOfANumberFindItsCustomer() {
        customer(rep, body("尾号客户", "13764208531"));
        for (String digits : List.of("4208", "6420853", "137-6420-8531", "+8613764208531")) {
            assertThat(found(manager, digits)).as(digits).contains("尾号客户");
            assertThat(found(rep, digits)).as(digits).containsExactly("尾号客户");
        }
        assertThat(found(rep, "4209")).isEmpty();
    }

    @Test
    void theDecidersNameMailAndTheCodeFindTheCustomer() {
        var body = body("决策人可查", mobile());
        body.putObject("primaryContact")
                .put("name", "欧阳娜塔")
                .put("mobile", mobile())
                .put("email", "nata@quiet.example");
        Values made = customer(manager, body);
        assertThat(found("娜塔")).containsExactly("决策人可查");
        assertThat(found("nata@quiet.example")).containsExactly("决策人可查");
        assertThat(found("quiet.example")).containsExactly("决策人可查");
        assertThat(found(made.text("code").toLowerCase(java.util.Locale.ROOT)))
                .containsExactly("决策人可查");
    }

    @Test
    void initialsFindAPerson() {
        Values made = customer("拼音");
        contact(made.id(), "张淼鑫", null);
        var items = records.list(manager, contacts, Query.first(5).keyword("zmx")).items();
        assertThat(items).extracting(i -> i.get("name")).containsExactly("张淼鑫");
        customer("珠海蕤隽航空");
        assertThat(found("zhrjhk")).containsExactly("珠海蕤隽航空");
        assertThat(found("rjhk")).containsExactly("珠海蕤隽航空");
    }

    @Test
    void aMaskedFieldDropsOutOfItsReadersSearch() {
        customer(manager, body("遮住号码", "13764209977"));
        var masked =
                actor(
                        manager.id(),
                        rights(
                                Scope.ALL,
                                Map.of(Customers.PRIMARY, FieldRight.MASKED),
                                Action.VIEW));
        assertThat(records.list(manager, customers, Query.first(5).keyword("420997")).items())
                .hasSize(1);
        assertThat(records.list(masked, customers, Query.first(5).keyword("420997")).items())
                .isEmpty();
        assertThat(records.list(masked, customers, Query.first(5).keyword("遮住")).items())
                .hasSize(1);
    }

    @Test
    void oneSearchAnswersByKind() {
        Values made = customer("寰宇瓴渊科技");
        contact(made.id(), "瓴渊来客", null);
        Visitor admin = admin();
        var groups = admin.get("/api/v1/search?q=" + enc("瓴渊")).at("groups");
        assertThat(
                        StreamSupport.stream(groups.spliterator(), false)
                                .map(g -> g.get("entity").asString()))
                .startsWith("customers", "contacts");
        var customer = groups.get(0).get("items").get(0);
        assertThat(customer.get("id").asString()).isEqualTo(Long.toString(made.id()));
        assertThat(customer.get("title").asString()).isEqualTo("寰宇瓴渊科技");
        assertThat(customer.get("code").asString()).isEqualTo(made.text("code"));
        assertThat(customer.get("subtitle").asString()).isEqualTo("潜在客户 · 潜在 · 周子昂");
        assertThat(groups.get(0).get("label").asString()).isEqualTo("客户");
        assertThat(groups.get(0).get("more").booleanValue()).isFalse();
        assertThat(groups.get(1).get("items").get(0).get("subtitle").asString())
                .isEqualTo("寰宇瓴渊科技");
        assertThat(admin.get("/api/v1/search?q=" + enc("瓴")).at("groups")).isEmpty();
        assertThat(admin.get("/api/v1/search").at("groups")).isEmpty();
        assertThat(admin.get("/api/v1/search?q=a%00b").status()).isEqualTo(400);
        assertThat(admin.get("/api/v1/search?q=ab&size=1000").status()).isEqualTo(400);
        assertThat(admin.get("/api/v1/search?q=" + enc("' or 1=1 --")).at("groups")).isEmpty();
    }

    @Test
    void nobodyFindsWhatHeMayNotSee() {
        customer("隐秘谧匿公司");
        Visitor rep = user("search-rep", "SALES_REPRESENTATIVE");
        assertThat(rep.get("/api/v1/search?q=" + enc("谧匿")).at("groups")).isEmpty();
        rep.post("/api/v1/customers", body("自己的谧匿", mobile()));
        assertThat(rep.get("/api/v1/search?q=" + enc("谧匿")).at("groups").get(0).get("items"))
                .hasSize(1);
    }

    static String enc(String word) {
        return java.net.URLEncoder.encode(word, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void keywordsThatAreNoWordsDoNoHarm() {
        for (String word :
                List.of("%", "%%", "__", "\\", "'", "\"", "--", "🙂🙂", "a".repeat(100), "１２３４")) {
            assertThat(
                            admin().post("/api/v1/customers/search", Json.object().put("q", word))
                                    .status())
                    .as(word)
                    .isEqualTo(200);
        }
    }
}
