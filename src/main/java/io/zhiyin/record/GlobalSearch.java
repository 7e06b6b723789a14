package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks for a word in everything the actor may see, and answers by kind. */
@Component
class GlobalSearch {
    private static final int MOST = 20;
    private static final int LONGEST = 100;

    private final Entities entities;
    private final Records records;
    private final Texts texts;
    private final Choices choices;

    GlobalSearch(Entities entities, Records records, Texts texts, Choices choices) {
        this.entities = entities;
        this.records = records;
        this.texts = texts;
        this.choices = choices;
    }

    /**
     * @param size 1 to 20 records of each kind
     */
    Map<String, Object> find(Actor actor, String word, int size) {
        if (size < 1 || size > MOST) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "size");
        }
        if (word != null && word.length() > LONGEST) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "q");
        }
        var groups = new ArrayList<Map<String, Object>>();
        if (word != null && !word.isBlank()) {
            for (Entity entity : entities.all()) {
                if (entity.isOffered() && entity.isSearchable() && actor.may(Action.VIEW, entity)) {
                    Map<String, Object> group = group(actor, entity, word, size);
                    if (group != null) {
                        groups.add(group);
                    }
                }
            }
        }
        return Map.of("groups", groups);
    }

    private Map<String, Object> group(Actor actor, Entity entity, String word, int size) {
        var wanted = new LinkedHashSet<String>();
        wanted.add(entity.displayField());
        wanted.addAll(entity.subtitleFields());
        if (entity.field("code") != null) {
            wanted.add("code");
        }
        Records.Page found =
                records.list(
                        actor,
                        entity,
                        Query.first(size).keyword(word).only(wanted.toArray(String[]::new)));
        if (found.items().isEmpty()) {
            return null;
        }
        var group = new LinkedHashMap<String, Object>();
        group.put("entity", entity.name());
        group.put("label", texts.text("entity." + entity.name(), actor.locale()));
        group.put("items", found.items().stream().map(i -> item(actor, entity, i)).toList());
        group.put("more", found.nextCursor() != null);
        return group;
    }

    private Map<String, Object> item(Actor actor, Entity entity, Map<String, Object> record) {
        var item = new LinkedHashMap<String, Object>();
        item.put("id", record.get("id"));
        item.put("title", record.get(entity.displayField()));
        var parts = new ArrayList<String>();
        for (String name : entity.subtitleFields()) {
            String text = text(actor, entity.field(name), record);
            if (text != null && !text.isBlank()) {
                parts.add(text);
            }
        }
        item.put("subtitle", String.join(" · ", parts));
        item.put("code", record.get("code"));
        return item;
    }

    private String text(Actor actor, Field field, Map<String, Object> record) {
        Object value = record.get(field.name());
        if (value == null) {
            return null;
        }
        if (field.refEntity() != null) {
            return record.get("labels") instanceof Map<?, ?> labels
                            && labels.get(field.name()) instanceof String name
                    ? name
                    : null;
        }
        if (field.choices() != null) {
            return choices.label(field.choices(), value.toString(), actor.locale());
        }
        return value.toString();
    }
}
