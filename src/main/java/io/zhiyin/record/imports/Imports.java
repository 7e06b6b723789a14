package io.zhiyin.record.imports;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.FileName;
import io.zhiyin.record.Job;
import io.zhiyin.record.Jobs;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.imports.Import.Column;
import io.zhiyin.record.imports.Import.Policy;
import io.zhiyin.record.imports.Import.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps of an import, from the upload to the commit. An import belongs to its uploader. */
@Component
class Imports {
    private final ImportStore store;
    private final Uploads uploads;
    private final Targets targets;
    private final Entities entities;
    private final Jobs jobs;
    private final TransactionTemplate transaction;

    Imports(
            ImportStore store,
            Uploads uploads,
            Targets targets,
            Entities entities,
            Jobs jobs,
            TransactionTemplate transaction) {
        this.store = store;
        this.uploads = uploads;
        this.targets = targets;
        this.entities = entities;
        this.jobs = jobs;
        this.transaction = transaction;
    }

    /** What a job is told. */
    record Order(long importId) {}

    /** A column and its field as a caller maps them; a null field leaves the column out. */
    record Choice(int index, String field) {}

    static void demand(Actor actor, Entity entity) {
        Access.demand(actor, entity, Action.IMPORT);
        Access.demand(actor, entity, Action.CREATE);
    }

    /** Takes a file in and looks what it is. */
    Import upload(Actor actor, String entityName, String name, InputStream content)
            throws IOException {
        Entity entity = entities.named(entityName);
        demand(actor, entity);
        Path incoming = uploads.incoming();
        try {
            Files.copy(content, incoming, StandardCopyOption.REPLACE_EXISTING);
            try (ImportFile file = ImportFile.open(incoming)) {
                ImportStore.Found found = file.look(null, null, targets.of(actor, entity));
                long id =
                        store.insert(
                                actor.id(),
                                entity.name(),
                                FileName.shown(name, "upload"),
                                Files.size(incoming),
                                file.format(),
                                file.encoding(),
                                file.sheets(),
                                found);
                uploads.keep(incoming, id);
                return mine(actor, id);
            }
        } finally {
            Uploads.delete(incoming);
        }
    }

    /**
     * @throws Problem 404 when there is none, or it is somebody else's
     */
    Import mine(Actor actor, long id) {
        Import found =
                store.find(id)
                        .filter(i -> i.ownerId() == actor.id())
                        .orElseThrow(Problem::notFound);
        return settled(found);
    }

    /** A job that was cancelled or failed could not tell its import. */
    private Import settled(Import found) {
        if (!found.state().running() || found.jobId() == null) {
            return found;
        }
        Job.State job = jobs.find(found.jobId()).map(Job::state).orElse(Job.State.FAILED);
        State now =
                switch (job) {
                    case FAILED -> State.FAILED;
                    case CANCELLED ->
                            found.state() == State.CHECKING ? State.MAPPED : State.CANCELLED;
                    default -> found.state();
                };
        if (now == found.state()) {
            return found;
        }
        store.begin(found.id(), List.of(found.state()), now, null);
        return store.find(found.id()).orElseThrow(Problem::notFound);
    }

    Entity entity(Import of) {
        return entities.named(of.entity());
    }

    List<Target> targets(Actor actor, Import of) {
        return targets.of(actor, entity(of));
    }

    /** Chooses sheet, row of headings and fields; null leaves as it is or asks for a guess. */
    Import map(Actor actor, long id, String sheet, Integer headerRow, List<Choice> choices)
            throws IOException {
        Import of = mine(actor, id);
        demand(actor, entity(of));
        if (of.state().running() || of.state() == State.DONE) {
            throw Problem.conflict("IMPORT_STATE");
        }
        if (sheet != null && !of.sheets().contains(sheet)) {
            throw Problem.invalid("sheet", "UNKNOWN_SHEET");
        }
        if (headerRow != null && (headerRow < 1 || headerRow > ImportFile.LAST_HEADER_ROW)) {
            throw Problem.invalid("headerRow", "BAD_HEADER_ROW");
        }
        String chosen = sheet == null ? of.sheet() : sheet;
        Integer row =
                headerRow == null && chosen.equals(of.sheet())
                        ? Integer.valueOf(of.headerRow())
                        : headerRow;
        List<Target> all = targets(actor, of);
        ImportStore.Found found;
        try (ImportFile file = ImportFile.open(uploads.upload(id))) {
            found = file.look(chosen, row, all);
        }
        if (choices != null) {
            found =
                    new ImportStore.Found(
                            found.sheet(),
                            found.headerRow(),
                            chosen(found.columns(), choices, all),
                            found.samples(),
                            found.rowCount());
        }
        store.map(id, found);
        return mine(actor, id);
    }

    private static List<Column> chosen(
            List<Column> columns, List<Choice> choices, List<Target> targets) {
        Set<String> known = targets.stream().map(Target::path).collect(Collectors.toSet());
        Map<Integer, Column> byIndex =
                columns.stream().collect(Collectors.toMap(Column::index, c -> c));
        List<FieldError> errors = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Set<Integer> mapped = new HashSet<>();
        Map<Integer, String> fields = new java.util.HashMap<>();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            String at = "columns[" + i + "]";
            if (!byIndex.containsKey(choice.index()) || !mapped.add(choice.index())) {
                errors.add(new FieldError(at + ".index", "UNKNOWN_COLUMN"));
            } else if (choice.field() != null && !known.contains(choice.field())) {
                errors.add(new FieldError(at + ".field", "UNKNOWN_FIELD"));
            } else if (choice.field() != null && !taken.add(choice.field())) {
                errors.add(new FieldError(at + ".field", "FIELD_TWICE"));
            } else {
                fields.put(choice.index(), choice.field());
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return columns.stream()
                .map(
                        c ->
                                new Column(
                                        c.index(),
                                        c.header(),
                                        c.duplicate(),
                                        fields.get(c.index()),
                                        fields.get(c.index()) == null ? 0 : 1))
                .toList();
    }

    /** Starts the check run; returns its job. */
    long check(Actor actor, long id) {
        Import of = ready(actor, id);
        return begin(
                of,
                List.of(State.UPLOADED, State.MAPPED, State.CHECKED, State.FAILED, State.CANCELLED),
                State.CHECKING,
                null,
                CheckRun.KIND);
    }

    /** Starts the commit; returns its job. What was committed before a cancel is not undone. */
    long commit(Actor actor, long id, Policy policy) {
        Import of = ready(actor, id);
        if (policy != Policy.SKIP) {
            Access.demand(actor, entity(of), Action.EDIT);
        }
        return begin(
                of,
                List.of(State.CHECKED, State.CANCELLED),
                State.COMMITTING,
                policy,
                CommitRun.KIND);
    }

    private Import ready(Actor actor, long id) {
        Import of = mine(actor, id);
        demand(actor, entity(of));
        if (of.columns().stream().allMatch(c -> c.field() == null)) {
            throw Problem.invalid("columns", "NOTHING_MAPPED");
        }
        if (!uploads.has(id)) {
            throw Problem.conflict("IMPORT_FILE_GONE");
        }
        return of;
    }

    private long begin(Import of, List<State> from, State to, Policy policy, String kind) {
        return transaction.execute(
                status -> {
                    if (!store.begin(of.id(), from, to, policy)) {
                        throw Problem.conflict("IMPORT_STATE");
                    }
                    long job = jobs.enqueue(kind, of.ownerId(), new Order(of.id()));
                    store.job(of.id(), job);
                    return job;
                });
    }
}
