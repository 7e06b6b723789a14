package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.SameText;
import io.zhiyin.record.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Roles: a name for what somebody may do, given to people. */
@Component
class Roles implements Definition, Hooks {
    private static final String PERMISSIONS = "permissions";

    private final JdbcClient jdbc;
    private final SameText sameText;
    private final Permissions permissions;
    private final Administrators administrators;
    private final Callers callers;
    private final Audit audit;
    private final Entity entity;

    Roles(
            JdbcClient jdbc,
            Permissions permissions,
            Administrators administrators,
            Callers callers,
            Audit audit,
            SameText sameText) {
        this.sameText = sameText;
        this.jdbc = jdbc;
        this.permissions = permissions;
        this.administrators = administrators;
        this.callers = callers;
        this.audit = audit;
        this.entity =
                Entity.named("roles", "role")
                        .fields(
                                Field.text("name", 64).required().listed(),
                                Field.text("description", 500).listed().quickCreate(),
                                Field.text("code", 64).verbOnly(),
                                Field.of("builtIn", FieldType.BOOLEAN)
                                        .verbOnly()
                                        .initial(false)
                                        .listed(),
                                Field.of("memberCount", FieldType.INTEGER)
                                        .derivedBy(
                                                "select count(*) from app_user m where m.role_ids @> array[t.id]"
                                                        + " and m.deleted_at is null")
                                        .listed(),
                                Field.of(PERMISSIONS, FieldType.JSON)
                                        .initial(Json.MAPPER.createArrayNode())
                                        .notImported())
                        .sortedBy("name")
                        .lasting()
                        .small()
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void normalise(Draft draft) {
        if (draft.given(PERMISSIONS)) {
            if (draft.values().get(PERMISSIONS) == null) {
                draft.values().put(PERMISSIONS, Json.MAPPER.createArrayNode());
            }
            permissions.judge(draft, PERMISSIONS);
        }
    }

    @Override
    public void check(Draft draft) {
        nameIsFree(draft);
        if (!draft.changed(PERMISSIONS)) {
            return;
        }
        mustCover(draft.actor(), json(draft.values()), true);
        if (!draft.creating()) {
            mustCover(draft.actor(), json(draft.before()), false);
            if (weakens(draft)) {
                administrators.lock();
            }
        }
    }

    private void nameIsFree(Draft draft) {
        if (!draft.changed("name")) {
            return;
        }
        if (sameText.other(draft, "name").isPresent()) {
            throw Problem.taken("name", "ROLE_NAME_TAKEN", draft.values().text("name"));
        }
    }

    /** Who is no administrator makes no role that may more than he, and touches none that may. */
    private void mustCover(Actor actor, JsonNode role, boolean wanted) {
        if (!permissions.covers(actor, permissions.rights(role))) {
            throw wanted ? Problem.invalid(PERMISSIONS, "BEYOND_OWN_RIGHTS") : Problem.forbidden();
        }
    }

    private boolean weakens(Draft draft) {
        return permissions.administrator(json(draft.before()))
                && !permissions.administrator(json(draft.values()));
    }

    private static JsonNode json(Values values) {
        return (JsonNode) values.get(PERMISSIONS);
    }

    @Override
    public void after(Draft draft) {
        boolean rights = draft.changed(PERMISSIONS);
        if (!draft.creating()
                && !rights
                && !draft.changed("name")
                && !draft.changed("description")) {
            return; // each start looks whether a new version grants something, and mostly finds
            // nothing
        }
        if (!draft.creating() && rights && weakens(draft)) {
            administrators.mustRemain();
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("name", draft.values().text("name"));
        if (rights) {
            detail.put("before", draft.creating() ? null : json(draft.before()));
            detail.put("after", json(draft.values()));
        }
        audit.add(
                draft.actor(),
                draft.creating() ? "ROLE_CREATED" : "ROLE_CHANGED",
                entity.name(),
                draft.values().id(),
                detail);
        callers.changed();
    }

    /** A role somebody has does not go: first give those people another. */
    @Override
    public void afterRemoval(Actor actor, Values values, boolean removed) {
        if (!permissions.covers(actor, permissions.rights(json(values)))) {
            throw Problem.forbidden();
        }
        if (removed) {
            administrators.lock();
            int members =
                    jdbc.sql(
                                    "select count(*) from app_user where role_ids @> array[?::bigint] and deleted_at is null")
                            .param(values.id())
                            .query(Integer.class)
                            .single();
            if (members > 0) {
                throw Problem.conflict("ROLE_IN_USE", members).with("members", members);
            }
        }
        audit.add(
                actor,
                removed ? "ROLE_REMOVED" : "ROLE_RESTORED",
                entity.name(),
                values.id(),
                Map.of("name", values.text("name")));
        callers.changed();
    }
}
