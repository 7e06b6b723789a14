package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * For every entity there is, every scope and every way of reading: nothing beyond the right is
 * told. Made from the definitions, so that an entity cannot be added without it.
 */
class RightsTest extends RightsFixture {
    @Autowired private BulkItems items;
    @Autowired private CustomFields customFields;

    private static Set<String> reached(Scope scope, Pool pool) {
        var owners = new TreeSet<String>();
        switch (scope) {
            case NONE -> {}
            case OWN -> owners.add("me");
            case TEAM -> owners.addAll(List.of("me", "report"));
            case DEPARTMENT -> owners.addAll(List.of("me", "colleague"));
            case DEPARTMENT_TREE -> owners.addAll(List.of("me", "colleague", "below"));
            case ALL ->
                    owners.addAll(
                            List.of("me", "report", "colleague", "below", "stranger", "pool"));
        }
        if (pool != Pool.NONE && scope != Scope.NONE) {
            owners.add("pool");
        }
        return owners;
    }

    @TestFactory
    Stream<DynamicTest> nobodyReadsRowsBeyondHisScope() {
        return entities.all().stream()
                .filter(Entity::isOffered)
                .filter(e -> e.isOwned() && e.field("ownerId") != null)
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> scopes(e)));
    }

    private void scopes(Entity entity) {
        company();
        Map<String, Samples.Sample> rows = new TreeMap<>();
        people.forEach((name, id) -> rows.put(name, samples.create(entity, id)));
        if (!entity.field("ownerId").isRequired()) {
            rows.put("pool", samples.create(entity, null));
        }
        var all = rows.values().stream().map(s -> Long.toString(s.id())).toList();
        Filter these =
                Filter.parse("{\"field\":\"id\",\"op\":\"in\",\"value\":" + Json.write(all) + "}");
        for (Scope scope : Scope.values()) {
            for (Pool pool : Pool.values()) {
                Actor actor = me(entity, scope, pool, Map.of());
                Set<String> expected = new TreeSet<>();
                reached(scope, pool).stream()
                        .filter(rows::containsKey)
                        .forEach(o -> expected.add(Long.toString(rows.get(o).id())));
                if (scope == Scope.NONE && pool == Pool.NONE) {
                    assertThatThrownBy(() -> records.list(actor, entity, Query.first(50)))
                            .hasMessage("FORBIDDEN");
                    rows.values()
                            .forEach(
                                    s ->
                                            assertThatThrownBy(
                                                            () ->
                                                                    records.get(
                                                                            actor, entity, s.id()))
                                                    .isInstanceOf(Problem.class));
                } else if (scope != Scope.NONE) {
                    ways(actor, entity, rows, expected, these, scope + "/" + pool);
                }
            }
        }
    }

    private void ways(
            Actor actor,
            Entity entity,
            Map<String, Samples.Sample> rows,
            Set<String> expected,
            Filter these,
            String as) {
        assertThat(ids(actor, entity, Query.first(50).where(these)))
                .as("list %s", as)
                .isEqualTo(expected);
        assertThat(ids(actor, entity, Query.first(50).where(these).sortedBy("createdAt,-id")))
                .as("sorted %s", as)
                .isEqualTo(expected);
        Query counted = new Query(1, 1, null, null, these, null, "exact", null, false);
        assertThat(records.list(actor, entity, counted).total())
                .as("count %s", as)
                .isEqualTo(expected.size());
        Query bounded = new Query(1, 1, null, null, these, null, null, null, false);
        assertThat(records.list(actor, entity, bounded).total())
                .as("bounded count %s", as)
                .isEqualTo(expected.size());
        assertThat(walked(actor, entity, these)).as("cursor %s", as).isEqualTo(expected);
        assertThat(meantInBulk(actor, entity, these)).as("bulk %s", as).isEqualTo(expected);
        rows.values()
                .forEach(s -> one(actor, entity, s, expected.contains(Long.toString(s.id())), as));
    }

    private Set<String> ids(Actor actor, Entity entity, Query query) {
        var ids = new TreeSet<String>();
        records.list(actor, entity, query).items().forEach(i -> ids.add((String) i.get("id")));
        return ids;
    }

    private Set<String> walked(Actor actor, Entity entity, Filter these) {
        var ids = new TreeSet<String>();
        String cursor = null;
        do {
            Records.Page page =
                    records.list(
                            actor,
                            entity,
                            new Query(1, 1, null, null, these, cursor, "none", null, false));
            page.items().forEach(i -> ids.add((String) i.get("id")));
            cursor = page.nextCursor();
        } while (cursor != null && ids.size() < 20);
        return ids;
    }

    /** The records that a change of all that a filter finds would be about. */
    private Set<String> meantInBulk(Actor actor, Entity entity, Filter these) {
        BulkOrder order =
                new BulkOrder(
                        entity.name(),
                        BulkAction.EDIT,
                        Json.object(),
                        java.util.List.of(),
                        null,
                        false,
                        ((Filter.Leaf) these).node(),
                        null);
        long job =
                jdbc.sql(
                                "insert into job (kind, state, created_at) values ('none', 'DONE', ?) returning id")
                        .param(at())
                        .query(Long.class)
                        .single();
        var ids = new TreeSet<String>();
        items.collect(job, actor, entity, order, 0, 100).forEach(id -> ids.add(id.toString()));
        return ids;
    }

    private void one(Actor actor, Entity entity, Samples.Sample sample, boolean seen, String as) {
        if (seen) {
            assertThat(records.get(actor, entity, sample.id())).as("get %s", as).isNotEmpty();
            assertThat(history.versions(actor, entity, sample.id(), null))
                    .as("history %s", as)
                    .isNotEmpty();
        } else {
            assertThatThrownBy(() -> records.get(actor, entity, sample.id()))
                    .as("get %s", as)
                    .hasMessage("NOT_FOUND");
            assertThatThrownBy(() -> history.versions(actor, entity, sample.id(), null))
                    .as("history %s", as)
                    .hasMessage("NOT_FOUND");
            assertThatThrownBy(() -> records.patch(actor, entity, sample.id(), 1, Json.object()))
                    .as("patch %s", as)
                    .hasMessage("NOT_FOUND");
            assertThatThrownBy(() -> records.delete(actor, entity, sample.id(), 1))
                    .as("delete %s", as)
                    .hasMessage("NOT_FOUND");
            assertThatThrownBy(() -> reveal.value(actor, entity, sample.id(), "code", null))
                    .as("reveal %s", as)
                    .hasMessage("NOT_FOUND");
        }
        for (Map.Entry<String, String> secret : sample.secrets().entrySet()) {
            Field field = entity.field(secret.getKey());
            if (field != null && field.tokenLetter() != null) {
                assertThat(
                                ids(actor, entity, Query.first(50).keyword(secret.getValue()))
                                        .contains(Long.toString(sample.id())))
                        .as("search for %s as %s", secret, as)
                        .isEqualTo(seen);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> nobodyLearnsAHiddenOrMaskedField() {
        return entities.all().stream()
                .filter(Entity::isOffered)
                .map(e -> DynamicTest.dynamicTest(e.name(), () -> fields(e)));
    }

    private void fields(Entity entity) {
        company();
        if (!creatable(entity)) {
            return;
        }
        if (entity.isCustomizable()) {
            ownFields(entity);
        }
        Samples.Sample sample = samples.create(entity, people.get("me"));
        for (Field field : new ArrayList<>(entity.allFields())) {
            if (!field.isInternal()
                    && !field.name().equals("id")
                    && !field.name().equals("version")) {
                hidden(entity, field, sample);
                masked(entity, field, sample);
            }
        }
    }

    /** Of those made by the company, one of each kind that could be told in a way of its own. */
    private void ownFields(Entity entity) {
        for (String type : List.of("TEXT", "MONEY", "DATE", "CHOICE", "USER")) {
            var body = CustomFixture.definition("own" + type.toLowerCase(Locale.ROOT), type);
            records.create(
                    program,
                    entities.named(FieldDefinitions.NAME),
                    body.put("entity", entity.name()),
                    Draft.Origin.API);
        }
        assertThat(entity.customFields()).hasSize(5);
    }

    @AfterEach
    void noFieldOfTheCompanysStays() {
        jdbc.sql("delete from field_definition").update();
        customFields.look();
    }

    /** The names told, those of the company's fields by their path. */
    private static Set<String> told(Map<String, Object> answer) {
        var names = new TreeSet<>(answer.keySet());
        if (answer.get(Custom.COLUMN) instanceof Map<?, ?> own) {
            own.keySet().forEach(key -> names.add(Custom.path((String) key)));
        }
        return names;
    }

    private void hidden(Entity entity, Field field, Samples.Sample sample) {
        Actor actor = me(entity, Scope.ALL, Pool.VIEW, Map.of(field.name(), FieldRight.HIDDEN));
        String name = field.name();
        assertThat(told(records.get(actor, entity, sample.id()))).as("get").doesNotContain(name);
        assertThat(labels(records.get(actor, entity, sample.id())))
                .as("label of %s", name)
                .doesNotContainKey(name);
        records.list(actor, entity, listed(sample))
                .items()
                .forEach(i -> assertThat(told(i)).as("list").doesNotContain(name));
        unknown(actor, entity, name);
        assertThat(Json.write(meta.full(actor, entity).get("fields")))
                .as("meta")
                .doesNotContain("\"name\":\"" + name + "\"");
        assertThat(Json.write(history.versions(actor, entity, sample.id(), null)))
                .as("history")
                .doesNotContain("\"field\":\"" + name + "\"");
        untold(actor, entity, field, sample);
    }

    private void masked(Entity entity, Field field, Samples.Sample sample) {
        Actor actor = me(entity, Scope.ALL, Pool.VIEW, Map.of(field.name(), FieldRight.MASKED));
        unknown(actor, entity, field.name());
        assertThatThrownBy(() -> reveal.value(actor, entity, sample.id(), field.name(), null))
                .as("reveal")
                .hasMessage("FORBIDDEN");
        assertThatThrownBy(() -> records.patch(actor, entity, sample.id(), 1, sent(field)))
                .as("write")
                .isInstanceOf(Problem.class);
        untold(actor, entity, field, sample);
    }

    private static JsonNode sent(Field field) {
        ObjectNode body = Json.object();
        if (field.isCustom()) {
            body.putObject(Custom.COLUMN).put(field.custom().key(), "x");
        } else {
            body.put(field.name(), "x");
        }
        return body;
    }

    private static Query listed(Samples.Sample sample) {
        return one(sample.id());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(Map<String, Object> answer) {
        return (Map<String, Object>) answer.getOrDefault("labels", Map.of());
    }

    /** The clear text stands in no answer, and searching for it finds nothing. */
    private void untold(Actor actor, Entity entity, Field field, Samples.Sample sample) {
        String secret = sample.secrets().get(field.name());
        if (secret == null || secret.length() < 8) {
            return;
        }
        String bare = secret.startsWith("+86") ? secret.substring(3) : secret;
        assertThat(Json.write(records.get(actor, entity, sample.id())))
                .as("get %s", field.name())
                .doesNotContain(bare);
        assertThat(Json.write(records.list(actor, entity, listed(sample))))
                .as("list %s", field.name())
                .doesNotContain(bare);
        assertThat(Json.write(history.versions(actor, entity, sample.id(), null)))
                .as("history %s", field.name())
                .doesNotContain(bare);
        if (field.tokenLetter() != null) {
            assertThat(records.list(actor, entity, Query.first(50).keyword(bare)).items())
                    .as("search %s", field.name())
                    .isEmpty();
        }
        if (field.name().equals(entity.displayField())) {
            assertThat(entity.isSmall() || Access.right(actor, entity, field) != FieldRight.EDIT)
                    .isTrue();
        }
    }
}
