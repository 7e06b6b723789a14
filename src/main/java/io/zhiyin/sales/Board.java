package io.zhiyin.sales;

import io.zhiyin.record.Access;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Choices;
import io.zhiyin.record.Columns;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Query;
import io.zhiyin.record.Records;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The opportunities of one pipeline by stage: the list's filter and rights, seen as columns. Four
 * statements, whatever the number of stages and cards.
 */
@Component
class Board {
    static final int CARDS = 20;

    private static final Set<String> CARD =
            Set.of(
                    "id",
                    "code",
                    "name",
                    "customerId",
                    "ownerId",
                    "expectedAmount",
                    "expectedCloseDate",
                    "probability",
                    "probabilityStatus",
                    "stage",
                    "stageEnteredAt",
                    "stageDays",
                    "stuck",
                    "followStatus",
                    "lastFollowUpAt",
                    "tags");

    private static final List<Columns.Sum> SUMS =
            List.of(
                    Columns.Sum.of("sum", "t.expected_amount", "expectedAmount"),
                    Columns.Sum.of(
                            "weighted",
                            "t.expected_amount * t.probability / 100",
                            "expectedAmount",
                            "probability"),
                    Columns.Sum.of(
                            "stuck",
                            "case when " + Opportunities.STUCK + " then 1 else 0 end",
                            "stuck"),
                    Columns.Sum.of(
                            "stuckSum",
                            "case when "
                                    + Opportunities.STUCK
                                    + " then t.expected_amount else 0 end",
                            "stuck",
                            "expectedAmount"));

    private final Stages stages;
    private final Columns columns;
    private final Records records;
    private final Choices choices;
    private final Entity entity;

    Board(Stages stages, Columns columns, Records records, Choices choices, Entities entities) {
        this.stages = stages;
        this.columns = columns;
        this.records = records;
        this.choices = choices;
        this.entity = entities.named(Opportunities.NAME);
    }

    /**
     * What a board is asked for.
     *
     * @param pipeline null for the default one
     * @param sort null for the largest amount first
     */
    record Asked(Long pipeline, Filter filter, String keyword, String sort) {}

    Map<String, Object> read(Actor actor, Asked asked) {
        List<Pipeline> all = stages.all();
        Pipeline pipeline = chosen(all, asked.pipeline());
        List<String> codes = pipeline.stages().stream().map(Stage::code).toList();
        Map<String, Columns.Column> read =
                columns.read(
                        actor,
                        entity,
                        query(actor, asked, pipeline, null, null),
                        entity.field("stage"),
                        codes,
                        SUMS);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("pipeline", named(pipeline));
        answer.put("pipelines", all.stream().map(Board::named).toList());
        answer.put("open", open(pipeline, read));
        answer.put(
                "columns",
                pipeline.stages().stream()
                        .map(s -> column(actor, pipeline, s, read.get(s.code())))
                        .toList());
        return answer;
    }

    /** Further cards of one column, from where the board or an earlier answer ended. */
    Map<String, Object> more(Actor actor, Asked asked, String stage, String cursor) {
        Pipeline pipeline = chosen(stages.all(), asked.pipeline());
        if (pipeline.stage(stage) == null) {
            throw Problem.notFound();
        }
        Records.Page page =
                records.list(actor, entity, query(actor, asked, pipeline, stage, cursor));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("items", page.items());
        answer.put("nextCursor", page.nextCursor());
        return answer;
    }

    private static Pipeline chosen(List<Pipeline> all, Long wanted) {
        return all.stream()
                .filter(p -> wanted == null || p.id() == wanted)
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private static Map<String, Object> named(Pipeline pipeline) {
        return Map.of("id", Long.toString(pipeline.id()), "name", pipeline.name());
    }

    private Query query(Actor actor, Asked asked, Pipeline pipeline, String stage, String cursor) {
        var conditions = new ArrayList<Filter>();
        conditions.add(equal("pipelineId", Long.toString(pipeline.id())));
        if (stage != null) {
            conditions.add(equal("stage", stage));
        }
        if (asked.filter() != null) {
            conditions.add(asked.filter());
        }
        return new Query(
                1,
                CARDS,
                asked.sort() == null ? largestFirst(actor) : asked.sort(),
                asked.keyword(),
                new Filter.Group(Filter.Kind.AND, conditions),
                cursor,
                "none",
                CARD,
                false);
    }

    private String largestFirst(Actor actor) {
        Field amount = entity.field("expectedAmount");
        return Access.right(actor, entity, amount).queried() ? "-expectedAmount" : "-createdAt";
    }

    private static Filter equal(String field, String value) {
        return new Filter.Leaf(field, "eq", Json.MAPPER.valueToTree(value), null);
    }

    private Map<String, Object> column(
            Actor actor, Pipeline pipeline, Stage stage, Columns.Column read) {
        var column = new LinkedHashMap<String, Object>();
        column.put("stage", stage.code());
        column.put("name", stage.label(actor.locale()));
        column.put("probability", stage.probability());
        column.put("outcome", stage.outcome().name());
        column.put("maxDays", stage.maxDays());
        column.put("moves", moves(pipeline, stage));
        column.put("reasons", reasons(actor, stage.outcome()));
        column.put("count", read.count());
        read.sums().forEach((name, value) -> column.put(name, rounded(name, value)));
        column.put("items", read.items());
        column.put("nextCursor", read.nextCursor());
        return column;
    }

    /** Where a card may go from here, so that a screen can close the other columns to it. */
    private static List<Map<String, Object>> moves(Pipeline pipeline, Stage from) {
        var moves = new ArrayList<Map<String, Object>>();
        for (Stage to : pipeline.stages()) {
            Pipeline.Move move = pipeline.move(from, to);
            if (move.allowed()) {
                var told = new LinkedHashMap<String, Object>();
                told.put("stage", to.code());
                told.put("noteRequired", move.note());
                told.put("reasonRequired", to.outcome().closed());
                moves.add(told);
            }
        }
        return moves;
    }

    private List<Choices.Option> reasons(Actor actor, Outcome outcome) {
        return choices.options(
                new Field.Choices("closeReason", outcome.reasons(), false), actor.locale());
    }

    /** The open stages together: what is under way. */
    private static Map<String, Object> open(
            Pipeline pipeline, Map<String, Columns.Column> columns) {
        long count = 0;
        var sums = new LinkedHashMap<String, BigDecimal>();
        for (Stage stage : pipeline.stages()) {
            if (!stage.outcome().closed()) {
                Columns.Column column = columns.get(stage.code());
                count += column.count();
                column.sums()
                        .forEach(
                                (name, value) ->
                                        sums.compute(
                                                name,
                                                (n, sofar) ->
                                                        sofar == null ? value : sofar.add(value)));
            }
        }
        var open = new LinkedHashMap<String, Object>();
        open.put("count", count);
        SUMS.forEach(s -> open.put(s.name(), rounded(s.name(), sums.get(s.name()))));
        return open;
    }

    private static Object rounded(String name, BigDecimal value) {
        if (value == null) {
            return null;
        }
        return name.equals("stuck")
                ? (Object) value.longValue()
                : value.setScale(2, RoundingMode.HALF_UP);
    }
}
