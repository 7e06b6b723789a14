package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.TestClock;
import io.zhiyin.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two programs on one database, as far as jobs are concerned, started and killed at will. */
class JobsTest {
    private static TestDatabase database;
    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;

    private final TestClock clock = new TestClock();
    private final Counting counting = new Counting();
    private Jobs jobs;

    /** Counts to a number in steps, keeping each step. */
    private static final class Counting implements JobHandler {
        final AtomicInteger steps = new AtomicInteger();
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile int failAt = -1;

        @Override
        public String kind() {
            return "counting";
        }

        @Override
        public void run(JobRun run) throws Exception {
            int to = run.params().get("to").asInt();
            for (int n = run.checkpoint().path("n").asInt(0); n < to; n++) {
                if (n == failAt) {
                    throw new Problem(422, "TOO_LARGE", n);
                }
                run.stopIfCancelled();
                int next = n + 1;
                transaction.executeWithoutResult(
                        status -> {
                            jdbc.sql("insert into counted values (?)").param(next).update();
                            run.progress(next, (long) to);
                            run.checkpoint(Map.of("n", next));
                        });
                steps.incrementAndGet();
                gate.await(20, TimeUnit.SECONDS);
            }
            run.result(Map.of("counted", to));
        }
    }

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        var source = database.dataSource();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        jdbc.sql("create table counted (n integer primary key)").update();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate job, counted restart identity cascade").update();
        jobs = program(false);
    }

    @AfterEach
    void stop() {
        counting.gate.countDown();
        jobs.stop();
    }

    private Jobs program(boolean alone) {
        return new Jobs(new JobStore(jdbc, (Clock) clock, alone), List.of(counting));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Job ended(long id) {
        await(() -> jobs.find(id).orElseThrow().ended());
        return jobs.find(id).orElseThrow();
    }

    private long count() {
        return jdbc.sql("select count(*) from counted").query(Long.class).single();
    }

    @Test
    void aJobIsDoneAndItsResultKept() {
        jobs.start();
        Job job = ended(jobs.enqueue("counting", 7L, Map.of("to", 3)));
        assertThat(job.state()).isEqualTo(Job.State.DONE);
        assertThat(job.done()).isEqualTo(3);
        assertThat(job.total()).isEqualTo(3);
        assertThat(job.ownerId()).isEqualTo(7);
        assertThat(job.result().get("counted").asInt()).isEqualTo(3);
        assertThat(job.finishedAt()).isEqualTo(TestClock.BEGIN);
    }

    @Test
    void aJobIsNotSeenBeforeItsTransactionCommits() {
        jobs.start();
        long id =
                transaction.execute(
                        status -> {
                            long made = jobs.enqueue("counting", null, Map.of("to", 1));
                            assertThat(counting.steps.get()).isZero();
                            return made;
                        });
        assertThat(ended(id).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aFailureCarriesItsReason() {
        counting.failAt = 2;
        jobs.start();
        Job job = ended(jobs.enqueue("counting", null, Map.of("to", 5)));
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.failure()).isEqualTo("TOO_LARGE");
        assertThat(job.failureArgs()).containsExactly("2");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aWaitingJobIsCancelledAtOnce() {
        long id = jobs.enqueue("counting", null, Map.of("to", 5));
        jobs.cancel(id);
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void aRunningJobIsCancelledBetweenItsSteps() {
        counting.gate = new CountDownLatch(1);
        jobs.start();
        long id = jobs.enqueue("counting", null, Map.of("to", 1000));
        await(() -> counting.steps.get() == 1);
        jobs.cancel(id);
        counting.gate.countDown();
        assertThat(ended(id).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aShutdownPutsTheJobBackAndTheNextStartGoesOn() {
        counting.gate = new CountDownLatch(1);
        jobs.start();
        long id = jobs.enqueue("counting", null, Map.of("to", 20));
        await(() -> counting.steps.get() == 1);
        Thread.ofVirtual().start(jobs::stop);
        await(() -> !jobs.isRunning());
        counting.gate.countDown();
        await(() -> jobs.find(id).orElseThrow().state() == Job.State.QUEUED);
        jobs = program(false);
        jobs.start();
        assertThat(ended(id).state()).isEqualTo(Job.State.DONE);
        assertThat(count()).isEqualTo(20);
    }

    @Test
    void whatAKilledProgramLeftIsTakenOverAfterItsSilence() {
        long id = leftByAKilledProgram();
        jobs.start();
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.RUNNING);
        clock.advance(Duration.ofSeconds(61));
        assertThat(ended(id).state()).isEqualTo(Job.State.DONE);
        assertThat(count()).isEqualTo(17); // 3 were done before
    }

    @Test
    void onAnEmbeddedDatabaseItIsTakenOverAtOnce() {
        long id = leftByAKilledProgram();
        jobs = program(true);
        jobs.start();
        assertThat(ended(id).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aJobThatKeepsKillingTheProgramIsGivenUp() {
        long id = leftByAKilledProgram();
        jdbc.sql("update job set attempts = 5").update();
        jobs = program(true);
        jobs.start();
        Job job = ended(id);
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.failure()).isEqualTo("JOB_CRASHED");
    }

    @Test
    void aRunThatLostItsJobCanWriteNothingMore() {
        counting.gate = new CountDownLatch(1);
        jobs.start();
        long id = jobs.enqueue("counting", null, Map.of("to", 1000));
        await(() -> counting.steps.get() == 1);
        jdbc.sql("update job set claimed_by = 'other', heartbeat_at = '2030-01-01Z'").update();
        counting.gate.countDown();
        jobs.stop();
        assertThat(count()).isEqualTo(1);
        assertThat(jobs.find(id).orElseThrow().state()).isEqualTo(Job.State.RUNNING);
    }

    @Test
    void twoProgramsDoEachJobOnce() {
        Jobs other = program(false);
        jobs.start();
        other.start();
        for (int n = 0; n < 40; n++) {
            jdbc.sql(
                            "insert into job (kind, params, created_at) values ('counting', '{\"to\":0}', now())")
                    .update();
        }
        await(
                () ->
                        jdbc.sql("select count(*) from job where state = 'DONE' and attempts = 1")
                                        .query(Long.class)
                                        .single()
                                == 40);
        other.stop();
    }

    private long leftByAKilledProgram() {
        return jdbc.sql(
                        """
                        insert into job (kind, params, checkpoint, state, claimed_by, heartbeat_at,
                                         created_at, attempts)
                        values ('counting', '{"to":20}', '{"n":3}', 'RUNNING', 'gone', ?, ?, 1)
                        returning id
                        """)
                .params(
                        java.sql.Timestamp.from(TestClock.BEGIN),
                        java.sql.Timestamp.from(TestClock.BEGIN))
                .query(Long.class)
                .single();
    }
}
