package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Recognition;
import io.zhiyin.record.Recognition.Match;
import io.zhiyin.record.imports.Import.Counts;
import io.zhiyin.record.imports.Import.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores one chunk of rows in one transaction. New records are stored all at once; when the
 * database refuses one of them, the chunk is stored again record by record, so that only that one
 * is rejected.
 */
@Component
class ChunkWriter {
    private static final int ATTEMPTS = 4;

    private final ImportStore store;
    private final Bulk bulk;
    private final Recognition recognition;
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;

    ChunkWriter(
            ImportStore store,
            Bulk bulk,
            Recognition recognition,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.bulk = bulk;
        this.recognition = recognition;
        this.transaction = new TransactionTemplate(transactions);
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** One attempt to store one chunk. */
    private final class Attempt {
        final Import of;
        final Actor actor;
        final Entity entity;
        final boolean single;
        final SortedMap<Long, List<FieldError>> rejected = new TreeMap<>();
        final Map<String, Long> stored = new HashMap<>();
        long created;
        long updated;
        long skipped;
        long duplicates;

        Attempt(Import of, Actor actor, Entity entity, boolean single) {
            this.of = of;
            this.actor = actor;
            this.entity = entity;
            this.single = single;
        }

        String cause() {
            return "import:" + of.id();
        }

        Counts counts(int total) {
            return new Counts(
                    total, created, duplicates, rejected.size(), created, updated, skipped);
        }
    }

    /**
     * @param namesOne whether a row names a record that must exist
     * @param kept called within the transaction with what became of the rows
     */
    <T> T write(
            Import of,
            Actor actor,
            Entity entity,
            List<Checked> rows,
            Predicate<Checked> namesOne,
            Function<Counts, T> kept) {
        boolean single = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Attempt now = new Attempt(of, actor, entity, single);
                return transaction.execute(
                        status -> {
                            rows(now, rows, namesOne);
                            store.reject(of.id(), now.rejected);
                            return kept.apply(now.counts(rows.size()));
                        });
            } catch (DataIntegrityViolationException e) {
                if (single) {
                    throw e;
                }
                single = true;
            } catch (PessimisticLockingFailureException e) {
                if (attempt >= ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void rows(Attempt now, List<Checked> rows, Predicate<Checked> namesOne) {
        List<Match> matches = Pass.matches(recognition, now.actor, now.entity, rows);
        Set<String> coming = new HashSet<>();
        List<Checked> fresh = new ArrayList<>();
        Map<Integer, Match> again = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Checked row = rows.get(i);
            Match match = matches.get(i) != null && matches.get(i).sure() ? matches.get(i) : null;
            boolean known = match != null || row.marks().all().anyMatch(coming::contains);
            List<FieldError> errors = known ? row.errorsAsChange() : row.errors();
            if (match == null && namesOne.test(row)) {
                errors = List.of(Pass.unknownKey(now.entity));
            }
            if (!errors.isEmpty()) {
                now.rejected.put(row.number(), errors);
            } else if (known) {
                again.put(i, match);
            } else {
                fresh.add(row);
                row.marks().all().forEach(coming::add);
            }
        }
        create(now, fresh);
        again.forEach((i, match) -> again(now, rows.get(i), match));
    }

    private void create(Attempt now, List<Checked> rows) {
        if (now.single) {
            rows.forEach(row -> createOne(now, row));
            return;
        }
        List<Draft> drafts = rows.stream().map(Checked::draft).toList();
        bulk.store(now.actor, now.entity, drafts, now.cause());
        rows.forEach(row -> created(now, row));
    }

    private void createOne(Attempt now, Checked row) {
        try {
            nested.executeWithoutResult(
                    status -> bulk.storeOne(now.actor, row.draft(), now.cause()));
            created(now, row);
        } catch (DuplicateKeyException e) {
            now.rejected.put(row.number(), List.of(new FieldError("", "DUPLICATE")));
        } catch (DataIntegrityViolationException e) {
            now.rejected.put(row.number(), List.of(new FieldError("", "CONFLICT")));
        } catch (Problem e) {
            now.rejected.put(row.number(), reasons(e));
        }
    }

    private static void created(Attempt now, Checked row) {
        now.created++;
        row.marks().all().forEach(m -> now.stored.putIfAbsent(m, row.draft().values().id()));
    }

    /** A row whose record exists, or came earlier in this chunk. */
    private void again(Attempt now, Checked row, Match match) {
        String identity = row.marks().identity();
        boolean alike =
                match == null
                        ? identity == null || !now.stored.containsKey(identity)
                        : !match.path().equals(now.entity.identity().path());
        Long id = match == null ? earlier(now, row) : Long.valueOf(match.id());
        if (now.of.duplicates() == Policy.SKIP || id == null) {
            now.duplicates++;
            now.skipped++;
        } else if (match != null && !match.reachable()) {
            now.rejected.put(
                    row.number(), List.of(new FieldError(match.path(), "DUPLICATE_OTHERS")));
        } else {
            change(now, row, id, alike);
        }
    }

    private static Long earlier(Attempt now, Checked row) {
        return row.marks()
                .all()
                .map(now.stored::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void change(Attempt now, Checked row, long id, boolean alike) {
        boolean onlyEmpty = now.of.duplicates() == Policy.FILL;
        try {
            boolean changed =
                    Boolean.TRUE.equals(
                            nested.execute(
                                    status ->
                                            bulk.update(
                                                    now.actor,
                                                    now.entity,
                                                    id,
                                                    row.reading().body(),
                                                    onlyEmpty,
                                                    alike,
                                                    now.cause())));
            now.duplicates++;
            if (changed) {
                now.updated++;
            } else {
                now.skipped++;
            }
        } catch (Problem e) {
            now.rejected.put(row.number(), reasons(e));
        } catch (DataIntegrityViolationException e) {
            now.rejected.put(row.number(), List.of(new FieldError("", "CONFLICT")));
        }
    }

    private static List<FieldError> reasons(Problem problem) {
        if (!problem.errors().isEmpty()) {
            return problem.errors();
        }
        String code =
                switch (problem.status()) {
                    case 403 -> "DUPLICATE_OTHERS";
                    case 404 -> "NOT_FOUND";
                    default -> problem.code().equals("DUPLICATE") ? "DUPLICATE" : "CONFLICT";
                };
        return List.of(new FieldError("", code));
    }
}
