package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Likeness;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
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
    private final TransactionTemplate transaction;
    private final TransactionTemplate nested;

    ChunkWriter(ImportStore store, Bulk bulk, PlatformTransactionManager transactions) {
        this.store = store;
        this.bulk = bulk;
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
        List<String> keys = rows.stream().map(Checked::key).filter(Objects::nonNull).toList();
        Map<String, Bulk.Match> matches = bulk.matches(now.actor, now.entity, keys);
        Set<String> coming = new HashSet<>();
        List<Checked> fresh = new ArrayList<>();
        List<Checked> again = new ArrayList<>();
        for (Checked row : rows) {
            boolean match = row.key() != null && matches.containsKey(row.key());
            boolean known = match || row.key() != null && coming.contains(row.key());
            List<FieldError> errors = known ? row.errorsAsChange() : row.errors();
            if (!match && namesOne.test(row)) {
                errors = List.of(Pass.unknownKey(now.entity));
            }
            if (!errors.isEmpty()) {
                now.rejected.put(row.number(), errors);
            } else if (known) {
                again.add(row);
            } else {
                fresh.add(row);
                if (row.key() != null) {
                    coming.add(row.key());
                }
            }
        }
        create(now, fresh);
        again.forEach(row -> again(now, row, matches.get(row.key())));
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
        if (row.key() != null) {
            now.stored.put(row.key(), row.draft().values().id());
        }
    }

    /** A row whose record exists, or came earlier in this chunk. */
    private void again(Attempt now, Checked row, Bulk.Match match) {
        Long id = match == null ? now.stored.get(row.key()) : Long.valueOf(match.id());
        if (now.of.duplicates() == Policy.SKIP || id == null) {
            now.duplicates++;
            now.skipped++;
        } else if (match != null && !match.reachable()) {
            now.rejected.put(
                    row.number(),
                    List.of(
                            new FieldError(
                                    Likeness.path(now.entity, row.key()), "DUPLICATE_OTHERS")));
        } else {
            change(now, row, id);
        }
    }

    private void change(Attempt now, Checked row, long id) {
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
