package io.zhiyin.identity;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person sees and changes of himself, whatever his rights on users are. */
@Component
class Profile {
    private final JdbcClient jdbc;
    private final Permissions permissions;
    private final Records records;
    private final Entities entities;
    private final Callers callers;

    Profile(
            JdbcClient jdbc,
            Permissions permissions,
            Records records,
            Entities entities,
            Callers callers) {
        this.jdbc = jdbc;
        this.permissions = permissions;
        this.records = records;
        this.entities = entities;
        this.callers = callers;
    }

    /** The answer of /me and of signing in. */
    Map<String, Object> of(Actor actor, boolean mustChangePassword) {
        Map<String, Object> me =
                jdbc.sql(
                                """
                                select u.id, u.username, u.display_name, u.email, u.department_id,
                                       d.name as department_name, u.locale, u.theme
                                from app_user u left join department d on d.id = u.department_id
                                where u.id = ?
                                """)
                        .param(actor.id())
                        .query(
                                (row, n) -> {
                                    var map = new LinkedHashMap<String, Object>();
                                    map.put("id", row.getString("id"));
                                    map.put("username", row.getString("username"));
                                    map.put("displayName", row.getString("display_name"));
                                    map.put("email", row.getString("email"));
                                    map.put("departmentId", row.getString("department_id"));
                                    map.put("departmentName", row.getString("department_name"));
                                    map.put("locale", row.getString("locale"));
                                    map.put("theme", row.getString("theme"));
                                    return (Map<String, Object>) map;
                                })
                        .single();
        me.put("zone", actor.zone().getId());
        me.put("mustChangePassword", mustChangePassword);
        me.put("administrator", actor.rights().administrator());
        me.put("entities", permissions.actions(actor));
        return me;
    }

    /** Language and theme: preferences, no part of the record's history. */
    void prefer(Actor actor, String locale, String theme) {
        jdbc.sql(
                        "update app_user set locale = coalesce(?, locale), theme = coalesce(?, theme) where id = ?")
                .params(locale, theme, actor.id())
                .update();
        callers.changed();
    }

    /** Name and mail address: a change of the person's record like any other. */
    void change(Actor actor, JsonNode sent) {
        ObjectNode change = Json.object();
        for (String field : new String[] {"displayName", "email"}) {
            if (sent.has(field)) {
                change.set(field, sent.get(field));
            }
        }
        if (!change.isEmpty()) {
            records.apply(
                    actor.with(Rights.ALL),
                    entities.named("users"),
                    actor.id(),
                    Action.EDIT,
                    "profile",
                    before -> change);
        }
    }
}
