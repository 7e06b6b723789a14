package io.zhiyin.record;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A list laid out in columns by the value of one field, as a board shows it: for each value the
 * number of records, figures added up, and the first records. Two statements and the names of
 * references, whatever the number of columns and rows; the same rights and filter as the list.
 */
@Component
public class Columns {
    private final JdbcTemplate db;
    private final Lists lists;
    private final FilterCompiler compiler;
    private final Codec codec;
    private final Answers answers;

    Columns(JdbcTemplate db, Lists lists, FilterCompiler compiler, Codec codec, Answers answers) {
        this.db = db;
        this.lists = lists;
        this.compiler = compiler;
        this.codec = codec;
        this.answers = answers;
    }

    /**
     * A figure to add up.
     *
     * @param expression a number over alias t, with :today and :zone
     * @param fields the fields it tells of: whoever may not see them in clear gets no figure
     */
    public record Sum(String name, String expression, List<String> fields) {
        public static Sum of(String name, String expression, String... fields) {
            return new Sum(name, expression, List.of(fields));
        }
    }

    /** One column. A sum is null for whoever may not see its fields. */
    public record Column(
            long count,
            Map<String, BigDecimal> sums,
            List<Map<String, Object>> items,
            String nextCursor) {}

    private record Found(Values values, List<Object> keys) {}

    private record Total(long count, Map<String, BigDecimal> sums) {}

    /**
     * The columns by value; the query's size and order hold for each, its cursors continue in
     * {@link Records#list} with the column's value added to the filter.
     *
     * @throws Problem 400 when the actor may not look at the field
     */
    public Map<String, Column> read(
            Actor actor,
            Entity entity,
            Query query,
            Field by,
            List<String> values,
            List<Sum> sums) {
        Access.demand(actor, entity, Action.VIEW);
        if (!Access.right(actor, entity, by).queried()) {
            throw Problem.malformed("UNKNOWN_FIELD", by.name());
        }
        Order order = Order.of(actor, entity, query.sortWords(actor, entity));
        Sql where = lists.where(actor, entity, query);
        var totals = new HashMap<String, Total>();
        var found = new HashMap<String, List<Found>>();
        if (where != null) {
            List<Access.Branch> branches = Access.branches(actor, entity, Action.VIEW);
            totals.putAll(totals(actor, entity, by, where, branches, values, sums));
            found.putAll(first(actor, entity, query, order, by, where, branches, values));
        }
        return columns(actor, entity, query, order, values, sums, totals, found);
    }

    private Map<String, Column> columns(
            Actor actor,
            Entity entity,
            Query query,
            Order order,
            List<String> values,
            List<Sum> sums,
            Map<String, Total> totals,
            Map<String, List<Found>> found) {
        var all = new ArrayList<Values>();
        for (String value : values) {
            found.getOrDefault(value, List.of()).stream()
                    .limit(query.size())
                    .forEach(f -> all.add(f.values()));
        }
        var told = answers.of(actor, entity, all, query.fields());
        var columns = new LinkedHashMap<String, Column>();
        int from = 0;
        for (String value : values) {
            List<Found> rows = found.getOrDefault(value, List.of());
            boolean more = rows.size() > query.size();
            int to = from + Math.min(rows.size(), query.size());
            String next = more ? order.cursor(rows.get(query.size() - 1).keys()) : null;
            Total total = totals.getOrDefault(value, new Total(0, none(actor, entity, sums)));
            columns.put(
                    value, new Column(total.count(), total.sums(), told.subList(from, to), next));
            from = to;
        }
        return columns;
    }

    private static Map<String, BigDecimal> none(Actor actor, Entity entity, List<Sum> sums) {
        var none = new LinkedHashMap<String, BigDecimal>();
        for (Sum sum : sums) {
            none.put(sum.name(), told(actor, entity, sum) ? BigDecimal.ZERO : null);
        }
        return none;
    }

    private static boolean told(Actor actor, Entity entity, Sum sum) {
        return sum.fields().stream()
                .allMatch(f -> Access.right(actor, entity, entity.field(f)).inClear());
    }

    /** Each branch from its own index; a row that two branches reach counts once. */
    private Map<String, Total> totals(
            Actor actor,
            Entity entity,
            Field by,
            Sql where,
            List<Access.Branch> branches,
            List<String> values,
            List<Sum> sums) {
        List<Sum> told = sums.stream().filter(s -> told(actor, entity, s)).toList();
        Sql sql = Sql.of("select u.g, count(*)");
        for (int i = 0; i < told.size(); i++) {
            sql.add(", coalesce(sum(u.f" + i + "), 0)");
        }
        sql.add(" from (");
        for (int b = 0; b < branches.size(); b++) {
            Access.Branch branch = branches.get(b);
            sql.add(b == 0 ? "" : " union ").add("(select t.id, t." + by.columnName() + " as g");
            for (int i = 0; i < told.size(); i++) {
                sql.add(", ")
                        .add(compiler.expression(told.get(i).expression(), actor))
                        .add(" as f" + i);
            }
            sql.add(" from " + entity.table() + " t where ").add(where);
            sql.add(" and t." + by.columnName() + " = any(?)", (Object) array(values));
            if (branch.each() == null) {
                Lists.and(sql, branch);
            } else {
                String any = branch.condition().replace("= k.v", "= any(?)");
                sql.add(" and " + any, (Object) branch.each());
            }
            sql.add(")");
        }
        sql.add(") u group by u.g");
        var totals = new HashMap<String, Total>();
        db.query(
                sql.text(),
                row -> {
                    Map<String, BigDecimal> figures = none(actor, entity, sums);
                    for (int i = 0; i < told.size(); i++) {
                        figures.put(told.get(i).name(), row.getBigDecimal(i + 3));
                    }
                    totals.put(row.getString(1), new Total(row.getLong(2), figures));
                },
                sql.binds());
        return totals;
    }

    /** The first rows of every column: top-N per column and branch, merged. */
    private Map<String, List<Found>> first(
            Actor actor,
            Entity entity,
            Query query,
            Order order,
            Field by,
            Sql where,
            List<Access.Branch> branches,
            List<String> values) {
        Selection selection = Selection.shown(actor, entity, query.fields());
        List<Sql> places =
                order.keys().stream().map(k -> compiler.placed(k.field(), "t", actor)).toList();
        List<String> outer = Lists.numbered("u", places.size());
        Sql sql = Sql.of("select ").add(selection.columns(compiler, actor)).add(", p.g");
        for (int i = 0; i < places.size(); i++) {
            sql.add(", p.s" + i);
        }
        String ranked = "row_number() over (partition by u.g order by " + order.text(outer) + ")";
        sql.add(" from (select u.*, " + ranked + " as n from (");
        for (int b = 0; b < branches.size(); b++) {
            sql.add(b == 0 ? "" : " union ");
            branch(sql, entity, order, places, by, where, branches.get(b), values, query.size());
        }
        sql.add(") u) p join " + entity.table() + " t on t.id = p.id" + selection.joins());
        sql.add(" where p.n <= ? order by p.g, p.n", query.size() + 1);
        var found = new HashMap<String, List<Found>>();
        db.query(
                sql.text(),
                row -> {
                    found.computeIfAbsent(
                                    row.getString(selection.width() + 1), k -> new ArrayList<>())
                            .add(found(row, selection, order));
                },
                sql.binds());
        return found;
    }

    private Found found(ResultSet row, Selection selection, Order order) throws SQLException {
        Values values = selection.read(row, codec);
        var keys = new ArrayList<Object>();
        for (int i = 0; i < order.keys().size(); i++) {
            keys.add(codec.fromRow(order.keys().get(i).field(), row, selection.width() + i + 2));
        }
        return new Found(values, keys);
    }

    private static void branch(
            Sql sql,
            Entity entity,
            Order order,
            List<Sql> places,
            Field by,
            Sql where,
            Access.Branch branch,
            List<String> values,
            int size) {
        sql.add("select b.* from unnest(?::text[]) g(v)", (Object) array(values));
        if (branch.each() != null) {
            sql.add(" cross join unnest(?::bigint[]) k(v)", (Object) branch.each());
        }
        sql.add(" cross join lateral (select t.id, t." + by.columnName() + " as g");
        for (int i = 0; i < places.size(); i++) {
            sql.add(", ").add(places.get(i)).add(" as s" + i);
        }
        sql.add(" from " + entity.table() + " t where ").add(where);
        sql.add(" and t." + by.columnName() + " = g.v");
        Lists.and(sql, branch);
        sql.add(" order by ");
        Lists.ordered(sql, order, places, 2);
        sql.add(" limit ?) b", size + 1);
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }
}
