package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.JobHandler;
import io.zhiyin.record.JobRun;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Recognition;
import io.zhiyin.record.Recognition.Match;
import io.zhiyin.record.imports.Import.Counts;
import io.zhiyin.record.imports.Import.State;
import java.util.List;
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
    private final Recognition recognition;

    CheckRun(
            ImportStore store,
            Passes passes,
            ErrorFile errorFile,
            Entities entities,
            Recognition recognition) {
        this.store = store;
        this.passes = passes;
        this.errorFile = errorFile;
        this.entities = entities;
        this.recognition = recognition;
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

        void notice(Checked row, String path, String code) {
            kinds.add(row.number(), new FieldError(path, code), row.shown(path), true);
        }

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
        run.result(ImportView.result(of, tally.counts()));
    }

    private void chunk(Pass pass, List<Checked> rows, Actor actor, Entity entity, Tally tally) {
        List<Match> matches = Pass.matches(recognition, actor, entity, rows);
        for (int i = 0; i < rows.size(); i++) {
            row(pass, rows.get(i), matches.get(i), entity, tally);
        }
    }

    private static void row(Pass pass, Checked row, Match match, Entity entity, Tally tally) {
        boolean stored = match != null && match.sure();
        String earlier = stored ? null : earlier(row, entity, tally);
        boolean known = stored || earlier != null;
        List<FieldError> errors = known ? row.errorsAsChange() : row.errors();
        if (!stored && pass.namesOne(row)) {
            errors = List.of(Pass.unknownKey(entity));
        }
        if (!errors.isEmpty()) {
            tally.invalid++;
            tally.rejected.put(row.number(), errors);
            return;
        }
        if (known) {
            tally.duplicate++;
        } else {
            tally.fresh++;
            row.marks().all().forEach(mark -> tally.seen.add(LongSet.hash(mark)));
        }
        if (stored) {
            tally.notice(row, match.path(), "DUPLICATE_STORED");
        } else if (known) {
            tally.notice(row, earlier, "DUPLICATE_IN_FILE");
        } else if (match != null) {
            tally.notice(row, match.path(), "POSSIBLE_DUPLICATE");
        }
    }

    /** The field by which the row repeats an earlier one; null when it does not. */
    private static String earlier(Checked row, Entity entity, Tally tally) {
        String identity = row.marks().identity();
        if (identity != null && tally.seen.has(LongSet.hash(identity))) {
            return entity.identity().path();
        }
        return row.marks().alike().stream()
                .filter(mark -> tally.seen.has(LongSet.hash(mark)))
                .map(mark -> Recognition.path(entity, mark))
                .findFirst()
                .orElse(null);
    }
}
