package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Plan;
import io.zhiyin.PlansFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the database does for each shape of list and search, on 60,000 customers of skewed owners:
 * which index it takes, and how many rows it touches. The same statements that the program sends
 * are explained with the values that it binds, and those planned once by that plan.
 */
class PlansTest extends PlansFixture {
    private static final String COMMON = "有限";
    private static final String RARE = "恒拓";
    private static final String EVERYWHERE = "公司";

    @Autowired private Entities entities;
    @Autowired private FilterCompiler compiler;
    @Autowired private Codec codec;

    /**
     * A shape, the indexes one of which must be taken for each scope, and the rows it may touch.
     */
    private record Shape(
            String entity, String name, Query query, Map<Scope, Set<String>> indexes, long rows) {}

    private static Map<Scope, Set<String>> by(String all, String owner, String department) {
        return Map.of(
                Scope.ALL, Set.of(all),
                Scope.OWN, Set.of(owner),
                Scope.DEPARTMENT, Set.copyOf(List.of(owner, department)),
                Scope.DEPARTMENT_TREE, Set.copyOf(List.of(owner, department)));
    }

    private static Map<Scope, Set<String>> by(String index) {
        return by(index, index + "_of_owner", index + "_of_department");
    }

    /** The same index for everybody: what a rare word finds is few for whoever asks. */
    private static Map<Scope, Set<String>> search(String table) {
        String index = table + "_search";
        return by(index, index, index);
    }

    private static Query query(String... fields) {
        return Query.first(20).only(fields);
    }

    private static Filter filter(String field, String value) {
        return Filter.parse(Json.object().put("field", field).put("op", "eq").put("value", value));
    }

    private static List<Shape> customers() {
        Query query = query("code", "fullName", "grade", "ownerId");
        var two =
                new Filter.Group(
                        Filter.Kind.AND,
                        List.of(filter("grade", "KEY"), filter("industry", "MANUFACTURING")));
        Map<Scope, Set<String>> newest = by("customer_newest");
        Map<Scope, Set<String>> followed = by("customer_followed");
        Map<Scope, Set<String>> search = search("customer");
        String of = "customers";
        return List.of(
                new Shape(of, "list", query, newest, 300),
                new Shape(of, "list with two filters", query.where(two), null, 6_000),
                new Shape(of, "rare word", query.keyword(RARE), search, 1_000),
                new Shape(of, "common word", query.keyword(COMMON), newest, 3_000),
                new Shape(of, "everywhere", query.keyword(EVERYWHERE), newest, 500),
                new Shape(of, "four digits", query.keyword("4711"), search, 1_000),
                new Shape(of, "eight digits", query.keyword("47114711"), search, 1_000),
                new Shape(of, "four characters", query.keyword("恒拓有限"), search, 1_000),
                new Shape(of, "last follow-up", query.sortedBy("-lastFollowUpAt"), followed, 300),
                new Shape(of, "longest not met", query.sortedBy("lastFollowUpAt"), followed, 300));
    }

    private static List<Shape> contacts() {
        Query query = query("name", "title", "customerId", "mobile");
        String of = "contacts";
        Map<Scope, Set<String>> newest = by("contact_newest");
        Query role = query.where(filter("role", "PURCHASER"));
        return List.of(
                new Shape(of, "list", query, newest, 300),
                new Shape(of, "of a customer", query.where(ofBusy()), null, 200),
                new Shape(of, "with a filter", role, newest, 3_000),
                new Shape(of, "rare word", query.keyword(RARE), search("contact"), 1_000),
                new Shape(of, "common word", query.keyword(COMMON), newest, 3_000));
    }

    private static List<Shape> followUps() {
        Query query = query("customerId", "method", "occurredAt", "content", "ownerId");
        String of = "follow-ups";
        Map<Scope, Set<String>> newest = by("follow_up_newest");
        Query visits = query.where(filter("method", "VISIT"));
        return List.of(
                new Shape(of, "list", query, newest, 300),
                new Shape(of, "oldest first", query.sortedBy("occurredAt"), newest, 300),
                // a branch that reaches nothing of this customer looks through all 2,000 talks
                new Shape(of, "of a customer", query.where(ofBusy()), null, 9_000),
                new Shape(of, "with a filter", visits, newest, 3_000));
    }

    private static List<Shape> opportunities() {
        Query query = query("code", "name", "customerId", "ownerId", "expectedAmount", "stage");
        String of = "opportunities";
        Map<Scope, Set<String>> newest = by("opportunity_newest");
        Query open = query.where(filter("stage", "NEGOTIATION"));
        return List.of(
                new Shape(of, "list", query, newest, 300),
                new Shape(
                        of,
                        "largest first",
                        query.sortedBy("-expectedAmount"),
                        by("opportunity_amount"),
                        300),
                new Shape(
                        of,
                        "closing soonest",
                        query.sortedBy("expectedCloseDate"),
                        by("opportunity_closing"),
                        300),
                new Shape(of, "of a customer", query.where(ofBusy()), null, 100),
                new Shape(of, "with a filter", open, null, 3_000),
                new Shape(of, "rare word", query.keyword(RARE), search("opportunity"), 1_000),
                new Shape(of, "common word", query.keyword(COMMON), newest, 3_000));
    }

    private static Filter ofBusy() {
        return filter("customerId", Long.toString(BUSY));
    }

    @TestFactory
    Stream<DynamicTest> everyListAndSearchTakesTheIndexThatEndsSoonest() {
        return Stream.of(customers(), contacts(), followUps(), opportunities())
                .flatMap(List::stream)
                .flatMap(shape -> SCOPES.stream().map(scope -> test(shape, scope)));
    }

    private DynamicTest test(Shape shape, Scope scope) {
        return DynamicTest.dynamicTest(
                shape.entity() + ", " + shape.name() + ", " + scope, () -> check(shape, scope));
    }

    private void check(Shape shape, Scope scope) {
        List<Plan> plans = plans(shape.entity(), scope, uncounted(shape.query()));
        // a word is asked for by itself first; what a rare one finds is then fetched by id
        String table = entities.named(shape.entity()).table();
        boolean rare =
                shape.indexes() != null
                        && shape.indexes().get(Scope.ALL).contains(table + "_search");
        Plan plan = rare ? plans.getFirst() : plans.getLast();
        assertBounded(plan, shape.rows());
        assertThat(plans.getFirst().touched()).isLessThanOrEqualTo(10_000);
        if (rare && plans.size() > 1) {
            assertThat(plans.getLast().indexes()).contains(table + "_pkey");
            assertThat(plans.getLast().touched()).isLessThanOrEqualTo(500);
        }
        if (shape.indexes() != null) {
            assertThat(plan.indexes())
                    .as(plan.toString())
                    .containsAnyElementsOf(shape.indexes().get(scope));
        }
        String word = shape.query().keyword();
        boolean byValue = word != null || shape.query().filter() != null;
        if (!byValue || EVERYWHERE.equals(word)) {
            assertThat(plan.generic()).isTrue();
        }
    }

    private static Query uncounted(Query query) {
        return new Query(
                1,
                query.size(),
                query.sort(),
                query.keyword(),
                query.filter(),
                null,
                "none",
                query.fields(),
                false);
    }

    private List<Plan> plans(String entity, Scope scope, Query query) {
        return explained(() -> read(db, reads, entity, scope, query));
    }

    /** By a list of its own, which believes nothing of earlier ones. */
    private Lists.Rows read(
            JdbcTemplate on, SteadyReads steady, String entity, Scope scope, Query query) {
        return new Lists(on, steady, compiler, codec)
                .read(actor(scope), entities.named(entity), query);
    }

    private Lists.Rows readBig(Scope scope, Query query) {
        JdbcTemplate on = new JdbcTemplate(bigCompany());
        return read(on, new SteadyReads(on), "customers", scope, query);
    }

    private static Query page(int size, String order, Filter filter, String cursor, String total) {
        var fields = Set.of("lastFollowUpAt");
        return new Query(1, size, order, null, filter, cursor, total, fields, false);
    }

    @Test
    void aCursorDeepInTheListReadsNoMoreThanThePage() {
        String cursor = null;
        for (int i = 0; i < 50; i++) {
            cursor = readBig(Scope.ALL, page(200, null, null, cursor, "none")).next();
        }
        Query deep = page(20, null, null, cursor, "none");
        Plan plan = plans("customers", Scope.ALL, deep).getFirst();
        assertThat(plan.indexes()).contains("customer_newest");
        assertBounded(plan, 25);
    }

    @Test
    void emptyValuesComeLastInBothOrdersAndNoRowIsLostBetweenPages() {
        Filter few =
                Filter.parse("{\"field\":\"code\",\"op\":\"startsWith\",\"value\":\"CRM2026123\"}");
        for (Scope scope : List.of(Scope.ALL, Scope.DEPARTMENT_TREE)) {
            for (String order : List.of("lastFollowUpAt", "-lastFollowUpAt")) {
                var met = new ArrayList<Instant>();
                var ids = new TreeSet<Long>();
                String cursor = null;
                do {
                    Lists.Rows rows = readBig(scope, page(7, order, few, cursor, "none"));
                    rows.items().forEach(r -> met.add((Instant) r.get("lastFollowUpAt")));
                    rows.items().forEach(r -> ids.add(r.id()));
                    cursor = rows.next();
                } while (cursor != null);
                Comparator<Instant> falling = Comparator.reverseOrder();
                Comparator<Instant> rising = Comparator.naturalOrder();
                assertThat(met)
                        .contains((Instant) null)
                        .isSortedAccordingTo(
                                Comparator.nullsLast(order.startsWith("-") ? falling : rising));
                Query counted = page(1, null, few, null, "exact");
                assertThat(ids).hasSize(met.size());
                assertThat((long) ids.size()).isEqualTo(readBig(scope, counted).total());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aTotalStopsAtAThousand() {
        return Stream.of("customers", "contacts", "follow-ups", "opportunities")
                .flatMap(e -> SCOPES.stream().map(scope -> counted(e, scope)));
    }

    private DynamicTest counted(String entity, Scope scope) {
        return DynamicTest.dynamicTest(
                entity + ", " + scope,
                () -> {
                    boolean searchable = entities.named(entity).isSearchable();
                    for (String word : searchable ? List.of("", COMMON) : List.of("")) {
                        Query counted = new Query(1, 20, null, word, null, null, null, null, false);
                        List<Plan> plans = plans(entity, scope, counted);
                        // the word by itself, the rows, the count, and whether it is a crowd
                        assertThat(plans).hasSizeBetween(word.isEmpty() ? 2 : 3, 4);
                        for (Plan plan : plans) {
                            assertThat(plan.touched()).as(plan.toString()).isLessThan(45_000);
                        }
                        Plan count = plans.get(word.isEmpty() ? 1 : 2);
                        assertThat(count.touched()).as(count.toString()).isLessThan(16_000);
                    }
                });
    }
}
