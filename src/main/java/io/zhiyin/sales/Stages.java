package io.zhiyin.sales;

import io.zhiyin.record.Choices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads pipelines with their stages; the stages of all of them are the options of field stage. */
@Component
class Stages implements Choices.Source {
    static final String LIST = "stage";

    private static final String SELECT =
            """
            select p.id, p.name as pipeline, s.code, s.name, s.name_en, s.probability, s.outcome, s.next, s.max_days
            from pipeline p join pipeline_stage s on s.pipeline_id = p.id
            """;
    private static final String IN_ORDER = " order by p.is_default desc, p.id, s.position, s.id";

    private final JdbcClient jdbc;

    Stages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(long id, String pipeline, Stage stage) {}

    /** All living pipelines, the default one first. */
    List<Pipeline> all() {
        return pipelines(
                jdbc.sql(SELECT + "where p.deleted_at is null" + IN_ORDER)
                        .query(Stages::row)
                        .list());
    }

    /** The pipeline, also when it has been removed meanwhile; null when there is none. */
    Pipeline find(long id) {
        List<Pipeline> found =
                pipelines(
                        jdbc.sql(SELECT + "where p.id = ?" + IN_ORDER)
                                .param(id)
                                .query(Stages::row)
                                .list());
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * The same, its stages held as they are until the transaction ends: a stage is not removed
     * while somebody moves into it. Locked first and read after, for one statement would read the
     * stages of before the wait.
     */
    Pipeline hold(long id) {
        jdbc.sql("select id from pipeline where id = ? for share").param(id).query().listOfRows();
        return find(id);
    }

    /**
     * Holds the stages that an opportunity moves in. Before the opportunity itself is locked: a
     * change of the pipeline takes the two in this order.
     */
    void holdOf(long opportunity) {
        jdbc.sql(
                        "select id from pipeline where id = (select pipeline_id from opportunity where id = ?) for share")
                .param(opportunity)
                .query()
                .listOfRows();
    }

    /** The id of the pipeline that is taken when none is named, or null. */
    Long standard() {
        return jdbc.sql("select id from pipeline where is_default and deleted_at is null")
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    @Override
    public String list() {
        return LIST;
    }

    @Override
    public List<Choices.Option> options(Locale locale) {
        var byCode = new LinkedHashMap<String, Choices.Option>();
        for (Pipeline pipeline : all()) {
            for (Stage stage : pipeline.stages()) {
                byCode.putIfAbsent(
                        stage.code(), new Choices.Option(stage.code(), stage.label(locale)));
            }
        }
        return List.copyOf(byCode.values());
    }

    private static List<Pipeline> pipelines(List<Row> rows) {
        var byId = new LinkedHashMap<Long, List<Stage>>();
        Map<Long, String> names = new LinkedHashMap<>();
        for (Row row : rows) {
            byId.computeIfAbsent(row.id(), k -> new ArrayList<>()).add(row.stage());
            names.put(row.id(), row.pipeline());
        }
        return byId.entrySet().stream()
                .map(e -> new Pipeline(e.getKey(), names.get(e.getKey()), e.getValue()))
                .toList();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        var next = row.getArray("next");
        Stage stage =
                new Stage(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getBigDecimal("probability"),
                        Outcome.valueOf(row.getString("outcome")),
                        next == null ? List.of() : Arrays.asList((String[]) next.getArray()),
                        row.getObject("max_days", Integer.class));
        return new Row(row.getLong("id"), row.getString("pipeline"), stage);
    }
}
