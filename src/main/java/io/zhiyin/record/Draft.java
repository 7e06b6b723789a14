package io.zhiyin.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A record on its way to be saved: what it was, what it is to be, who wants it. Hooks complete it
 * or note what is wrong with it; nothing is stored while an error stands.
 */
public final class Draft {
    private final Entity entity;
    private final Actor actor;
    private final Instant at;
    private final Values before;
    private final Values values;
    private final Set<String> given;
    private final List<Problem.FieldError> errors = new ArrayList<>();
    private final Origin origin;
    private Known known = new Known();
    private final java.util.Map<String, tools.jackson.databind.JsonNode> inputs =
            new java.util.HashMap<>();

    /** How the change arrives: rules for first entry by hand differ from those for other ways. */
    public enum Origin {
        HAND,
        API,
        IMPORT,
        VERB,
        PROGRAM
    }

    Draft(
            Entity entity,
            Actor actor,
            Instant at,
            Values before,
            Values values,
            Set<String> given,
            Origin origin) {
        this.entity = entity;
        this.actor = actor;
        this.at = at;
        this.before = before;
        this.values = values;
        this.given = given;
        this.origin = origin;
    }

    public Entity entity() {
        return entity;
    }

    public Actor actor() {
        return actor;
    }

    public Instant at() {
        return at;
    }

    public Origin origin() {
        return origin;
    }

    public boolean creating() {
        return before == null;
    }

    /** The stored values; null when the record is new. */
    public Values before() {
        return before;
    }

    /** The values as they shall be; hooks write here. */
    public Values values() {
        return values;
    }

    /** Whether the caller sent this field. */
    public boolean given(String field) {
        return given.contains(field);
    }

    public boolean changed(String field) {
        return before == null || !Objects.equals(before.get(field), values.get(field));
    }

    /** What was sent beside the fields under this name; null when nothing was. */
    public tools.jackson.databind.JsonNode input(String name) {
        return inputs.get(name);
    }

    java.util.Map<String, tools.jackson.databind.JsonNode> inputs() {
        return inputs;
    }

    /** Notes what is wrong with a field; what was noted first stands. */
    public void reject(String field, String code, Object... args) {
        if (errors.stream().noneMatch(e -> e.field().equals(field))) {
            errors.add(new Problem.FieldError(field, code, args));
        }
    }

    /** What is wrong so far; empty when it can be stored. */
    public List<Problem.FieldError> problems() {
        return List.copyOf(errors);
    }

    Known known() {
        return known;
    }

    void known(Known shared) {
        known = shared;
    }

    List<Problem.FieldError> errors() {
        return errors;
    }
}
