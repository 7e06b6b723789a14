package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.JobHandler;
import io.zhiyin.record.JobRun;
import io.zhiyin.record.Jobs;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * When somebody changes department, what he owns goes with him: each record carries its owner's
 * department, so that a department's list is one index range. Done in the background, a thousand
 * rows at a time; no version is raised, for nobody edited anything.
 */
@Component
class Belongings implements JobHandler {
    private static final int CHUNK = 1_000;

    private final JdbcTemplate db;
    private final ObjectProvider<Entities> entities;
    private final ObjectProvider<Jobs> jobs;

    Belongings(JdbcTemplate db, ObjectProvider<Entities> entities, ObjectProvider<Jobs> jobs) {
        this.db = db;
        this.entities = entities;
        this.jobs = jobs;
    }

    /** Asks for it, with the commit of the change. */
    void follow(Actor actor, long userId) {
        jobs.getObject().enqueue(kind(), actor.idOrNull(), Map.of("userId", userId));
    }

    @Override
    public String kind() {
        return "owner-department";
    }

    /**
     * Needs no checkpoint: what is done already no longer differs. Goes round until a whole round
     * finds nothing, for records may be created while it runs.
     */
    @Override
    public void run(JobRun run) {
        long user = run.params().path("userId").longValue();
        long done = run.checkpoint().path("done").asLong(0);
        long before;
        do {
            before = done;
            for (Entity entity : entities.getObject().all()) {
                if (entity.isOwned() && !entity.ownerColumn().equals("id")) {
                    for (String part : List.of("is null", "is not null")) {
                        done += move(run, entity, part, user, done);
                    }
                }
            }
        } while (done > before);
        run.result(Map.of("records", done));
    }

    private long move(JobRun run, Entity entity, String deleted, long user, long done) {
        String sql =
                """
                update %1$s set %3$s = (select department_id from app_user where id = ?)
                where id in (
                    select id from %1$s
                    where %2$s = ? and deleted_at %4$s
                      and %3$s is distinct from (select department_id from app_user where id = ?)
                    limit %5$d)
                """
                        .formatted(
                                entity.table(),
                                entity.ownerColumn(),
                                entity.departmentColumn(),
                                deleted,
                                CHUNK);
        long moved = 0;
        while (true) {
            run.stopIfCancelled();
            int rows = db.update(sql, user, user, user);
            moved += rows;
            run.progress(done + moved, null);
            if (rows < CHUNK) {
                return moved;
            }
        }
    }
}
