package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.Statements;
import io.zhiyin.Visitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The job behind a change of many records: broken off, without rights, and what it costs. */
class BulkRunTest extends RightsFixture {
    private static final String KIND = "bulk-in-a-test";
    private static int number;

    @Autowired private BulkRun bulk;
    @Autowired private BulkItems items;
    @Autowired private org.springframework.jdbc.core.simple.JdbcClient client;

    private JobStore store;
    private Entity customers;
    private Visitor director;
    private long asker;

    @BeforeEach
    void director() {
        store = new JobStore(client, clock, false);
        customers = entities.named("customers");
        director = user("bulk-director-" + number++, "SALES_DIRECTOR");
        asker = Long.parseLong(director.get("/api/v1/me").text("id"));
    }

    private List<Long> customers(int count) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            ids.add(samples.create(customers, asker).id());
        }
        return ids;
    }

    private JobRun asked(List<Long> ids) {
        BulkOrder order =
                new BulkOrder(
                        "customers",
                        BulkAction.EDIT,
                        Json.object().put("city", "中断" + number++),
                        List.of(),
                        null,
                        true,
                        null,
                        null);
        long job = store.insert(KIND, asker, Json.write(order));
        items.name(job, ids.stream().map(id -> new BulkItems.Waiting(id, null)).toList());
        return begun();
    }

    /** The job as a program takes it up, the first time or after the one before was killed. */
    private JobRun begun() {
        return new JobRun(store.claim(List.of(KIND)).orElseThrow(), store);
    }

    private long changes(long job) {
        return count("select count(*) from change where cause = ?", "bulk:" + job);
    }

    private long count(String sql, Object... binds) {
        return jdbc.sql(sql).params(binds).query(Long.class).single();
    }

    @Test
    void isBrokenOffInTheMiddleOfAChunkAndGoesOnWithoutDoingAnythingTwice() {
        List<Long> ids = customers(BulkRun.CHUNK + 30);
        JobRun run = asked(ids);
        jdbc.sql(
                        """
                        create function broken() returns trigger language plpgsql as
                        $$ begin raise 'the lights went out'; end $$
                        """)
                .update();
        jdbc.sql(
                        "create trigger broken before update on bulk_item for each row when (new.record_id = "
                                + ids.getLast()
                                + ") execute function broken()")
                .update();
        try {
            assertThatThrownBy(() -> bulk.run(run)).hasMessageContaining("the lights went out");
        } finally {
            jdbc.sql("drop function broken cascade").update();
        }
        assertThat(changes(run.id())).as("the first chunk").isEqualTo(BulkRun.CHUNK);
        jdbc.sql("update job set state = 'QUEUED' where id = ?").param(run.id()).update();
        JobRun again = begun();
        assertThat(again.id()).isEqualTo(run.id());
        bulk.run(again);
        assertThat(changes(run.id())).isEqualTo(ids.size());
        assertThat(
                        count(
                                "select count(distinct record_id) from change where cause = ?",
                                "bulk:" + run.id()))
                .isEqualTo(ids.size());
        assertThat(again.result().get("changed").asInt()).isEqualTo(ids.size());
        assertThat(again.done()).isEqualTo(ids.size());
    }

    @Test
    void isCancelledBetweenChunksAndTellsWhatItHasDone() {
        JobRun run = asked(customers(3));
        run.askCancel();
        assertThatThrownBy(() -> bulk.run(run)).isInstanceOf(JobRun.Stopped.class);
        assertThat(changes(run.id())).isZero();
        assertThat(run.result().get("total").asInt()).isEqualTo(3);
        assertThat(run.result().get("changed").asInt()).isZero();
    }

    @Test
    void goesByTheRightsOfTheMomentItRunsNotOfTheMomentItWasAskedFor() {
        List<Long> ids = customers(2);
        JobRun run = asked(ids);
        Visitor admin = visitor().token(adminToken());
        Visitor.Answer user = admin.get("/api/v1/users/" + asker);
        String viewer =
                jdbc.sql("select id::text from role where code = 'VIEWER'")
                        .query(String.class)
                        .single();
        var body = Json.object().put("version", user.at("version").asInt());
        body.putArray("roleIds").add(viewer);
        assertThat(admin.patch("/api/v1/users/" + asker, body).status()).isEqualTo(200);
        assertThatThrownBy(() -> bulk.run(run)).hasMessage("FORBIDDEN");
        assertThat(changes(run.id())).isZero();
    }

    @Test
    void aChunkCostsNoMoreStatementsThanItsRecordsSavedOneByOne() {
        List<Long> ids = customers(21);
        Actor actor = program;
        long first = ids.removeFirst();
        int version = records.find(customers, first).version();
        int one =
                Statements.of(
                        () ->
                                records.patch(
                                        actor,
                                        customers,
                                        first,
                                        version,
                                        Json.object().put("city", "单独保存")));
        JobRun run = asked(ids);
        int all = Statements.of(() -> bulk.run(run));
        assertThat(run.result().get("changed").asInt()).isEqualTo(20);
        int beside = 25; // the chunk's own list and outcomes, the job's checkpoint and result
        assertThat(all).as("one save: %d", one).isLessThanOrEqualTo(20 * (one + 1) + beside);
    }

    @Test
    void aFilterIsWalkedInChunksEachRecordOnce() {
        List<Long> ids = customers(5);
        JsonNode filter =
                Json.read(
                        "{\"field\":\"id\",\"op\":\"in\",\"value\":"
                                + Json.write(ids.stream().map(String::valueOf).toList())
                                + "}");
        BulkOrder order =
                new BulkOrder(
                        "customers",
                        BulkAction.EDIT,
                        Json.object().put("city", "按条件"),
                        List.of(),
                        null,
                        false,
                        filter,
                        null);
        long job = store.insert(KIND, asker, Json.write(order));
        Actor all = program;
        long last = 0;
        var found = new ArrayList<Long>();
        List<Long> some;
        do {
            some = items.collect(job, all, customers, order, last, 2);
            found.addAll(some);
            last = some.stream().mapToLong(Long::longValue).max().orElse(last);
        } while (some.size() == 2);
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
        bulk.run(begun());
        assertThat(changes(job)).isEqualTo(5);
    }
}
