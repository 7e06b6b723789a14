package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
class FileRightsTest extends RightsFixture {
    @Autowired private StoredFiles files;
    @Autowired private FilesController controller;

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

    /** With this right and no other: what else he may see must not open the file. */
    private Actor only(Entity entity, Scope scope, Map<String, FieldRight> fields) {
        Actor me = me(entity, scope, Pool.NONE, fields);
        return me.with(new Rights(Map.of(entity.name(), me.on(entity))));
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
                            Actor actor =
                                    only(of.entity(), scope, Map.of(of.field().name(), right));
                            boolean may = reached(scope).contains(owner) && right.inClear();
                            String as = "%s's by %s with %s".formatted(owner, scope, right);
                            assertThat(files.find(actor, file).isPresent()).as(as).isEqualTo(may);
                            assertThat(files.named(actor, Set.of(file)))
                                    .as(as)
                                    .hasSize(may ? 1 : 0);
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
