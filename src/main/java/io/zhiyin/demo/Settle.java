package io.zhiyin.demo;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Choices;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Founds the company before its customers come: departments, people, products, tags. */
final class Settle {
    private final JdbcTemplate db;
    private final Entities entities;
    private final Records records;
    private final Choices choices;
    private final Actor program;
    private final OffsetDateTime founded;

    Settle(
            JdbcTemplate db,
            Entities entities,
            Records records,
            Choices choices,
            Actor program,
            Instant founded) {
        this.db = db;
        this.entities = entities;
        this.records = records;
        this.choices = choices;
        this.program = program;
        this.founded = founded.atOffset(ZoneOffset.UTC);
    }

    private long create(String entity, ObjectNode body) {
        return records.create(program, entities.named(entity), body, Draft.Origin.PROGRAM).id();
    }

    /** Ids by key; the first department there is, the administrator's, becomes the top. */
    Map<String, Long> departments(Staff staff) {
        var ids = new HashMap<String, Long>();
        List<Long> first =
                db.queryForList(
                        "select id from department where deleted_at is null order by id limit 1",
                        Long.class);
        for (Staff.Department department : staff.departments()) {
            if (department.parent().isEmpty() && !first.isEmpty()) {
                db.update(
                        "update department set name = ? where id = ?",
                        department.name(),
                        first.getFirst());
                ids.put(department.key(), first.getFirst());
            } else {
                ObjectNode body = Json.object();
                body.put("name", department.name());
                body.put("position", ids.size());
                if (!department.parent().isEmpty()) {
                    body.put("parentId", ids.get(department.parent()).toString());
                }
                ids.put(department.key(), create("departments", body));
            }
        }
        return ids;
    }

    /** Ids by username. The password is hashed once and good for all. */
    Map<String, Long> users(Staff staff, Map<String, Long> departments, String password) {
        Map<String, Long> roles = roles();
        var ids = new HashMap<String, Long>();
        for (Staff.Member member : staff.members()) {
            ObjectNode body = Json.object();
            body.put("username", member.username());
            body.put("displayName", member.name());
            body.put("title", member.title());
            body.put("email", member.username() + "@qinglan.example");
            body.put("departmentId", departments.get(member.department()).toString());
            body.putArray("roleIds").add(roles.get(member.role()).toString());
            body.put("mustChangePassword", false);
            if (!member.manager().isEmpty()) {
                body.put("managerId", ids.get(member.manager()).toString());
            }
            if (ids.isEmpty()) {
                body.put("password", password);
            }
            ids.put(member.username(), create("users", body));
        }
        Long[] all = ids.values().toArray(Long[]::new);
        long first = ids.get(staff.members().getFirst().username());
        db.update(
                """
                update app_user set must_change_password = false, created_at = ?, updated_at = ?,
                    password_hash = (select password_hash from app_user where id = ?)
                where id = any(?)
                """,
                founded,
                founded,
                first,
                all);
        heads(staff, departments, ids);
        return ids;
    }

    /** Whoever is the first of a department leads it. */
    private void heads(Staff staff, Map<String, Long> departments, Map<String, Long> users) {
        departments.forEach(
                (key, id) ->
                        staff.members().stream()
                                .filter(m -> m.department().equals(key))
                                .findFirst()
                                .ifPresent(
                                        m ->
                                                db.update(
                                                        "update department set manager_id = ?, created_at = ?, updated_at = ? where id = ?",
                                                        users.get(m.username()),
                                                        founded,
                                                        founded,
                                                        id)));
    }

    private Map<String, Long> roles() {
        var ids = new HashMap<String, Long>();
        db.query(
                "select code, id from role where code is not null and deleted_at is null",
                row -> {
                    ids.put(row.getString(1), row.getLong(2));
                });
        return ids;
    }

    List<Goods.Product> products() {
        var products = new ArrayList<Goods.Product>();
        for (Goods.Product product : Goods.catalogue()) {
            ObjectNode body = Json.object();
            body.put("code", product.code());
            body.put("name", product.name());
            body.put("category", product.category());
            body.put("unit", product.unit());
            body.put("price", product.price());
            products.add(product.withId(create("products", body)));
        }
        db.update("update product set created_at = ?, updated_at = ?", founded, founded);
        return products;
    }

    List<Long> tags() {
        var ids = new ArrayList<Long>();
        for (String[] tag : Goods.RIVALS.rows("tags")) {
            ObjectNode body = Json.object();
            body.put("name", tag[0]);
            body.put("dimension", tag[1]);
            body.put("color", tag[2]);
            ids.add(create("tags", body));
        }
        return ids;
    }

    /** Demands of the company's own beside the built-in ones. */
    void demands() {
        for (String[] demand : Goods.RIVALS.rows("demands")) {
            choices.put("demand", demand[0], demand[1], demand[2], true);
        }
    }

    List<Long> competitors() {
        var ids = new ArrayList<Long>();
        for (String name : Goods.RIVALS.bag("rivals").items()) {
            ids.add(create("competitors", Json.object().put("name", name)));
        }
        return ids;
    }

    /** The pipeline that opportunities take when none is named. */
    long pipeline() {
        return db.queryForObject(
                "select id from pipeline where is_default and deleted_at is null", Long.class);
    }
}
