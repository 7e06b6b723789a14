package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.ProgramTest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A company of people inside and outside somebody's scope, for the tests of what he may read. */
abstract class RightsFixture extends ProgramTest {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired Entities entities;
    @Autowired Records records;
    @Autowired History history;
    @Autowired Reveal reveal;
    @Autowired Meta meta;

    Samples samples;
    Actor program;
    final Map<String, Long> people = new HashMap<>();
    long department;
    long below;
    long elsewhere;

    /** Made anew by each test's factory; people of an earlier one do no harm. */
    @BeforeEach
    void company() {
        department = department(null);
        below = department(department);
        elsewhere = department(null);
        people.put("me", person("me", department, null));
        people.put("report", person("report", elsewhere, people.get("me")));
        people.put("colleague", person("colleague", department, null));
        people.put("below", person("below", below, null));
        people.put("stranger", person("stranger", elsewhere, null));
        Actor someone = Actor.program(ZONE);
        program =
                new Actor(
                        people.get("stranger"),
                        "p",
                        "p",
                        elsewhere,
                        List.of(),
                        List.of(),
                        Rights.ALL,
                        Locale.CHINA,
                        ZONE,
                        null);
        assertThat(someone.rights()).isEqualTo(Rights.ALL);
        samples = new Samples(entities, records, program);
    }

    long department(Long parent) {
        return jdbc.sql(
                        "insert into department (name, parent_id, created_at, updated_at) values ('d' || gen_random_uuid(), ?, ?, ?) returning id")
                .params(java.util.Arrays.asList(parent, at(), at()))
                .query(Long.class)
                .single();
    }

    long person(String name, long in, Long manager) {
        return jdbc.sql(
                        "insert into app_user (username, display_name, department_id, manager_id, created_at, updated_at)"
                                + " values (? || gen_random_uuid(), ?, ?, ?, ?, ?) returning id")
                .params(java.util.Arrays.asList(name, name, in, manager, at(), at()))
                .query(Long.class)
                .single();
    }

    OffsetDateTime at() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    Actor me(Entity entity, Scope scope, Pool pool, Map<String, FieldRight> fields) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        if (scope != Scope.NONE) {
            for (Action action : Action.values()) {
                scopes.put(action, scope);
            }
        }
        var rights = new HashMap<String, EntityRight>();
        for (Entity other : entities.all()) {
            rights.put(other.name(), new EntityRight(scopes, pool, Map.of()));
        }
        rights.put(entity.name(), new EntityRight(scopes, pool, fields));
        long me = people.get("me");
        return new Actor(
                me,
                "me",
                "me",
                department,
                List.of(me, people.get("report")),
                List.of(department, below),
                new Rights(rights),
                Locale.CHINA,
                ZONE,
                null);
    }

    static Query one(long id) {
        return Query.first(50)
                .where(Filter.parse("{\"field\":\"id\",\"op\":\"eq\",\"value\":\"" + id + "\"}"));
    }

    /** Some entities are only read: the program writes them. */
    static boolean creatable(Entity entity) {
        return entity.allFields().stream().anyMatch(f -> !f.isReadOnly());
    }

    void unknown(Actor actor, Entity entity, String name) {
        Filter oracle = Filter.parse("{\"field\":\"" + name + "\",\"op\":\"notNull\"}");
        assertThatThrownBy(() -> records.list(actor, entity, Query.first(5).where(oracle)))
                .as("filter on %s", name)
                .hasMessage("UNKNOWN_FIELD");
        assertThatThrownBy(() -> records.list(actor, entity, Query.first(5).sortedBy(name)))
                .as("sort by %s", name)
                .hasMessage("UNKNOWN_FIELD");
    }
}
