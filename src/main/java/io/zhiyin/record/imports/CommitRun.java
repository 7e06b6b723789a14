package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.JobHandler;
import io.zhiyin.record.JobRun;
import io.zhiyin.record.Problem;
import io.zhiyin.record.imports.Import.Counts;
import io.zhiyin.record.imports.Import.State;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The commit: stores the rows chunk by chunk. The number of the last row stands in the checkpoint,
 * kept in the transaction of its chunk, so that a killed program goes on with the next row.
 */
@Component
class CommitRun implements JobHandler {
    static final String KIND = "import-commit";
    private static final int AHEAD = 2;

    private final ImportStore store;
    private final Passes passes;
    private final ChunkWriter writer;
    private final ErrorFile errorFile;
    private final Uploads uploads;
    private final Entities entities;
    private final Bulk bulk;
    private final Audit audit;

    CommitRun(
            ImportStore store,
            Passes passes,
            ChunkWriter writer,
            ErrorFile errorFile,
            Uploads uploads,
            Entities entities,
            Bulk bulk,
            Audit audit) {
        this.store = store;
        this.passes = passes;
        this.writer = writer;
        this.errorFile = errorFile;
        this.uploads = uploads;
        this.entities = entities;
        this.bulk = bulk;
        this.audit = audit;
    }

    /** How far the commit is. */
    record Mark(long row, Counts counts) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) throws Exception {
        Import of =
                store.find(run.params(Imports.Order.class).importId())
                        .orElseThrow(Problem::notFound);
        if (of.state() == State.DONE) {
            return;
        }
        Actor actor = passes.actor(of);
        Entity entity = entities.named(of.entity());
        Mark mark = run.checkpoint(Mark.class);
        if (mark == null) {
            store.clearRejections(of.id());
            mark = new Mark(0, Counts.NONE);
        }
        mark = rows(run, of, actor, entity, mark);
        finish(run, of, actor, mark.counts());
        bulk.tidy(entity);
    }

    private Mark rows(JobRun run, Import of, Actor actor, Entity entity, Mark start)
            throws Exception {
        Mark mark = start;
        try (Pass pass = passes.open(of, actor, false, start.row());
                ReadAhead<List<Checked>> chunks = new ReadAhead<>(pass, AHEAD)) {
            while (chunks.hasNext()) {
                if (run.cancelled()) {
                    leave(run, of, actor, mark.counts());
                }
                List<Checked> chunk = chunks.next();
                Mark before = mark;
                mark =
                        writer.write(
                                of,
                                actor,
                                entity,
                                chunk,
                                pass::namesOne,
                                counts -> {
                                    Mark after =
                                            new Mark(
                                                    chunk.getLast().number(),
                                                    before.counts().plus(counts));
                                    store.progress(of.id(), after.counts());
                                    run.progress(after.counts().total(), of.rowCount());
                                    run.checkpoint(after);
                                    return after;
                                });
            }
        }
        return mark;
    }

    /** Cancelled: what is stored stays, and the error file tells of the rows refused so far. */
    private void leave(JobRun run, Import of, Actor actor, Counts counts) throws Exception {
        if (run.cancelledByPerson()) {
            ProblemKinds kinds = new ProblemKinds();
            errorFile.write(of, actor, kinds);
            store.finish(of.id(), State.CANCELLED, counts, of.rowCount(), kinds.list());
            run.result(ImportView.result(of, counts));
            audit(of, actor, counts);
        }
        run.stopIfCancelled();
    }

    private void finish(JobRun run, Import of, Actor actor, Counts counts) throws Exception {
        ProblemKinds kinds = new ProblemKinds();
        errorFile.write(of, actor, kinds);
        store.finish(of.id(), State.DONE, counts, counts.total(), kinds.list());
        uploads.deleteUpload(of.id());
        run.progress(counts.total(), counts.total());
        run.result(ImportView.result(of, counts));
        audit(of, actor, counts);
    }

    private void audit(Import of, Actor actor, Counts counts) {
        audit.add(
                actor,
                "IMPORT",
                of.entity(),
                null,
                Map.of(
                        "importId",
                        Long.toString(of.id()),
                        "fileName",
                        of.fileName(),
                        "counts",
                        ImportView.counts(counts)));
    }
}
