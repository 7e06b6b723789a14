package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.TestDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.JsonNode;

/**
 * What the database does for each shape of list and search, on 60,000 customers of skewed owners:
 * which index it takes, and how many rows it touches. The same statements that the program sends
 * are explained with the values that it binds.
 */
class PlansTest extends ProgramTest {
    private static final long OWNER = 1;
    private static final String COMMON = "有限";
    private static final String RARE = "恒拓";

    private static JdbcTemplate filled;

    @Autowired private Entities entities;
    @Autowired private FilterCompiler compiler;
    @Autowired private Codec codec;

    private static synchronized JdbcTemplate filled() {
        if (filled == null) {
            filled = new JdbcTemplate(TestDatabase.fresh().dataSource());
            for (String each : FILL.split(";\\s*\n")) {
                filled.execute(each);
            }
        }
        return filled;
    }

    /**
     * Half of the customers belong to a tenth of the owners; every fifth name holds a common word.
     */
    private static final String FILL =
            """
            insert into department (id, name, created_at, updated_at) overriding system value
              select d, 'd' || d, timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 11) d;
            insert into app_user (id, username, display_name, department_id, created_at, updated_at) overriding system value
              select u, 'plan' || u, 'u' || u, 1 + u % 10, timestamptz '2026-01-01', timestamptz '2026-01-01' from generate_series(1, 100) u;
            insert into customer (code, full_name, industry, grade, owner_id, department_id, search, last_follow_up_at, created_at, updated_at)
              select 'CRM2026' || n, 'n' || n, case when r % 4 = 0 then 'MANUFACTURING' else 'IT' end,
                case when r / 4 % 5 = 0 then 'KEY' else 'NORMAL' end, o, coalesce(1 + o % 10, 11),
                array['c:' || n, 'n:' || left(md5(n::text), 2), 'n:' || substr(md5(n::text), 7, 3), 'm:' || lpad((r % 10000)::text, 4, '0')]
                  || case when r / 20 % 5 = 0 then array['n:有限'] else '{}' end
                  || case when r / 100 % 1000 = 0 then array['n:恒拓'] else '{}' end,
                case when r / 16 % 3 > 0 then timestamptz '2026-01-01' + n * interval '7 minutes' end,
                timestamptz '2024-01-01' + n * interval '10 minutes', timestamptz '2026-01-01'
              from (select n, hashint8(n)::bigint + 2147483648 r, case when n % 16 = 3 then null when n % 2 = 0 then 1 + (hashint8(n * 7)::bigint + 2147483648) % 10
                  else 1 + (hashint8(n * 7)::bigint + 2147483648) % 100 end o from generate_series(1, 60000) n) s;
            vacuum analyze customer
            """;

    /** Runs a statement's EXPLAIN ANALYZE instead of the statement itself, after it. */
    private static final class Explaining extends JdbcTemplate {
        final List<JsonNode> plans = new ArrayList<>();

        Explaining(JdbcTemplate on) {
            super(on.getDataSource());
        }

        private void explain(String sql, Object... binds) {
            String plan =
                    super.queryForObject(
                            "explain (analyze, timing off, format json) " + sql,
                            String.class,
                            binds);
            plans.add(Json.read(plan).get(0).get("Plan"));
        }

        @Override
        public <T> List<T> query(String sql, RowMapper<T> mapper, Object... binds) {
            if (!sql.startsWith("explain")) {
                explain(sql, binds);
            }
            return super.query(sql, mapper, binds);
        }

        @Override
        public <T> List<T> queryForList(String sql, Class<T> type, Object... binds) {
            explain(sql, binds);
            return super.queryForList(sql, type, binds);
        }

        @Override
        public <T> T queryForObject(String sql, Class<T> type, Object... binds) {
            if (!sql.startsWith("explain")) {
                explain(sql, binds);
            }
            return super.queryForObject(sql, type, binds);
        }
    }

    /**
     * A shape, the indexes one of which must be taken for each scope, and the rows it may touch.
     */
    private record Shape(String name, Query query, Map<Scope, Set<String>> indexes, long rows) {}

    private static Query query() {
        return Query.first(20).only("code", "fullName", "grade", "ownerId");
    }

    private static Map<Scope, Set<String>> by(String all, String owner, String department) {
        return Map.of(
                Scope.ALL, Set.of(all),
                Scope.OWN, Set.of(owner),
                Scope.DEPARTMENT, Set.copyOf(List.of(owner, department)),
                Scope.DEPARTMENT_TREE, Set.copyOf(List.of(owner, department)));
    }

    private static final Map<Scope, Set<String>> NEWEST =
            by("customer_newest", "customer_newest_of_owner", "customer_newest_of_department");
    private static final Map<Scope, Set<String>> FOLLOWED =
            by(
                    "customer_followed",
                    "customer_followed_of_owner",
                    "customer_followed_of_department");
    private static final Map<Scope, Set<String>> SEARCH =
            by("customer_search", "customer_search", "customer_search");

    private static List<Shape> shapes() {
        Filter two =
                Filter.parse(
                        """
                        {"op":"and","conditions":[{"field":"grade","op":"eq","value":"KEY"},
                         {"field":"industry","op":"eq","value":"MANUFACTURING"}]}\
                        """);
        return List.of(
                new Shape("list", query(), NEWEST, 300),
                new Shape("list with two filters", query().where(two), null, 6_000),
                new Shape("rare word", query().keyword(RARE), SEARCH, 1_000),
                new Shape("common word", query().keyword(COMMON), NEWEST, 3_000),
                new Shape("four digits", query().keyword("4711"), SEARCH, 1_000),
                new Shape("last follow-up", query().sortedBy("-lastFollowUpAt"), FOLLOWED, 300),
                new Shape("longest not met", query().sortedBy("lastFollowUpAt"), FOLLOWED, 300));
    }

    @TestFactory
    Stream<DynamicTest> everyListAndSearchTakesTheIndexThatEndsSoonest() {
        return shapes().stream()
                .flatMap(
                        shape ->
                                Stream.of(
                                                Scope.ALL,
                                                Scope.OWN,
                                                Scope.DEPARTMENT,
                                                Scope.DEPARTMENT_TREE)
                                        .map(
                                                scope ->
                                                        DynamicTest.dynamicTest(
                                                                shape.name() + ", " + scope,
                                                                () -> check(shape, scope))));
    }

    private void check(Shape shape, Scope scope) {
        Explaining db = new Explaining(filled());
        read(db, scope, shape.query());
        // a word is asked for by itself first; what a rare one finds is then fetched by id
        boolean rare = shape.indexes() == SEARCH;
        JsonNode plan = rare ? db.plans.getFirst() : db.plans.getLast();
        assertThat(scans(plan)).as(told(plan)).doesNotContain("Seq Scan");
        assertThat(touched(db.plans.getFirst())).isLessThanOrEqualTo(10_000);
        if (rare && db.plans.size() > 1) {
            assertThat(indexes(db.plans.getLast())).contains("customer_pkey");
            assertThat(touched(db.plans.getLast())).isLessThanOrEqualTo(500);
        }
        if (shape.indexes() != null) {
            var expected = shape.indexes().get(scope);
            assertThat(indexes(plan)).as(told(plan)).containsAnyElementsOf(expected);
        }
        assertThat(touched(plan)).as(told(plan)).isLessThanOrEqualTo(shape.rows());
    }

    private Lists.Rows read(JdbcTemplate db, Scope scope, Query query) {
        return new Lists(db, new SteadyReads(db), compiler, codec)
                .read(actor(scope), entities.named("customers"), query);
    }

    private static Actor actor(Scope scope) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        scopes.put(Action.VIEW, scope);
        var right = new EntityRight(scopes, Pool.CLAIM, Map.of());
        return new Actor(
                OWNER,
                "o",
                "o",
                2L,
                List.of(OWNER),
                List.of(2L, 3L),
                new Rights(Map.of("customers", right, "follow-ups", right, "contacts", right)),
                Locale.CHINA,
                ZoneId.of("Asia/Shanghai"),
                null);
    }

    @Test
    void aCursorDeepInTheListReadsNoMoreThanThePage() {
        Query deep = query();
        String cursor = null;
        Lists.Rows rows = null;
        for (int i = 0; i < 50; i++) {
            rows =
                    read(
                            filled(),
                            Scope.ALL,
                            new Query(
                                    1, 200, null, null, null, cursor, "none", Set.of("id"), false));
            cursor = rows.next();
        }
        Explaining db = new Explaining(filled());
        read(
                db,
                Scope.ALL,
                new Query(1, 20, null, null, null, cursor, "none", deep.fields(), false));
        assertThat(indexes(db.plans.getFirst())).contains("customer_newest");
        assertThat(touched(db.plans.getFirst())).isLessThanOrEqualTo(25);
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
                    Query page =
                            new Query(
                                    1,
                                    7,
                                    order,
                                    null,
                                    few,
                                    cursor,
                                    "none",
                                    Set.of("lastFollowUpAt"),
                                    false);
                    Lists.Rows rows = read(filled(), scope, page);
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
                Query counted = new Query(1, 1, null, null, few, null, "exact", null, false);
                assertThat(ids).hasSize(met.size());
                assertThat((long) ids.size()).isEqualTo(read(filled(), scope, counted).total());
            }
        }
    }

    @Test
    void aTotalStopsAtAThousand() {
        for (Scope scope : List.of(Scope.ALL, Scope.OWN, Scope.DEPARTMENT_TREE)) {
            for (String word : new String[] {null, COMMON}) {
                Explaining db = new Explaining(filled());
                Query counted = new Query(1, 20, null, word, null, null, null, Set.of("id"), false);
                assertThat(read(db, scope, counted).total()).isBetween(600L, 1000L);
                JsonNode plan = db.plans.get(word == null ? 1 : 2);
                assertThat(touched(plan)).as(told(plan)).isLessThanOrEqualTo(16_000);
            }
        }
    }

    private static List<JsonNode> nodes(JsonNode plan) {
        var all = new ArrayList<JsonNode>();
        all.add(plan);
        for (JsonNode below : plan.path("Plans")) {
            all.addAll(nodes(below));
        }
        return all;
    }

    /** The plan in few words, for whoever reads a failure. */
    private static String told(JsonNode plan) {
        StringBuilder text = new StringBuilder();
        for (JsonNode node : nodes(plan)) {
            text.append('\n').append(node.get("Node Type").stringValue());
            for (String each :
                    List.of(
                            "Index Name",
                            "Relation Name",
                            "Actual Rows",
                            "Actual Loops",
                            "Rows Removed by Filter")) {
                if (node.has(each)) {
                    text.append(", ").append(each).append(' ').append(node.get(each).asString());
                }
            }
        }
        return text.append('\n').toString();
    }

    private static Set<String> indexes(JsonNode plan) {
        var names = new TreeSet<String>();
        nodes(plan).stream()
                .filter(n -> n.has("Index Name"))
                .forEach(n -> names.add(n.get("Index Name").stringValue()));
        return names;
    }

    /** The kinds of node that read customers. */
    private static Set<String> scans(JsonNode plan) {
        var kinds = new TreeSet<String>();
        nodes(plan).stream()
                .filter(n -> n.path("Relation Name").asString("").equals("customer"))
                .forEach(n -> kinds.add(n.get("Node Type").stringValue()));
        return kinds;
    }

    /** Rows of customers looked at, kept or not. */
    private static long touched(JsonNode plan) {
        return (long)
                nodes(plan).stream()
                        .filter(n -> n.path("Relation Name").asString("").equals("customer"))
                        .mapToDouble(
                                n ->
                                        n.path("Actual Loops").asDouble(1)
                                                * (n.path("Actual Rows").asDouble(0)
                                                        + n.path("Rows Removed by Filter")
                                                                .asDouble(0)
                                                        + n.path("Rows Removed by Index Recheck")
                                                                .asDouble(0)))
                        .sum();
    }
}
