package io.zhiyin.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All entities of the program by name. */
@Component
public class Entities {
    private final Map<String, Entity> byName = new LinkedHashMap<>();

    Entities(List<Definition> definitions) {
        for (Definition definition : definitions) {
            Entity entity = definition.entity();
            if (byName.put(entity.name(), entity) != null) {
                throw new IllegalStateException("two definitions of " + entity.name());
            }
        }
    }

    public Collection<Entity> all() {
        return byName.values();
    }

    /**
     * @throws Problem 404 when there is no such entity
     */
    public Entity named(String name) {
        Entity entity = byName.get(name);
        if (entity == null) {
            throw Problem.notFound();
        }
        return entity;
    }

    /** The entity, or null. */
    public Entity find(String name) {
        return byName.get(name);
    }

    /** Those that go where the given entity's records go: into the bin and back. */
    List<Entity> belongingTo(Entity parent) {
        return byName.values().stream()
                .filter(e -> e.parentField() != null)
                .filter(e -> parent.name().equals(e.field(e.parentField()).refEntity()))
                .toList();
    }
}
