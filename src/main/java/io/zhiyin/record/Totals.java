package io.zhiyin.record;

import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many rows a list has: as far as people read, or to the last one where they ask for it. */
final class Totals {
    /** Up to so many rows are counted one by one. */
    static final int EXACT = 1000;

    private static final int COUNT_SECONDS = 10;

    private final JdbcTemplate db;
    private final Crowds crowds = new Crowds();
    private final Map<Crowds.Key, CompletableFuture<Long>> running = new ConcurrentHashMap<>();

    Totals(JdbcTemplate db) {
        this.db = db;
    }

    /**
     * The number of rows, or one more than {@link #EXACT} for any above it.
     *
     * @param on where the page was read; with a word the count's best plan depends on it, so that
     *     it is planned anew
     */
    long upTo(
            JdbcTemplate on, Query query, Entity entity, Sql where, List<Access.Branch> branches) {
        Sql few = counting(entity, where, branches, EXACT + 1);
        if (crowds.known(few)) {
            return EXACT + 1;
        }
        return query.sought()
                ? once(few, () -> look(db, Crowds.MANY_FOUND, few, entity, where, branches))
                : look(
                        on,
                        on == db ? Crowds.MANY_FOUND : Crowds.MANY,
                        few,
                        entity,
                        where,
                        branches);
    }

    private long look(
            JdbcTemplate on,
            int many,
            Sql few,
            Entity entity,
            Sql where,
            List<Access.Branch> branches) {
        long total = counted(on, few);
        if (total > EXACT) {
            crowds.look(few, many, () -> counted(on, counting(entity, where, branches, many)));
        }
        return Math.min(total, EXACT + 1);
    }

    /** What many ask for at the same time is counted by one of them. */
    private long once(Sql count, LongSupplier look) {
        Crowds.Key key = Crowds.key(count);
        var mine = new CompletableFuture<Long>();
        CompletableFuture<Long> first = running.putIfAbsent(key, mine);
        if (first != null) {
            return first.exceptionally(failed -> null).join() instanceof Long total
                    ? total
                    : look.getAsLong();
        }
        try {
            mine.complete(look.getAsLong());
            return mine.join();
        } finally {
            running.remove(key, mine);
            mine.completeExceptionally(new IllegalStateException("the count has failed"));
        }
    }

    private static long counted(JdbcTemplate on, Sql sql) {
        Long total = on.queryForObject(sql.text(), Long.class, sql.binds());
        return total == null ? 0 : total;
    }

    private static Sql counting(Entity entity, Sql where, List<Access.Branch> branches, int limit) {
        Sql sql = Sql.of("select count(*) from (");
        boolean first = true;
        for (Access.Branch branch : branches) {
            sql.add(first ? "" : " union ");
            first = false;
            boolean lateral = branch.each() != null;
            if (lateral) {
                sql.add(
                        "select b.id from unnest(?::bigint[]) k(v) cross join lateral ",
                        (Object) branch.each());
            }
            sql.add("(select t.id from " + entity.table() + " t where ").add(where);
            Lists.and(sql, branch);
            sql.add(" limit " + limit + ")").add(lateral ? " b" : "");
        }
        return sql.add(") c");
    }

    /**
     * All of them.
     *
     * @throws Problem 422 when that takes too long
     */
    long exactly(Entity entity, Sql where, List<Access.Branch> branches) {
        Sql sql = Sql.of("select count(*) from " + entity.table() + " t where ").add(where);
        if (branches.stream().noneMatch(Access.Branch::all)) {
            sql.add(" and (");
            boolean first = true;
            for (Access.Branch branch : branches) {
                sql.add(first ? "" : " or ");
                first = false;
                if (branch.each() == null) {
                    sql.add(branch.condition(), branch.binds().toArray());
                } else {
                    sql.add(
                            branch.condition().replace("= k.v", "= any(?)"),
                            (Object) branch.each());
                }
            }
            sql.add(")");
        }
        try {
            Long total =
                    db.execute(
                            (ConnectionCallback<Long>)
                                    connection -> {
                                        try (var statement =
                                                connection.prepareStatement(sql.text())) {
                                            statement.setQueryTimeout(COUNT_SECONDS);
                                            int at = 1;
                                            for (Object bind : sql.binds()) {
                                                statement.setObject(at++, bind);
                                            }
                                            try (ResultSet row = statement.executeQuery()) {
                                                row.next();
                                                return row.getLong(1);
                                            }
                                        }
                                    });
            return total == null ? 0 : total;
        } catch (QueryTimeoutException e) {
            throw new Problem(422, "COUNT_TOO_LONG", COUNT_SECONDS);
        }
    }
}
