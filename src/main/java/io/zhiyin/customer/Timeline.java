package io.zhiyin.customer;

import io.zhiyin.record.Access;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Choices;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.History;
import io.zhiyin.record.Labels;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Texts;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What happened with a customer, newest first (C1.2): talks, milestones of what belongs to it, and
 * changes, of which a run of small edits is told as one.
 */
@Component
class Timeline {
    static final String FOLLOW_UP = "followUp";
    static final String CHANGE = "change";
    private static final int PAGE = 20;

    /** Rows read for a page: so many edits may fold into its items. */
    private static final int ROWS = 60;

    private final Happenings happenings;
    private final Entities entities;
    private final Records records;
    private final History history;
    private final Labels labels;
    private final Choices choices;
    private final Texts texts;

    Timeline(
            Happenings happenings,
            Entities entities,
            Records records,
            History history,
            Labels labels,
            Choices choices,
            Texts texts) {
        this.happenings = happenings;
        this.entities = entities;
        this.records = records;
        this.history = history;
        this.labels = labels;
        this.choices = choices;
        this.texts = texts;
    }

    /**
     * A page for whoever sees the customer; the caller has made sure of that.
     *
     * @param kind comma-separated kinds, null for all
     * @param known names of records the caller has read already, by entity
     */
    Map<String, Object> page(
            Actor actor,
            long customer,
            String kind,
            String cursor,
            Map<String, Map<Long, String>> known) {
        Set<String> kinds = kinds(kind);
        boolean first = cursor == null || cursor.isBlank();
        Happenings.Mark after = first ? null : Happenings.Mark.of(cursor);
        List<Happening> rows = happenings.read(actor, customer, kinds, after, ROWS + 1);
        boolean more = rows.size() > ROWS;
        List<Happening> page = more ? rows.subList(0, ROWS) : rows;
        return told(actor, page, more, known);
    }

    private Set<String> kinds(String kind) {
        var kinds = new LinkedHashSet<String>();
        if (kind != null && !kind.isBlank()) {
            var possible = new TreeSet<>(Set.of(FOLLOW_UP, CHANGE));
            happenings.parts().forEach(p -> possible.add(p.kind()));
            for (String word : kind.split(",")) {
                if (!possible.contains(word)) {
                    throw Problem.malformed("BAD_PARAMETER_NAMED", "kind");
                }
                kinds.add(word);
            }
        }
        return kinds;
    }

    private Map<String, Object> told(
            Actor actor, List<Happening> rows, boolean more, Map<String, Map<Long, String>> known) {
        Map<Happening, List<Map<String, Object>>> changes = changes(actor, rows);
        Map<String, Map<Long, String>> names = names(actor, rows, known);
        var items = new ArrayList<Map<String, Object>>();
        int at = 0;
        while (at < rows.size() && items.size() < PAGE) {
            Happening row = rows.get(at++);
            if (row.source() == Happenings.FOLLOW_UPS) {
                items.add(talk(actor, row, names));
                continue;
            }
            List<Map<String, Object>> told = changes.get(row);
            int folded = 1;
            while (folds(row)
                    && at < rows.size()
                    && folds(rows.get(at))
                    && row.sameSitting(rows.get(at))) {
                Happening.merge(told, changes.get(rows.get(at++)));
                folded++;
            }
            told.removeIf(c -> Objects.equals(c.get("old"), c.get("new")));
            if (!told.isEmpty() || !folds(row)) {
                items.add(change(actor, row, told, folded));
            }
        }
        boolean ended = at >= rows.size() && !more;
        Happening last = at == 0 ? null : rows.get(at - 1);
        var page = new LinkedHashMap<String, Object>();
        page.put("items", items);
        page.put(
                "nextCursor",
                ended || last == null
                        ? null
                        : new Happenings.Mark(last.at(), last.source(), last.id()).cursor());
        return page;
    }

    /** A plain edit, as against a beginning, an end, a milestone or a deed with a name. */
    private boolean folds(Happening row) {
        return "UPDATE".equals(row.kind()) && row.cause() == null && !milestone(row);
    }

    private boolean milestone(Happening row) {
        OverviewPart part = part(row);
        return part != null
                && (!"UPDATE".equals(row.kind())
                        || part.milestone() != null && row.facts().has(part.milestone()));
    }

    private OverviewPart part(Happening row) {
        return row.source() < Happenings.FIRST_PART
                ? null
                : happenings.parts().get(row.source() - Happenings.FIRST_PART);
    }

    private Entity entity(Happening row) {
        return entities.named(
                switch (row.source()) {
                    case Happenings.FOLLOW_UPS -> FollowUps.NAME;
                    case Happenings.CUSTOMER -> Customers.NAME;
                    case Happenings.CONTACTS -> Contacts.NAME;
                    default -> part(row).entity();
                });
    }

    /** The differences of all rows as the actor may see them, read entity by entity. */
    private Map<Happening, List<Map<String, Object>>> changes(Actor actor, List<Happening> rows) {
        var bySource = new LinkedHashMap<Integer, List<Happening>>();
        var changes = new IdentityHashMap<Happening, List<Map<String, Object>>>();
        for (Happening row : rows) {
            changes.put(row, new ArrayList<>());
            if (row.source() != Happenings.FOLLOW_UPS && row.facts() != null) {
                bySource.computeIfAbsent(row.source(), k -> new ArrayList<>()).add(row);
            }
        }
        for (List<Happening> same : bySource.values()) {
            var shown =
                    history.shown(
                            actor,
                            entity(same.getFirst()),
                            same.stream().map(Happening::facts).toList());
            for (int i = 0; i < same.size(); i++) {
                changes.get(same.get(i)).addAll(shown.get(i));
            }
        }
        return changes;
    }

    /** The names of those who were talked to, and of what it was about. */
    private Map<String, Map<Long, String>> names(
            Actor actor, List<Happening> rows, Map<String, Map<Long, String>> known) {
        var names = new HashMap<String, Map<Long, String>>();
        Entity followUps = entities.named(FollowUps.NAME);
        for (String field : List.of("contactId", "opportunityId")) {
            String target = followUps.field(field).refEntity();
            var all = new HashMap<Long, String>(known.getOrDefault(target, Map.of()));
            var missing = new TreeSet<Long>();
            for (Happening row : rows) {
                JsonNode id = row.source() == Happenings.FOLLOW_UPS ? row.facts().get(field) : null;
                if (id != null && id.isNumber() && !all.containsKey(id.longValue())) {
                    missing.add(id.longValue());
                }
            }
            all.putAll(labels.of(actor, target, missing));
            names.put(field, all);
        }
        return names;
    }

    private Map<String, Object> talk(
            Actor actor, Happening row, Map<String, Map<Long, String>> names) {
        Entity entity = entity(row);
        JsonNode facts = row.facts();
        Object method = fact(actor, entity, facts, "method");
        Field methods = entity.field("method");
        var item = item(FOLLOW_UP, row);
        item.put(
                "title",
                method == null
                        ? texts.text("entity." + FollowUps.NAME, actor.locale())
                        : choices.label(methods.choices(), method.toString(), actor.locale()));
        item.put("text", fact(actor, entity, facts, "content"));
        item.put("method", method);
        item.put("nextAction", fact(actor, entity, facts, "nextAction"));
        item.put("nextActionAt", instant(fact(actor, entity, facts, "nextActionAt")));
        item.put("contactName", named(actor, entity, facts, "contactId", names));
        item.put("opportunityName", named(actor, entity, facts, "opportunityId", names));
        item.put("opportunityId", fact(actor, entity, facts, "opportunityId"));
        item.put("changes", List.of());
        return item;
    }

    private Object fact(Actor actor, Entity entity, JsonNode facts, String field) {
        JsonNode value = facts.get(field);
        return value == null || value.isNull()
                ? null
                : records.shown(actor, entity, field, value.asString());
    }

    /** The database writes its own kind of ISO. */
    private static Object instant(Object value) {
        return value == null ? null : OffsetDateTime.parse(value.toString()).toInstant().toString();
    }

    private static String named(
            Actor actor,
            Entity entity,
            JsonNode facts,
            String field,
            Map<String, Map<Long, String>> names) {
        JsonNode id = facts.get(field);
        boolean seen = Access.right(actor, entity, entity.field(field)).inClear();
        return !seen || id == null || id.isNull() ? null : names.get(field).get(id.longValue());
    }

    private Map<String, Object> change(
            Actor actor, Happening row, List<Map<String, Object>> changes, int folded) {
        OverviewPart part = part(row);
        boolean milestone = milestone(row);
        var item = item(milestone ? part.kind() : CHANGE, row);
        item.put("title", title(actor, row, part, changes));
        item.put("text", milestone ? note(part, changes) : null);
        item.put("name", row.name());
        item.put("cause", row.cause());
        item.put("folded", folded);
        item.put("changes", changes);
        return item;
    }

    private Map<String, Object> item(String kind, Happening row) {
        var item = new LinkedHashMap<String, Object>();
        item.put("key", row.source() + "-" + row.id());
        item.put("kind", kind);
        item.put("at", row.at().toString());
        item.put("by", history.person(row.actorId()));
        item.put("entity", entity(row).name());
        item.put("id", Long.toString(row.recordId()));
        return item;
    }

    private String title(
            Actor actor, Happening row, OverviewPart part, List<Map<String, Object>> changes) {
        var locale = actor.locale();
        String label = texts.text("entity." + entity(row).name(), locale);
        if (!"UPDATE".equals(row.kind())) {
            String key =
                    switch (row.kind()) {
                        case "CREATE" -> "created";
                        case "DELETE" -> "deleted";
                        default -> "restored";
                    };
            return texts.text(
                    "timeline." + key, locale, texts.text("one." + entity(row).name(), locale));
        }
        if (PrimaryContact.CAUSE.equals(row.cause())) {
            return texts.text("timeline.primary", locale);
        }
        if (row.cause() != null && row.cause().startsWith("restore:")) {
            return texts.text(
                    "timeline.version", locale, row.cause().substring("restore:".length()));
        }
        String reached = part == null ? null : reached(actor, row, part, changes);
        return reached == null
                ? texts.text("timeline.edited", locale, changes.size())
                : texts.text("timeline.reached", locale, label, reached);
    }

    private String reached(
            Actor actor, Happening row, OverviewPart part, List<Map<String, Object>> changes) {
        if (part.milestone() == null) {
            return null;
        }
        Field field = entity(row).field(part.milestone());
        return changes.stream()
                .filter(c -> c.get("field").equals(part.milestone()) && c.get("new") != null)
                .map(c -> word(c.get("new")))
                .map(code -> choices.label(field.choices(), code, actor.locale()))
                .findFirst()
                .orElse(null);
    }

    private static String note(OverviewPart part, List<Map<String, Object>> changes) {
        for (String field : part.notes()) {
            for (Map<String, Object> change : changes) {
                if (change.get("field").equals(field) && change.get("new") != null) {
                    return word(change.get("new"));
                }
            }
        }
        return null;
    }

    private static String word(Object value) {
        return value instanceof JsonNode node ? node.asString() : value.toString();
    }
}
