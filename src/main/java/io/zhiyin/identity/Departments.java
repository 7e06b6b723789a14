package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Ring;
import io.zhiyin.record.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tree of departments. */
@Component
class Departments implements Definition, Hooks {
    /** Two moves at once could make a ring of which neither sees the other half. */
    private static final long LOCK = 7_310_002L;

    private final JdbcClient jdbc;
    private final Callers callers;
    private final Audit audit;
    private final Entity entity;

    Departments(JdbcClient jdbc, Callers callers, Audit audit) {
        this.jdbc = jdbc;
        this.callers = callers;
        this.audit = audit;
        this.entity =
                Entity.named("departments", "department")
                        .fields(
                                Field.text("name", 64).required().listed(),
                                Field.ref("parentId", "departments").listed().quickCreate(),
                                Field.ref("managerId", "users").listed(),
                                Field.of("position", FieldType.INTEGER).initial(0L),
                                Field.of("memberCount", FieldType.INTEGER)
                                        .derivedBy(
                                                "select count(*) from app_user m where m.department_id = t.id"
                                                        + " and m.deleted_at is null")
                                        .listed())
                        .sortedBy("position,name")
                        .lasting()
                        .small()
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void check(Draft draft) {
        Long parent = draft.values().ref("parentId");
        if (parent == null || draft.creating() || !draft.changed("parentId")) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query((row, n) -> 0).single();
        if (Ring.closes(jdbc, draft, "parentId")) {
            draft.reject("parentId", "DEPARTMENT_RING");
        }
    }

    /** Moving a department moves what its people and those above them see. */
    @Override
    public void after(Draft draft) {
        if (draft.creating() || draft.changed("parentId")) {
            var detail = new LinkedHashMap<String, Object>();
            detail.put("name", draft.values().text("name"));
            detail.put("parent", text(draft.values().ref("parentId")));
            if (!draft.creating()) {
                detail.put("parentBefore", text(draft.before().ref("parentId")));
            }
            audit.add(
                    draft.actor(),
                    draft.creating() ? "DEPARTMENT_CREATED" : "DEPARTMENT_MOVED",
                    entity.name(),
                    draft.values().id(),
                    detail);
        }
        callers.changed();
    }

    private static String text(Long id) {
        return id == null ? null : id.toString();
    }

    /** A department with people or departments in it does not go. */
    @Override
    public void afterRemoval(Actor actor, Values values, boolean removed) {
        if (removed) {
            boolean used =
                    jdbc.sql(
                                    """
                                    select exists (select 1 from app_user
                                                   where department_id = :id and deleted_at is null)
                                        or exists (select 1 from department
                                                   where parent_id = :id and deleted_at is null)
                                    """)
                            .param("id", values.id())
                            .query(Boolean.class)
                            .single();
            if (used) {
                throw Problem.conflict("DEPARTMENT_IN_USE");
            }
        }
        audit.add(
                actor,
                removed ? "DEPARTMENT_REMOVED" : "DEPARTMENT_RESTORED",
                entity.name(),
                values.id(),
                Map.of("name", values.text("name")));
        callers.changed();
    }
}
