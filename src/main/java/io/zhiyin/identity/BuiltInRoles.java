package io.zhiyin.identity;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The roles a company starts with, from {@code built-in-roles.json}. An entity that comes with a
 * later version of the program is added to those roles once, at the first start that knows it; what
 * a company has made of its roles stays.
 */
@Component
class BuiltInRoles {
    private static final String SETTING = "identity.granted";

    private final JdbcClient jdbc;
    private final Records records;
    private final Entities entities;
    private final Texts texts;
    private final Company company;
    private final Clock clock;

    BuiltInRoles(
            JdbcClient jdbc,
            Records records,
            Entities entities,
            Texts texts,
            Company company,
            Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.entities = entities;
        this.texts = texts;
        this.company = company;
        this.clock = clock;
    }

    /** Creates what is missing and grants what is new. Runs inside the caller's transaction. */
    void ensure(Actor program) {
        Entity roles = entities.named("roles");
        JsonNode file = file();
        Set<String> granted = granted();
        Map<String, Long> existing = existing();
        for (Map.Entry<String, JsonNode> role : file.properties()) {
            Long id = existing.get(role.getKey());
            if (granted.isEmpty() && id == null) {
                create(program, roles, role.getKey(), role.getValue());
            } else if (id != null) {
                grant(program, roles, id, role.getValue(), granted);
            }
        }
        remember();
    }

    private void create(Actor program, Entity roles, String code, JsonNode entries) {
        ObjectNode body = Json.object();
        body.put("code", code);
        body.put("name", texts.text("role." + code, company.language()));
        body.put("description", texts.text("role." + code + ".description", company.language()));
        body.put("builtIn", true);
        body.set("permissions", known(entries, Set.of()));
        records.create(program, roles, body, Draft.Origin.PROGRAM);
    }

    private void grant(
            Actor program, Entity roles, long id, JsonNode entries, Set<String> granted) {
        records.apply(
                program,
                roles,
                id,
                Action.EDIT,
                "upgrade",
                before -> {
                    ArrayNode now = ((ArrayNode) before.get("permissions")).deepCopy();
                    Set<String> passedOver = new HashSet<>(granted);
                    now.forEach(entry -> passedOver.add(entry.path("entity").asString("")));
                    passedOver.add(Rights.ANY);
                    now.addAll(known(entries, passedOver));
                    return (ObjectNode) Json.object().set("permissions", now);
                });
    }

    private ArrayNode known(JsonNode entries, Set<String> passedOver) {
        ArrayNode known = Json.MAPPER.createArrayNode();
        for (JsonNode entry : entries) {
            String name = entry.get("entity").asString();
            boolean exists = name.equals(Rights.ANY) || entities.find(name) != null;
            if (exists && !passedOver.contains(name)) {
                known.add(entry);
            }
        }
        return known;
    }

    private Map<String, Long> existing() {
        var found = new LinkedHashMap<String, Long>();
        jdbc.sql("select code, id from role where code is not null and deleted_at is null")
                .query(
                        (row, n) -> {
                            found.put(row.getString(1), row.getLong(2));
                            return row.getLong(2);
                        })
                .list();
        return found;
    }

    private Set<String> granted() {
        var names = new HashSet<String>();
        jdbc.sql("select jsonb_array_elements_text(value) from setting where name = ?")
                .param(SETTING)
                .query(String.class)
                .list()
                .forEach(names::add);
        return names;
    }

    private void remember() {
        ArrayNode names = Json.MAPPER.createArrayNode();
        entities.all().forEach(entity -> names.add(entity.name()));
        jdbc.sql(
                        """
                        insert into setting (name, value, updated_at) values (?, cast(? as jsonb), ?)
                        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
                        where setting.value <> excluded.value
                        """)
                .params(SETTING, names.toString(), Timestamp.from(clock.instant()))
                .update();
    }

    private static JsonNode file() {
        try (var stream = new ClassPathResource("built-in-roles.json").getInputStream()) {
            return Json.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
