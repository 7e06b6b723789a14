package io.zhiyin.record.imports;

import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Sealer;
import io.zhiyin.record.imports.Import.Column;
import io.zhiyin.record.imports.Import.Counts;
import io.zhiyin.record.imports.Import.Policy;
import io.zhiyin.record.imports.Import.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The rows of tables import and import_rejection. */
@Component
class ImportStore {
    private static final String SEALED = "import";

    private final JdbcClient jdbc;
    private final JdbcTemplate db;
    private final Sealer sealer;
    private final Clock clock;

    ImportStore(JdbcClient jdbc, JdbcTemplate db, Sealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.db = db;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** What a look into the file found. */
    record Found(
            String sheet,
            int headerRow,
            List<Column> columns,
            Map<Integer, List<String>> samples,
            Long rowCount) {}

    long insert(
            long owner,
            String entity,
            String fileName,
            long size,
            String format,
            String encoding,
            List<String> sheets,
            Found found) {
        return jdbc.sql(
                        """
                        insert into import (owner_id, entity, file_name, size, format, encoding, sheets,
                            sheet, header_row, columns, samples, row_count, state, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?, 'UPLOADED', ?, ?)
                        returning id
                        """)
                .params(
                        owner,
                        entity,
                        fileName,
                        size,
                        format,
                        encoding,
                        Json.write(sheets),
                        found.sheet(),
                        found.headerRow(),
                        Json.write(found.columns()),
                        sealer.seal(SEALED, Json.write(found.samples())),
                        found.rowCount(),
                        stamp(),
                        stamp())
                .query(Long.class)
                .single();
    }

    Optional<Import> find(long id) {
        return jdbc.sql("select * from import where id = ?")
                .param(id)
                .query(ImportStore::read)
                .optional();
    }

    private static Import read(ResultSet row, int number) throws SQLException {
        String duplicates = row.getString("duplicates");
        return new Import(
                row.getLong("id"),
                row.getLong("owner_id"),
                row.getString("entity"),
                row.getString("file_name"),
                row.getString("format"),
                row.getString("encoding"),
                Json.MAPPER.readValue(row.getString("sheets"), new TypeReference<>() {}),
                row.getString("sheet"),
                row.getInt("header_row"),
                Json.MAPPER.readValue(
                        row.getString("columns"), new TypeReference<List<Column>>() {}),
                row.getObject("row_count", Long.class),
                State.valueOf(row.getString("state")),
                duplicates == null ? null : Policy.valueOf(duplicates),
                row.getObject("job_id", Long.class),
                counts(row.getString("counts")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getTimestamp("finished_at") == null
                        ? null
                        : row.getTimestamp("finished_at").toInstant());
    }

    private static Counts counts(String json) {
        JsonNode node = Json.read(json);
        return node.isEmpty() ? Counts.NONE : Json.MAPPER.treeToValue(node, Counts.class);
    }

    /** Samples of cells by column. */
    Map<Integer, List<String>> samples(long id) {
        String sealed =
                jdbc.sql("select samples from import where id = ?")
                        .param(id)
                        .query(String.class)
                        .single();
        return Json.MAPPER.readValue(sealer.open(SEALED, sealed), new TypeReference<>() {});
    }

    List<ProblemKinds.Kind> problems(long id) {
        return jdbc.sql("select problems from import where id = ? and problems is not null")
                .param(id)
                .query(String.class)
                .optional()
                .map(
                        text ->
                                Json.MAPPER.readValue(
                                        sealer.open(SEALED, text),
                                        new TypeReference<List<ProblemKinds.Kind>>() {}))
                .orElse(List.of());
    }

    void map(long id, Found found) {
        jdbc.sql(
                        """
                        update import set sheet = ?, header_row = ?, columns = ?::jsonb, samples = ?,
                            row_count = coalesce(?, row_count), state = 'MAPPED', counts = '{}',
                            problems = null, updated_at = ? where id = ?
                        """)
                .params(
                        found.sheet(),
                        found.headerRow(),
                        Json.write(found.columns()),
                        sealer.seal(SEALED, Json.write(found.samples())),
                        found.rowCount(),
                        stamp(),
                        id)
                .update();
    }

    /** Moves on if the import stands in one of these states; of two callers one succeeds. */
    boolean begin(long id, List<State> from, State to, Policy duplicates) {
        return jdbc.sql(
                                "update import set state = ?, duplicates = coalesce(?, duplicates),"
                                        + " updated_at = ?, finished_at = null"
                                        + " where id = ? and state = any(?)")
                        .params(
                                to.name(),
                                duplicates == null ? null : duplicates.name(),
                                stamp(),
                                id,
                                from.stream().map(State::name).toArray(String[]::new))
                        .update()
                == 1;
    }

    void job(long id, long job) {
        jdbc.sql("update import set job_id = ? where id = ?").params(job, id).update();
    }

    void state(long id, State state) {
        jdbc.sql("update import set state = ?, updated_at = ? where id = ?")
                .params(state.name(), stamp(), id)
                .update();
    }

    void progress(long id, Counts counts) {
        jdbc.sql("update import set counts = ?::jsonb, updated_at = ? where id = ?")
                .params(Json.write(counts), stamp(), id)
                .update();
    }

    /**
     * @param rowCount rows in the file; null leaves what is known
     */
    void finish(
            long id, State state, Counts counts, Long rowCount, List<ProblemKinds.Kind> problems) {
        jdbc.sql(
                        """
                        update import set state = ?, counts = ?::jsonb, problems = ?,
                            row_count = coalesce(?, row_count),
                            updated_at = ?, finished_at = ? where id = ?
                        """)
                .params(
                        state.name(),
                        Json.write(counts),
                        sealer.seal(SEALED, Json.write(problems)),
                        rowCount,
                        stamp(),
                        stamp(),
                        id)
                .update();
    }

    void clearRejections(long id) {
        jdbc.sql("delete from import_rejection where import_id = ?").param(id).update();
    }

    void reject(long id, SortedMap<Long, List<Problem.FieldError>> rows) {
        List<Object[]> binds = new ArrayList<>();
        rows.forEach(
                (row, errors) ->
                        binds.add(
                                new Object[] {
                                    id,
                                    row,
                                    Json.write(errors.stream().map(ImportStore::reason).toList())
                                }));
        db.batchUpdate(
                "insert into import_rejection (import_id, row_number, reasons) values (?, ?, ?::jsonb)"
                        + " on conflict (import_id, row_number) do update set reasons = excluded.reasons",
                binds);
    }

    private static List<Object> reason(Problem.FieldError error) {
        List<Object> reason = new ArrayList<>(Arrays.asList(error.field(), error.code()));
        reason.addAll(error.args());
        return reason;
    }

    boolean anyRejection(long id) {
        return jdbc.sql("select exists (select 1 from import_rejection where import_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** The next rejected rows after this one, at most so many. */
    SortedMap<Long, List<Problem.FieldError>> rejections(long id, long after, int most) {
        SortedMap<Long, List<Problem.FieldError>> rows = new TreeMap<>();
        jdbc.sql(
                        "select row_number, reasons from import_rejection"
                                + " where import_id = ? and row_number > ? order by row_number limit ?")
                .params(id, after, most)
                .query(
                        row -> {
                            rows.put(row.getLong(1), errors(Json.read(row.getString(2))));
                        });
        return rows;
    }

    private static List<Problem.FieldError> errors(JsonNode reasons) {
        return reasons.valueStream()
                .map(
                        r ->
                                new Problem.FieldError(
                                        r.get(0).asString(),
                                        r.get(1).asString(),
                                        r.valueStream()
                                                .skip(2)
                                                .map(a -> (Object) a.asString())
                                                .toList()))
                .toList();
    }

    /** Imports made before this moment. */
    List<Long> olderThan(Instant moment) {
        return jdbc.sql("select id from import where created_at < ?")
                .param(Timestamp.from(moment))
                .query(Long.class)
                .list();
    }

    private Timestamp stamp() {
        Instant at = clock.instant();
        return Timestamp.from(at);
    }
}
