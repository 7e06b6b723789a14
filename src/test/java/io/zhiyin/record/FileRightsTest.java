package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.ProgramTest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * For every field that holds files, every scope and every field right: a file is read by whoever
 * sees row and field, and by nobody else. Made from the definitions.
 */
class FileRightsTest extends ProgramTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired private Entities entities;
    @Autowired private Records records;
    @Autowired private StoredFiles files;
    @Autowired private FilesController controller;

    private final Map<String, Long> people = new HashMap<>();
    private long department;
    private long below;

    private long department(Long parent) {
        return jdbc.sql(
                        "insert into department (name, parent_id, created_at, updated_at) values ('f' || gen_random_uuid(), ?, ?, ?) returning id")
                .params(Arrays.asList(parent, at(), at()))
                .query(Long.class)
                .single();
    }

    private long person(long in, Long manager) {
        return jdbc.sql(
                        "insert into app_user (username, display_name, department_id, manager_id, created_at, updated_at)"
                                + " values ('f' || gen_random_uuid(), 'f', ?, ?, ?, ?) returning id")
                .params(Arrays.asList(in, manager, at(), at()))
                .query(Long.class)
                .single();
    }

    private OffsetDateTime at() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private void company() {
        department = department(null);
        below = department(department);
        long elsewhere = department(null);
        people.put("me", person(department, null));
        people.put("report", person(elsewhere, people.get("me")));
        people.put("colleague", person(department, null));
        people.put("below", person(below, null));
        people.put("stranger", person(elsewhere, null));
    }

    private static Set<String> reached(Scope scope) {
        return switch (scope) {
            case NONE -> Set.of();
            case OWN -> Set.of("me");
            case TEAM -> Set.of("me", "report");
            case DEPARTMENT -> Set.of("me", "colleague");
            case DEPARTMENT_TREE -> Set.of("me", "colleague", "below");
            case ALL -> Set.of("me", "report", "colleague", "below", "stranger");
        };
    }

    private Actor me(Entity entity, Scope scope, Map<String, FieldRight> fields) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        if (scope != Scope.NONE) {
            for (Action action : Action.values()) {
                scopes.put(action, scope);
            }
        }
        long me = people.get("me");
        return new Actor(
                me,
                "me",
                "me",
                department,
                List.of(me, people.get("report")),
                List.of(department, below),
                new Rights(Map.of(entity.name(), new EntityRight(scopes, Pool.NONE, fields))),
                Locale.CHINA,
                ZONE,
                null);
    }

    @TestFactory
    Stream<DynamicTest> nobodyReadsAFileOfARowOrFieldHeMayNotSee() {
        return files.holders().stream()
                .map(
                        h ->
                                DynamicTest.dynamicTest(
                                        h.entity().name() + "." + h.field().name(),
                                        () -> holder(h)));
    }

    private void holder(StoredFiles.Holder of) {
        company();
        Samples samples = new Samples(entities, records, Actor.program(ZONE));
        people.forEach(
                (owner, id) -> {
                    long file = file();
                    long row = samples.create(of.entity(), id).id();
                    jdbc.sql(
                                    "update %s set %s = array[?::bigint] where id = ?"
                                            .formatted(
                                                    of.entity().table(), of.field().columnName()))
                            .params(file, row)
                            .update();
                    for (Scope scope : Scope.values()) {
                        for (FieldRight right : FieldRight.values()) {
                            Actor actor = me(of.entity(), scope, Map.of(of.field().name(), right));
                            boolean may = reached(scope).contains(owner) && right.inClear();
                            String as = "%s's by %s with %s".formatted(owner, scope, right);
                            assertThat(files.find(actor, file).isPresent()).as(as).isEqualTo(may);
                            if (!may) {
                                assertThatThrownBy(() -> controller.read(actor, "" + file))
                                        .as(as)
                                        .hasMessage("NOT_FOUND");
                            }
                        }
                    }
                });
    }

    /** Sent by somebody who has left. */
    private long file() {
        return jdbc.sql(
                        """
                        insert into stored_file (name, media_type, size, place, owner_id, created_at)
                        values ('f', 'text/plain', 1, md5(gen_random_uuid()::text), 0, ?) returning id
                        """)
                .param(at())
                .query(Long.class)
                .single();
    }

    @Test
    void everyFieldThatHoldsFilesIsFoundByAnIndexAndStandsInARecordOfItsOwn() {
        assertThat(files.holders()).isNotEmpty();
        for (StoredFiles.Holder holder : files.holders()) {
            Integer indexes =
                    jdbc.sql(
                                    """
                                    select count(*) from pg_indexes
                                    where tablename = ? and indexdef like '%gin (' || ? || ') WHERE%'
                                    """)
                            .params(holder.entity().table(), holder.field().columnName())
                            .query(Integer.class)
                            .single();
            assertThat(indexes).as("%s", holder.field().name()).isEqualTo(1);
        }
        for (Entity entity : entities.all()) {
            for (Child child : entity.allChildren()) {
                assertThat(child.fields()).noneMatch(f -> f.type() == FieldType.FILES);
            }
        }
    }
}
