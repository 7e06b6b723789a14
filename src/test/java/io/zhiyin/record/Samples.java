package io.zhiyin.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a valid record of any entity from its definition alone, every text a secret that can be
 * looked for.
 */
final class Samples {
    /** A pipeline needs one stage of each outcome: no definition says that. */
    private static final String STAGES =
            """
            [{"code":"FIRST","name":"first","probability":10,"outcome":"OPEN"},
             {"code":"WON","name":"won","probability":100,"outcome":"WON"},
             {"code":"LOST","name":"lost","probability":0,"outcome":"LOST"}]
            """;

    private static final AtomicLong NUMBER = new AtomicLong(10_000);

    private final Entities entities;
    private final Records records;
    private final Actor program;

    Samples(Entities entities, Records records, Actor program) {
        this.entities = entities;
        this.records = records;
        this.program = program;
    }

    /**
     * A record, and the clear text of each of its fields that a search through an answer could
     * find.
     */
    record Sample(long id, Map<String, String> secrets) {}

    Sample create(Entity entity, Long owner) {
        return create(entity, owner, new HashMap<>());
    }

    /** The same, telling by entity which records were made for its references. */
    Sample create(Entity entity, Long owner, Map<String, Long> made) {
        var secrets = new LinkedHashMap<String, String>();
        ObjectNode body = body(entity, owner, made, secrets);
        try {
            return new Sample(
                    records.create(program, entity, body, Draft.Origin.API).id(), secrets);
        } catch (Problem problem) {
            throw new AssertionError(entity.name() + " " + problem.errors() + " " + body, problem);
        }
    }

    /** What a caller would send to make a record. */
    ObjectNode body(Entity entity, Long owner) {
        return body(entity, owner, new HashMap<>(), new HashMap<>());
    }

    private ObjectNode body(
            Entity entity, Long owner, Map<String, Long> made, Map<String, String> secrets) {
        ObjectNode body = Json.object();
        for (Field field : entity.allFields()) {
            if (!field.isCustom()) {
                fill(entity, field, owner, made, body, secrets, "");
            }
        }
        for (Field field : entity.customFields()) {
            own(field, owner, body, secrets);
        }
        for (Child child : entity.allChildren()) {
            if (!child.many()) {
                ObjectNode nested = body.putObject(child.name());
                child.fields()
                        .forEach(
                                f ->
                                        fill(
                                                entity,
                                                f,
                                                owner,
                                                made,
                                                nested,
                                                secrets,
                                                child.name() + "."));
            } else {
                ObjectNode row = body.putArray(child.name()).addObject();
                child.fields().stream()
                        .filter(f -> f.refEntity() == null)
                        .forEach(f -> fill(entity, f, owner, made, row, new HashMap<>(), ""));
            }
        }
        if (entity.hasOwnOwner()) {
            if (owner == null) {
                body.putNull("ownerId");
            } else {
                body.put("ownerId", owner.toString());
            }
        }
        if (entity.name().equals("pipelines")) {
            body.set("stages", Json.read(STAGES));
        }
        if (entity.name().equals(FieldDefinitions.NAME)) {
            body.removeAll();
            body.put("entity", "competitors").put("type", "TEXT");
            body.put("name", "f" + NUMBER.incrementAndGet());
            List.of("labelZh", "labelEn", "helpZh", "helpEn")
                    .forEach(text -> body.put(text, secrets.getOrDefault(text, text)));
        }
        return body;
    }

    private void fill(
            Entity entity,
            Field field,
            Long owner,
            Map<String, Long> made,
            ObjectNode body,
            Map<String, String> secrets,
            String prefix) {
        if (field.isReadOnly()
                || field.groupName().equals("system")
                || field.name().equals("ownerId")
                || field.name().equals("departmentId") && entity.hasOwnOwner()) {
            return;
        }
        long n = NUMBER.incrementAndGet();
        String text = null;
        switch (field.type()) {
            case TEXT, LONG_TEXT ->
                    text =
                            cut(
                                    "q"
                                            + Long.toString(n, 36)
                                            + "x"
                                            + field.name().toLowerCase(java.util.Locale.ROOT),
                                    field);
            case EMAIL -> text = "m" + n + "@secret.example";
            case PHONE -> text = "+86139" + "%08d".formatted(n);
            case URL -> text = "https://s" + n + ".example";
            case INTEGER, NUMBER, MONEY -> body.put(field.name(), n);
            case PERCENT -> body.put(field.name(), n % 100);
            case BOOLEAN ->
                    body.put(
                            field.name(),
                            field.initialValue() != null && (Boolean) field.initialValue());
            case DATE -> body.put(field.name(), "2026-01-15");
            case INSTANT -> body.put(field.name(), "2026-01-15T01:00:00Z");
            case CHOICE -> body.put(field.name(), field.choices().codes().getFirst());
            case MULTI_CHOICE -> {
                // a list whose words are the company's own has no code to choose beforehand
                if (field.choices() != null && !field.choices().codes().isEmpty()) {
                    body.putArray(field.name()).add(field.choices().codes().getFirst());
                }
            }
            case REF -> reference(entity, field, owner, made, body);
            default -> {}
        }
        if (text != null) {
            body.put(field.name(), text);
            secrets.put(prefix + field.name(), text);
        }
    }

    /** A field of the company's. */
    private static void own(Field field, Long owner, ObjectNode body, Map<String, String> secrets) {
        ObjectNode custom =
                body.get("custom") instanceof ObjectNode there ? there : body.putObject("custom");
        String key = field.custom().key();
        switch (field.type()) {
            case DATE -> custom.put(key, "2026-01-15");
            case MONEY -> custom.put(key, 7_654_321.09);
            case CHOICE -> custom.put(key, field.choices().codes().getFirst());
            case REF -> custom.put(key, String.valueOf(owner));
            default -> {
                String text = "q" + NUMBER.incrementAndGet() + "custom";
                custom.put(key, text);
                secrets.put(field.name(), text);
            }
        }
    }

    private static String cut(String text, Field field) {
        return field.maxLength() != null && field.maxLength() < text.length()
                ? text.substring(0, field.maxLength())
                : text;
    }

    /**
     * A required reference leads to a record of its own, of the same owner; an optional one is left
     * empty.
     */
    private void reference(
            Entity entity, Field field, Long owner, Map<String, Long> made, ObjectNode body) {
        Entity target = entities.find(field.refEntity());
        if (!field.isRequired() && !field.name().equals(entity.parentField()) || target == null) {
            return;
        }
        if (target.name().equals("users")) {
            body.put(field.name(), String.valueOf(owner));
            return;
        }
        long id = made.computeIfAbsent(target.name(), name -> create(target, owner, made).id());
        body.put(field.name(), Long.toString(id));
    }
}
