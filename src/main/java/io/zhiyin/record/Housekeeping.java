package io.zhiyin.record;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Once a day: the recycle bin, files that nobody holds, and answers kept for requests that might be
 * sent twice.
 */
@Component
class Housekeeping implements JobHandler {
    static final String KIND = "housekeeping";
    private static final Duration DAY = Duration.ofDays(1);

    private final ObjectProvider<Jobs> jobs;
    private final JobStore store;
    private final RecycleBin bin;
    private final LooseFiles files;
    private final JdbcTemplate db;
    private final Audit audit;
    private final Clock clock;

    Housekeeping(
            ObjectProvider<Jobs> jobs,
            JobStore store,
            RecycleBin bin,
            LooseFiles files,
            JdbcTemplate db,
            Audit audit,
            Clock clock) {
        this.jobs = jobs;
        this.store = store;
        this.bin = bin;
        this.files = files;
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** Asks for the work when a day has passed since it was last asked for. */
    @Scheduled(initialDelayString = "PT30M", fixedDelayString = "PT30M")
    void daily() {
        if (!store.askedSince(KIND, clock.instant().minus(DAY))) {
            jobs.getObject().enqueue(KIND, null, Map.of());
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) throws Exception {
        long records = bin.purge(run::stopIfCancelled);
        long loose = files.sweep(run::stopIfCancelled);
        int answers =
                db.update(
                        "delete from idempotent_answer where created_at < ?",
                        Lists.utc(clock.instant().minus(Once.KEPT)));
        // long after a change of many records can be taken back
        db.update(
                "delete from bulk_item where job_id in (select id from job where finished_at < ?)",
                Lists.utc(clock.instant().minus(DAY)));
        run.result(Map.of("records", records, "files", loose, "answers", answers));
        if (records > 0) {
            audit.add(null, "PURGE", null, null, Map.of("records", records));
        }
    }
}
