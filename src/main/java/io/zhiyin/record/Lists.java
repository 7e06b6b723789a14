package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads pages of records. One statement for the rows and at most one for the total, whatever the
 * page's size; each branch of visible rows is read in order from its index and the branches are
 * merged.
 */
@Component
class Lists {
    static final int EXACT = 1000;
    private static final int COUNT_SECONDS = 10;

    private final JdbcTemplate db;
    private final SteadyReads steady;
    private final FilterCompiler compiler;
    private final Codec codec;
    private final Words words;
    private final Crowds crowds = new Crowds();

    Lists(JdbcTemplate db, SteadyReads steady, FilterCompiler compiler, Codec codec) {
        this.db = db;
        this.steady = steady;
        this.compiler = compiler;
        this.codec = codec;
        this.words = new Words(db, steady);
    }

    /** Rows of a page, whether more follow, and how to ask for them. */
    record Rows(List<Values> items, String next, long total, boolean exact) {}

    private record Read(Values values, List<Object> keys) {}

    Rows read(Actor actor, Entity entity, Query query) {
        Order order = Order.of(actor, entity, query.sortWords(actor, entity));
        List<Access.Branch> branches = Access.branches(actor, entity, Action.VIEW);
        if (branches.isEmpty()) {
            throw Problem.forbidden();
        }
        Sql where = filtered(actor, entity, query);
        Words.Found word = word(actor, entity, query);
        Long[] few = word.few();
        if (few != null && few.length == 0) {
            return new Rows(List.of(), null, 0, true);
        }
        if (few != null) {
            branches = List.of(Access.Branch.whole(actor, entity));
        }
        Sql counted = Sql.of("").add(where);
        if (word.condition() != null) {
            where.add(" and ").add(word.condition());
            counted.add(" and ").add(word.counted());
        }
        Selection selection = Selection.shown(actor, entity, query.fields());
        Sql sql = rows(actor, entity, query, order, where, branches, selection);
        JdbcTemplate on = plannedOnce(entity, query, word) ? steady.db() : db;
        List<Read> read = on.query(sql.text(), (row, n) -> row(row, selection, order), sql.binds());
        boolean more = read.size() > query.size();
        List<Read> page = more ? read.subList(0, query.size()) : read;
        String next = more ? order.cursor(page.getLast().keys()) : null;
        List<Values> items = new ArrayList<>(page.stream().map(Read::values).toList());
        if (few != null && query.filter() == null && branches.getFirst().all()) {
            return new Rows(items, next, few.length, true);
        }
        boolean any = few != null || !query.sought();
        return count(any ? on : db, entity, query, counted, branches, items, next);
    }

    private Words.Found word(Actor actor, Entity entity, Query query) {
        if (!query.sought()) {
            return Words.ALL;
        }
        Sql found = Search.condition(actor, entity, query.keyword());
        if (found == null) {
            return Words.NOTHING;
        }
        boolean byIndexAlone = Search.byIndexAlone(entity, query.keyword());
        return words.find(entity, living(query), found, byIndexAlone);
    }

    /** Whether no word and no value decides how the rows are best found, only whose they are. */
    private static boolean plannedOnce(Entity entity, Query query, Words.Found word) {
        if (!word.plannedOnce() || query.deleted()) {
            return false;
        }
        return query.filter() == null
                || query.filter() instanceof Filter.Leaf leaf
                        && leaf.op().equals("eq")
                        && entity.field(leaf.field()) != null
                        && entity.field(leaf.field()).type() == FieldType.REF;
    }

    private Rows count(
            JdbcTemplate on,
            Entity entity,
            Query query,
            Sql where,
            List<Access.Branch> branches,
            List<Values> items,
            String next) {
        int seen = query.offset() + items.size();
        if (query.cursor() == null && next == null && (!items.isEmpty() || query.page() == 1)) {
            return new Rows(items, null, seen, true);
        }
        if ("none".equals(query.total())) {
            return new Rows(items, next, seen, false);
        }
        boolean exact = "exact".equals(query.total());
        long total = exact ? exactly(entity, where, branches) : upTo(on, entity, where, branches);
        return new Rows(
                items, next, exact ? total : Math.min(total, EXACT), exact || total <= EXACT);
    }

    private Read row(ResultSet row, Selection selection, Order order) throws SQLException {
        Values values = selection.read(row, codec);
        var keys = new ArrayList<Object>();
        for (int i = 0; i < order.keys().size(); i++) {
            keys.add(codec.fromRow(order.keys().get(i).field(), row, selection.width() + i + 1));
        }
        return new Read(values, keys);
    }

    /** Which rows, access left aside; null when nothing can match. */
    Sql where(Actor actor, Entity entity, Query query) {
        Sql where = filtered(actor, entity, query);
        if (!query.sought()) {
            return where;
        }
        Sql found = Search.condition(actor, entity, query.keyword());
        return found == null ? null : where.add(" and ").add(found);
    }

    private Sql filtered(Actor actor, Entity entity, Query query) {
        Sql where = Sql.of(living(query));
        if (query.filter() != null) {
            where.add(" and ").add(compiler.compile(actor, entity, query.filter()));
        }
        return where;
    }

    private static String living(Query query) {
        return query.deleted() ? "t.deleted_at is not null" : "t.deleted_at is null";
    }

    private Sql rows(
            Actor actor,
            Entity entity,
            Query query,
            Order order,
            Sql where,
            List<Access.Branch> branches,
            Selection selection) {
        List<Sql> places =
                order.keys().stream().map(k -> compiler.sorted(k.field(), "t", actor)).toList();
        Sql filtered = Sql.of("").add(where);
        if (query.cursor() != null) {
            filtered.add(" and ").add(order.after(query.cursor(), places, codec));
        }
        int depth = query.offset() + query.size() + 1;
        Sql sql = Sql.of("select ").add(selection.columns(compiler, actor));
        if (branches.size() == 1 && branches.getFirst().each() == null && !order.parted()) {
            for (Sql place : places) {
                sql.add(", ").add(place);
            }
            sql.add(" from " + entity.table() + " t" + selection.joins() + " where ").add(filtered);
            and(sql, branches.getFirst());
            sql.add(" order by ");
            ordered(sql, order, places, selection.width());
            return sql.add(limit(query));
        }
        for (int i = 0; i < places.size(); i++) {
            sql.add(", p.s" + i);
        }
        sql.add(" from (select * from (");
        boolean first = true;
        for (Access.Branch branch : branches) {
            for (Part part : order.parted() ? Part.BOTH : Part.WHOLE) {
                sql.add(first ? "" : " union ");
                first = false;
                branch(sql, entity, order, part, places, filtered, branch, depth);
            }
        }
        List<String> outer = numbered("u", places.size());
        sql.add(") u order by " + order.text(outer) + limit(query) + ") p");
        sql.add(" join " + entity.table() + " t on t.id = p.id" + selection.joins());
        return sql.add(" order by " + order.text(numbered("p", places.size())));
    }

    /** Written out: a plan made for an unknown number of rows would sort them all. */
    private static String limit(Query query) {
        String text = " limit " + (query.size() + 1);
        return query.offset() == 0 ? text : text + " offset " + query.offset();
    }

    static List<String> numbered(String alias, int count) {
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            names.add(alias + ".s" + i);
        }
        return names;
    }

    /**
     * A derived expression is named by its position, for its binds stand in the select list
     * already.
     */
    static void ordered(Sql sql, Order order, List<Sql> places, int width) {
        sql.add(order.text(names(places, width)));
    }

    private static List<String> names(List<Sql> places, int width) {
        var names = new ArrayList<String>();
        for (int i = 0; i < places.size(); i++) {
            names.add(
                    places.get(i).bindList().isEmpty()
                            ? places.get(i).text()
                            : String.valueOf(width + i + 1));
        }
        return names;
    }

    /** All rows of a branch, or those with a value to sort by, or those without. */
    private enum Part {
        ALL,
        VALUE,
        EMPTY;

        static final List<Part> WHOLE = List.of(ALL);
        static final List<Part> BOTH = List.of(VALUE, EMPTY);
    }

    private void branch(
            Sql sql,
            Entity entity,
            Order order,
            Part part,
            List<Sql> places,
            Sql where,
            Access.Branch branch,
            int depth) {
        boolean lateral = branch.each() != null;
        if (lateral) {
            sql.add(
                    "select b.* from unnest(?::bigint[]) k(v) cross join lateral ",
                    (Object) branch.each());
        }
        sql.add("(select t.id");
        for (int i = 0; i < places.size(); i++) {
            sql.add(", ").add(places.get(i)).add(" as s" + i);
        }
        sql.add(" from " + entity.table() + " t where ").add(where);
        and(sql, branch);
        if (part != Part.ALL) {
            sql.add(" and ").add(places.getFirst());
            sql.add(part == Part.EMPTY ? " is null" : " is not null");
        }
        List<String> names = names(places, 1);
        sql.add(" order by ");
        sql.add(part == Part.ALL ? order.text(names) : order.backwards(names));
        sql.add(" limit " + depth + ")").add(lateral ? " b" : "");
    }

    static void and(Sql sql, Access.Branch branch) {
        if (!branch.all()) {
            sql.add(" and " + branch.condition(), branch.binds().toArray());
        }
    }

    private long upTo(JdbcTemplate on, Entity entity, Sql where, List<Access.Branch> branches) {
        Sql few = counting(entity, where, branches, EXACT + 1);
        if (crowds.known(few)) {
            return EXACT + 1;
        }
        long total = counted(on, few);
        if (total > EXACT) {
            int many = on == db ? Crowds.MANY_FOUND : Crowds.MANY;
            crowds.look(few, many, () -> counted(on, counting(entity, where, branches, many)));
        }
        return Math.min(total, EXACT + 1);
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
            and(sql, branch);
            sql.add(" limit " + limit + ")").add(lateral ? " b" : "");
        }
        return sql.add(") c");
    }

    private long exactly(Entity entity, Sql where, List<Access.Branch> branches) {
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
                            (org.springframework.jdbc.core.ConnectionCallback<Long>)
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

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }
}
