package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a record repeats of another is told only to whoever may read it there. Made from the
 * definitions: a field that forgets to say what it repeats fails here.
 */
class RepeatedFieldsTest extends RightsFixture {
    @TestFactory
    Stream<DynamicTest> nobodyLearnsFromOneRecordWhatOnlyAnotherOfHisNoRightTells() {
        return entities.all().stream()
                .filter(e -> e.isOffered() && creatable(e))
                .flatMap(other -> other.allFields().stream().map(f -> pair(other, f)))
                .flatMap(java.util.Optional::stream);
    }

    /** A required reference: the record referred to may repeat what the other says. */
    private java.util.Optional<DynamicTest> pair(Entity other, Field reference) {
        Entity told = entities.find(reference.refEntity());
        if (told == null || !told.isOffered() || !reference.isRequired() || !told.isOwned()) {
            return java.util.Optional.empty();
        }
        return java.util.Optional.of(
                DynamicTest.dynamicTest(
                        told.name() + " of " + other.name(), () -> repeats(told, other)));
    }

    private void repeats(Entity told, Entity other) {
        company();
        var made = new HashMap<String, Long>();
        Samples.Sample secret = samples.create(other, people.get("stranger"), made);
        Long id = made.get(told.name());
        if (id == null) {
            return;
        }
        String all = Json.write(records.get(program, told, id));
        assertThat(all).contains("\"id\":\"" + id + "\"");
        for (Scope narrower : List.of(Scope.NONE, Scope.OWN, Scope.DEPARTMENT_TREE)) {
            Actor actor = with(me(told, Scope.ALL, Pool.CLAIM, Map.of()), other, narrower);
            String read =
                    Json.write(records.get(actor, told, id))
                            + Json.write(records.list(actor, told, one(id)).items())
                            + Json.write(history.versions(actor, told, id, null));
            for (String text : secret.secrets().values()) {
                assertThat(text.length() >= 8 && read.contains(text))
                        .as("%s with %s on %s", text, narrower, other.name())
                        .isFalse();
            }
        }
        for (Field field : told.allFields()) {
            if (field.repeated() != null && field.repeated().entity().equals(other.name())) {
                unknown(
                        with(me(told, Scope.ALL, Pool.CLAIM, Map.of()), other, Scope.NONE),
                        told,
                        field.name());
            }
        }
    }

    private Actor with(Actor actor, Entity other, Scope scope) {
        var rights = new HashMap<>(actor.rights().byEntity());
        var scopes = new EnumMap<Action, Scope>(Action.class);
        for (Action action : Action.values()) {
            scopes.put(action, scope);
        }
        rights.put(other.name(), new EntityRight(scopes, Pool.NONE, Map.of()));
        return actor.with(new Rights(rights));
    }
}
