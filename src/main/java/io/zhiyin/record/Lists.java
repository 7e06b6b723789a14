package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads pages of records. One statement for the rows and at most one for the total, whatever the
 * page's size; each branch of visible rows is read in order from its index and the branches are
 * merged.
 */
@Component
class Lists {
    private final JdbcTemplate db;
    private final SteadyReads steady;
    private final FilterCompiler compiler;
    private final Codec codec;
    private final Words words;
    private final Totals totals;

    Lists(JdbcTemplate db, SteadyReads steady, FilterCompiler compiler, Codec codec) {
        this.db = db;
        this.steady = steady;
        this.compiler = compiler;
        this.codec = codec;
        this.words = new Words(db, steady);
        this.totals = new Totals(db);
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
        Words.Found word = word(actor, entity, query, order, where);
        if (word.few() != null) {
            return few(actor, entity, query, order, word.few());
        }
        Sql counted = Sql.of("").add(where);
        if (word.condition() != null) {
            where.add(" and ").add(word.condition());
            counted.add(" and ").add(word.counted());
        }
        JdbcTemplate on = plannedOnce(entity, query, word) ? steady.db() : db;
        List<Read> read = read(on, actor, entity, query, order, where, branches);
        boolean more = read.size() > query.size();
        List<Read> page = more ? read.subList(0, query.size()) : read;
        String next = more ? order.cursor(page.getLast().keys()) : null;
        List<Values> items = new ArrayList<>(page.stream().map(Read::values).toList());
        int seen = query.offset() + items.size();
        if (query.cursor() == null && next == null && (!items.isEmpty() || query.page() == 1)) {
            return new Rows(items, null, seen, true);
        }
        return switch (query.total()) {
            case "none" -> new Rows(items, next, seen, false);
            case "exact" -> new Rows(items, next, totals.exactly(entity, counted, branches), true);
            case null, default -> {
                long total = totals.upTo(on, query, entity, counted, branches);
                yield new Rows(items, next, Math.min(total, Totals.EXACT), total <= Totals.EXACT);
            }
        };
    }

    private List<Read> read(
            JdbcTemplate on,
            Actor actor,
            Entity entity,
            Query query,
            Order order,
            Sql where,
            List<Access.Branch> branches) {
        Selection selection = Selection.shown(actor, entity, query.fields());
        Sql sql = rows(actor, entity, query, order, where, branches, selection);
        return on.query(sql.text(), (row, n) -> row(row, selection, order), sql.binds());
    }

    /** The page of a rare word: its rows are known, in their order, and so is their number. */
    private Rows few(Actor actor, Entity entity, Query query, Order order, List<Words.Hit> hits) {
        Long[] ids =
                hits.stream()
                        .filter(hit -> hit.open() && hit.ahead())
                        .skip(query.offset())
                        .limit(query.size() + 1)
                        .map(Words.Hit::id)
                        .toArray(Long[]::new);
        long total = hits.stream().filter(Words.Hit::open).count();
        if (ids.length == 0) {
            return new Rows(new ArrayList<>(), null, total, true);
        }
        Sql these = Sql.of("t.id = any(?)", (Object) ids);
        List<Access.Branch> whole = List.of(Access.Branch.of(""));
        List<Read> read = read(steady.db(), actor, entity, query.fromStart(), order, these, whole);
        boolean more = ids.length > query.size();
        List<Read> page = more && read.size() > query.size() ? read.subList(0, query.size()) : read;
        String next = more ? order.cursor(page.getLast().keys()) : null;
        List<Values> items = new ArrayList<>(page.stream().map(Read::values).toList());
        return new Rows(items, next, total, true);
    }

    private Words.Found word(Actor actor, Entity entity, Query query, Order order, Sql where) {
        if (!query.sought()) {
            return Words.ALL;
        }
        Sql found = Search.condition(actor, entity, query.keyword());
        if (found == null) {
            return Words.NOTHING;
        }
        return words.find(
                entity,
                living(query),
                found,
                Search.kind(entity, query.keyword()),
                rows -> hits(actor, entity, query, order, where, rows));
    }

    /** What is asked of each row with a rare word, instead of fetching its rows twice. */
    private Sql hits(Actor actor, Entity entity, Query query, Order order, Sql where, Sql rows) {
        List<Sql> places = places(actor, order);
        Sql sql = Sql.of("select h.id, h.open, h.ahead from (select t.id");
        for (int i = 0; i < places.size(); i++) {
            sql.add(", ").add(places.get(i)).add(" as s" + i);
        }
        sql.add(", coalesce(").add(where).add(" and ");
        sql.add(Access.condition(actor, entity, Action.VIEW)).add(", false) as open, ");
        if (query.cursor() == null) {
            sql.add("true");
        } else {
            sql.add("coalesce(").add(order.after(query.cursor(), places, codec)).add(", false)");
        }
        sql.add(" as ahead").add(rows).add(") h");
        return sql.add(" order by " + order.text(numbered("h", places.size())));
    }

    private List<Sql> places(Actor actor, Order order) {
        return order.keys().stream().map(k -> compiler.sorted(k.field(), "t", actor)).toList();
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
                        && !entity.field(leaf.field()).isCustom()
                        && entity.field(leaf.field()).type() == FieldType.REF;
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
        List<Sql> places = places(actor, order);
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

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(java.time.ZoneOffset.UTC);
    }
}
