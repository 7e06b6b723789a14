package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Statements;
import io.zhiyin.record.Actor;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Query;
import io.zhiyin.record.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The board shows what the list shows, added up: for every scope, to the last yuan. */
class BoardTest extends SalesTest {
    private static final Board.Asked PLAIN = new Board.Asked(null, null, null, null);

    @Autowired Board board;

    private long north;
    private long south;
    private long anna;
    private long bert;
    private long carl;

    @BeforeEach
    void pipelineFull() {
        jdbc.sql("delete from opportunity_line").update();
        jdbc.sql("update follow_up set opportunity_id = null").update();
        jdbc.sql("delete from opportunity").update();
        north = department();
        south = department();
        anna = user(north);
        bert = user(north);
        carl = user(south);
        Actor all = actor(anna, north, Scope.ALL);
        long customer = customer(anna, north);
        String[] stages = {"LEAD_CONFIRMED", "PROPOSAL_DEMO", "NEGOTIATION", "WON"};
        long[] owners = {anna, bert, carl};
        for (int i = 0; i < 60; i++) {
            var body =
                    needed(customer, 1000L * (i % 7) + 13)
                            .put("ownerId", Long.toString(owners[i % 3]))
                            .put("stage", stages[i % stages.length])
                            .put("probability", i % 100)
                            .put("stageEnteredAt", "2026-02-0" + (1 + i % 9) + "T00:00:00Z");
            if (i % 4 == 3) {
                body.put("closeReason", "PRICE");
            }
            long id = made(all, body);
            if (i % 5 == 0) {
                jdbc.sql(
                                "insert into record_share (entity, user_id, record_id, created_at) values ('opportunities', ?, ?, ?)")
                        .params(anna, id, java.time.OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                        .update();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> columns(Map<String, Object> board) {
        return (List<Map<String, Object>>) board.get("columns");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> column) {
        return (List<Map<String, Object>>) column.get("items");
    }

    private List<Map<String, Object>> listed(Actor actor, Filter filter) {
        return records.list(actor, opportunities(), Query.first(200).where(filter)).items();
    }

    private Actor team(long user, Long department, List<Long> team) {
        Actor one = actor(user, department, Scope.TEAM);
        return new Actor(
                user,
                one.username(),
                one.displayName(),
                department,
                team,
                one.departmentTreeIds(),
                one.rights(),
                one.locale(),
                one.zone(),
                null);
    }

    @Test
    void sumsAreThoseOfTheListForEveryScope() {
        var actors = new ArrayList<Actor>();
        for (Scope scope : List.of(Scope.OWN, Scope.DEPARTMENT, Scope.DEPARTMENT_TREE, Scope.ALL)) {
            actors.add(actor(anna, north, scope));
            actors.add(actor(carl, south, scope));
        }
        actors.add(team(anna, north, List.of(anna, carl)));
        Filter some = Filter.parse("{\"field\":\"expectedAmount\",\"op\":\"gt\",\"value\":1500}");
        var totals = new HashSet<Long>();
        for (Actor actor : actors) {
            for (Filter filter : new Filter[] {null, some}) {
                totals.add(compare(actor, filter));
            }
        }
        assertThat(totals).as("the scopes differ").hasSizeGreaterThan(4);
    }

    private long compare(Actor actor, Filter filter) {
        var rows = listed(actor, filter);
        var count = new HashMap<Object, Long>();
        var sum = new HashMap<Object, BigDecimal>();
        var weighted = new HashMap<Object, BigDecimal>();
        var stuck = new HashMap<Object, Long>();
        for (Map<String, Object> row : rows) {
            BigDecimal amount = (BigDecimal) row.get("expectedAmount");
            Object stage = row.get("stage");
            count.merge(stage, 1L, Long::sum);
            sum.merge(stage, amount, BigDecimal::add);
            weighted.merge(
                    stage,
                    amount.multiply((BigDecimal) row.get("probability")).movePointLeft(2),
                    BigDecimal::add);
            stuck.merge(stage, row.get("stuck").equals(true) ? 1L : 0L, Long::sum);
        }
        var read = board.read(actor, new Board.Asked(null, filter, null, null));
        for (Map<String, Object> column : columns(read)) {
            Object stage = column.get("stage");
            assertThat(column.get("count")).isEqualTo(count.getOrDefault(stage, 0L));
            assertThat(column.get("stuck")).isEqualTo(stuck.getOrDefault(stage, 0L));
            number(column.get("sum"), sum.getOrDefault(stage, BigDecimal.ZERO).toPlainString());
            number(
                    column.get("weighted"),
                    weighted.getOrDefault(stage, BigDecimal.ZERO)
                            .setScale(2, RoundingMode.HALF_UP)
                            .toPlainString());
            walk(actor, filter, column);
        }
        return rows.size();
    }

    /** Every card once, the largest first, through the pages of a column. */
    private void walk(Actor actor, Filter filter, Map<String, Object> column) {
        var cards = new ArrayList<>(items(column));
        Object cursor = column.get("nextCursor");
        while (cursor != null) {
            var more =
                    board.more(
                            actor,
                            new Board.Asked(null, filter, null, null),
                            (String) column.get("stage"),
                            (String) cursor);
            cards.addAll(items(more));
            cursor = more.get("nextCursor");
        }
        assertThat(cards).hasSize(((Long) column.get("count")).intValue());
        assertThat(cards).extracting(c -> c.get("id")).doesNotHaveDuplicates();
        assertThat(cards)
                .extracting(c -> (BigDecimal) c.get("expectedAmount"))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void aLongColumnEndsInACursor() {
        Actor all = actor(anna, north, Scope.ALL);
        long customer = customer(anna, north);
        for (int i = 0; i < 30; i++) {
            made(all, needed(customer, 5));
        }
        var first = columns(board.read(all, PLAIN)).getFirst();
        assertThat(items(first)).hasSize(20);
        assertThat(first.get("nextCursor")).isNotNull();
        assertThat(first.get("count")).isEqualTo(45L);
        walk(all, null, first);
    }

    @Test
    void cardsSayWhoWhatAndHowLong() {
        var column = columns(board.read(actor(anna, north, Scope.ALL), PLAIN)).get(2);
        assertThat(column.get("name")).isEqualTo("方案演示");
        assertThat(column.get("maxDays")).isEqualTo(14);
        var card = items(column).getFirst();
        assertThat((Long) card.get("stageDays")).isBetween(20L, 30L);
        assertThat(card.get("stuck")).isEqualTo(true);
        assertThat(labels(card)).containsKeys("customerId", "ownerId");
        assertThat(card).doesNotContainKeys("budget", "riskNote");
        assertThat(column.get("moves").toString())
                .contains(
                        "{stage=LEAD_CONFIRMED, noteRequired=true, reasonRequired=false}",
                        "{stage=NEGOTIATION, noteRequired=false, reasonRequired=false}",
                        "{stage=LOST, noteRequired=false, reasonRequired=true}");
    }

    @Test
    void hiddenFieldsTakeTheirSumsWithThem() {
        Actor blind =
                actor(
                        anna,
                        north,
                        Scope.ALL,
                        Map.of(
                                "expectedAmount", FieldRight.HIDDEN,
                                "probability", FieldRight.EDIT));
        var read = board.read(blind, PLAIN);
        var column = columns(read).getFirst();
        assertThat(column.get("count")).isEqualTo(15L);
        assertThat(column.get("sum")).isNull();
        assertThat(column.get("weighted")).isNull();
        assertThat(column.get("stuckSum")).isNull();
        assertThat(column.get("stuck")).isNotNull();
        assertThat(((Map<?, ?>) read.get("open")).get("sum")).isNull();
        assertThat(items(column).getFirst()).doesNotContainKey("expectedAmount");
        var oracle = Filter.parse("{\"field\":\"expectedAmount\",\"op\":\"gt\",\"value\":1}");
        assertThat(status(() -> board.read(blind, new Board.Asked(null, oracle, null, null))))
                .isEqualTo(400);
    }

    @Test
    void searchesNarrowTheColumns() {
        Actor all = actor(anna, north, Scope.ALL);
        made(all, needed(customer(anna, north), 7).put("name", "冷链仓储温控改造"));
        var read = board.read(all, new Board.Asked(null, null, "温控", null));
        assertThat(columns(read))
                .extracting(c -> c.get("count"))
                .containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(status(() -> board.read(all, new Board.Asked(999_999L, null, null, null))))
                .isEqualTo(404);
    }

    @Test
    void takesAsManyStatementsForManyCardsAsForFew() {
        Actor all = actor(anna, north, Scope.ALL);
        Filter few = Filter.parse("{\"field\":\"expectedAmount\",\"op\":\"gt\",\"value\":5500}");
        board.read(all, PLAIN);
        int many = Statements.of(() -> board.read(all, PLAIN));
        int some = Statements.of(() -> board.read(all, new Board.Asked(null, few, null, null)));
        assertThat(many).isEqualTo(some).isLessThanOrEqualTo(5);
    }

    @Test
    void withoutTheRightThereIsNoBoard() {
        Actor none = with(anna, north, Map.of());
        assertThat(status(() -> board.read(none, PLAIN))).isEqualTo(403);
    }
}
