package io.zhiyin.demo;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Indexes and foreign keys put aside while a million rows come in, and made again afterwards in one
 * go, all in the same transaction: whoever looks in between sees them where they were.
 */
final class Indexes {
    static final List<String> TABLES =
            List.of(
                    "customer",
                    "contact",
                    "follow_up",
                    "opportunity",
                    "opportunity_line",
                    "change",
                    "app_user",
                    "department");

    private static final String FILLED =
            "('customer'::regclass, 'contact'::regclass, 'follow_up'::regclass, 'opportunity'::regclass, 'opportunity_line'::regclass, 'change'::regclass)";

    private final List<String> again = new ArrayList<>();

    private Indexes() {}

    static Indexes drop(JdbcTemplate db) {
        // An index over a million rows takes longer than any request may, and is sorted in memory.
        db.execute("set local statement_timeout = 0");
        db.execute("set local maintenance_work_mem = '256MB'");
        Indexes indexes = new Indexes();
        var keys = new ArrayList<String>();
        var drops = new ArrayList<String>();
        db.query(
                """
                select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                       format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                              pg_get_constraintdef(oid))
                from pg_constraint where contype = 'f' and conparentid = 0 and conrelid in
                """
                        + FILLED,
                row -> {
                    drops.add(row.getString(1));
                    keys.add(row.getString(2));
                });
        db.query(
                """
                select format('drop index %s', i.indexrelid::regclass),
                       replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
                from pg_index i
                where not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
                  and i.indrelid in
                """
                        + FILLED,
                row -> {
                    drops.add(row.getString(1));
                    indexes.again.add(row.getString(2));
                });
        indexes.again.addAll(keys);
        drops.forEach(db::execute);
        return indexes;
    }

    void restore(JdbcTemplate db) {
        db.execute("set local maintenance_work_mem = '512MB'");
        again.forEach(db::execute);
    }
}
