package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.JobHandler;
import io.zhiyin.record.JobRun;
import io.zhiyin.record.Likeness;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.imports.Import.Counts;
import io.zhiyin.record.imports.Import.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The check run: tells what the commit would do, and stores no record. */
@Component
class CheckRun implements JobHandler {
    static final String KIND = "import-check";

    private final ImportStore store;
    private final Passes passes;
    private final ErrorFile errorFile;
    private final Entities entities;
    private final Bulk bulk;

    CheckRun(ImportStore store, Passes passes, ErrorFile errorFile, Entities entities, Bulk bulk) {
        this.store = store;
        this.passes = passes;
        this.errorFile = errorFile;
        this.entities = entities;
        this.bulk = bulk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What one check gathers on its way. */
    private static final class Tally {
        final ProblemKinds kinds = new ProblemKinds();
        final LongSet seen = new LongSet();
        SortedMap<Long, List<FieldError>> rejected = new TreeMap<>();
        long fresh;
        long duplicate;
        long invalid;

        Counts counts() {
            return new Counts(fresh + duplicate + invalid, fresh, duplicate, invalid, 0, 0, 0);
        }
    }

    @Override
    public void run(JobRun run) throws Exception {
        Import of =
                store.find(run.params(Imports.Order.class).importId())
                        .orElseThrow(Problem::notFound);
        Actor actor = passes.actor(of);
        Entity entity = entities.named(of.entity());
        store.clearRejections(of.id());
        Tally tally = new Tally();
        try (Pass pass = passes.open(of, actor, true, 0)) {
            while (pass.hasNext()) {
                run.stopIfCancelled();
                chunk(pass, pass.next(), actor, entity, tally);
                store.reject(of.id(), tally.rejected);
                tally.rejected = new TreeMap<>();
                run.progress(tally.counts().total(), of.rowCount());
            }
        }
        errorFile.write(of, actor, tally.kinds);
        store.finish(
                of.id(), State.CHECKED, tally.counts(), tally.counts().total(), tally.kinds.list());
        run.progress(tally.counts().total(), tally.counts().total());
        run.result(ImportView.counts(tally.counts()));
    }

    private void chunk(Pass pass, List<Checked> rows, Actor actor, Entity entity, Tally tally) {
        List<String> keys = rows.stream().map(Checked::key).filter(Objects::nonNull).toList();
        Map<String, Bulk.Match> matches = bulk.matches(actor, entity, keys);
        for (Checked row : rows) {
            boolean stored = row.key() != null && matches.containsKey(row.key());
            boolean known = stored || row.key() != null && tally.seen.has(LongSet.hash(row.key()));
            List<FieldError> errors = known ? row.errorsAsChange() : row.errors();
            if (!stored && pass.namesOne(row)) {
                errors = List.of(Pass.unknownKey(entity));
            }
            if (!errors.isEmpty()) {
                tally.invalid++;
                tally.rejected.put(row.number(), errors);
            } else if (known) {
                tally.duplicate++;
                tally.kinds.add(
                        row.number(),
                        duplicate(entity, row.key(), stored),
                        Likeness.shown(row.key()),
                        true);
            } else {
                tally.fresh++;
                if (row.key() != null) {
                    tally.seen.add(LongSet.hash(row.key()));
                }
            }
        }
    }

    private static FieldError duplicate(Entity entity, String key, boolean stored) {
        return new FieldError(
                Likeness.path(entity, key), stored ? "DUPLICATE_STORED" : "DUPLICATE_IN_FILE");
    }
}
