package io.zhiyin.record;

import io.zhiyin.record.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what somebody wants done with many records, and refuses at once what can't come off. */
@Component
class BulkOrders {
    private static final int MOST_NAMED = 10_000;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_NOTE = 500;
    private static final Set<String> PARTS =
            Set.of(
                    "ids",
                    "versions",
                    "filter",
                    "q",
                    "patch",
                    "action",
                    "tags",
                    "name",
                    "ownerId",
                    "note");

    private final Drafts drafts;
    private final References references;

    BulkOrders(Drafts drafts, References references) {
        this.drafts = drafts;
        this.references = references;
    }

    /** An order, and its records where they were named. */
    record Read(BulkOrder order, List<BulkItems.Waiting> items) {}

    /**
     * @param only only how many records it would be is asked: what is to be done with them need not
     *     be said yet
     * @throws Problem 403 without the right on any record, 400 and 422 for what is wrong
     */
    Read read(Actor actor, Entity entity, JsonNode body, boolean only) {
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        for (String name : body.propertyNames()) {
            if (!PARTS.contains(name)) {
                throw Problem.invalid(
                        name.substring(0, Math.min(100, name.length())), "UNKNOWN_FIELD");
            }
        }
        BulkAction action = action(body);
        action.demand(actor, entity);
        ObjectNode patch =
                switch (action) {
                    case EDIT ->
                            only && !body.has("patch")
                                    ? null
                                    : patch(actor, entity, body.get("patch"));
                    case TRANSFER -> owner(actor, entity, body.get("ownerId"), only);
                    default -> null;
                };
        List<String> tags =
                action == BulkAction.TAG || action == BulkAction.UNTAG
                        ? tags(actor, entity, body, only)
                        : List.of();
        if (action.byVerb() && !entity.verbs().containsKey(action.json())) {
            throw Problem.invalid("action", "NOT_POSSIBLE_HERE");
        }
        boolean named = body.has("ids");
        if (named == body.has("filter")) {
            throw Problem.invalid(named ? "filter" : "ids", named ? "IDS_OR_FILTER" : "REQUIRED");
        }
        BulkOrder order =
                new BulkOrder(
                        entity.name(),
                        action,
                        patch,
                        tags,
                        note(body.get("note")),
                        named,
                        body.get("filter"),
                        word(body.get("q"), named));
        return new Read(order, named ? items(body) : List.of());
    }

    private static BulkAction action(JsonNode body) {
        JsonNode sent = body.get("action");
        if (sent == null || sent.isNull()) {
            if (!body.has("patch")) {
                throw Problem.invalid("action", "REQUIRED");
            }
            return BulkAction.EDIT;
        }
        BulkAction action =
                Arrays.stream(BulkAction.values())
                        .filter(a -> a.json().equals(sent.asString("")))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid("action", "NOT_CHOICE"));
        if (action != BulkAction.EDIT && body.has("patch")) {
            throw Problem.invalid("patch", "UNKNOWN_FIELD");
        }
        return action;
    }

    /** Judged as a change of any record would be, so that a wrong value is told at once. */
    private ObjectNode patch(Actor actor, Entity entity, JsonNode sent) {
        if (!(sent instanceof ObjectNode patch) || patch.isEmpty()) {
            throw Problem.invalid(
                    "patch", sent == null || sent.isObject() ? "REQUIRED" : "NOT_AN_OBJECT");
        }
        for (String name : patch.propertyNames()) {
            Child child = entity.childNamed(name);
            Field field = entity.field(name);
            boolean secret = field != null && field.guard() == Field.Guard.ENCRYPTED;
            if (secret || child != null || entity.takes(name) || name.equals("version")) {
                throw Problem.invalid(name, "NOT_IN_BULK");
            }
        }
        judge(actor, entity, patch);
        for (String name : patch.propertyNames()) {
            Field field = entity.field(name);
            if (field != null && field.isRequired() && patch.get(name).isNull()) {
                throw Problem.invalid(name, "REQUIRED");
            }
        }
        return patch;
    }

    private void judge(Actor actor, Entity entity, ObjectNode patch) {
        Drafts.Sent read = drafts.read(actor, entity, patch, new Values(), false);
        refuse(read.errors());
        Draft draft =
                new Draft(
                        entity,
                        actor,
                        Instant.EPOCH,
                        new Values(),
                        read.values(),
                        read.given(),
                        Draft.Origin.API);
        references.check(draft);
        refuse(draft.errors());
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private ObjectNode owner(Actor actor, Entity entity, JsonNode sent, boolean only) {
        if (!entity.hasOwnOwner()) {
            throw Problem.invalid("action", "NOT_POSSIBLE_HERE");
        }
        if (only && sent == null) {
            return null;
        }
        if (sent == null || sent.isNull()) {
            throw Problem.invalid("ownerId", "REQUIRED");
        }
        ObjectNode patch = Json.object();
        patch.set("ownerId", sent);
        judge(actor, entity, patch);
        return patch;
    }

    /** {@code "tags":["a","b"]}, or {@code "name":"a"} for one. */
    private static List<String> tags(Actor actor, Entity entity, JsonNode body, boolean only) {
        Field field = entity.field("tags");
        if (field == null || field.type() != FieldType.TAGS) {
            throw Problem.invalid("action", "NOT_POSSIBLE_HERE");
        }
        if (!Access.right(actor, entity, field).written()) {
            throw Problem.invalid("tags", "READ_ONLY");
        }
        JsonNode sent = body.get("tags");
        var names = new ArrayList<String>();
        if (only && sent == null && !body.has("name")) {
            return List.of();
        }
        if (sent == null && body.has("name")) {
            names.add(body.get("name").asString("").strip());
        } else if (sent != null && sent.isArray() && sent.size() <= MOST_TAGS) {
            sent.forEach(each -> names.add(each.asString("").strip()));
        } else {
            throw Problem.invalid("tags", sent == null ? "REQUIRED" : "NOT_LIST");
        }
        if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
            throw Problem.invalid("tags", "REQUIRED");
        }
        if (names.stream().anyMatch(n -> n.length() > Tags.LONGEST)) {
            throw Problem.invalid("tags", "TOO_LONG", Tags.LONGEST);
        }
        return List.copyOf(names);
    }

    private static String note(JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        try {
            String note = Codec.clean(sent.asString(""), true);
            if (note != null && note.length() > LONGEST_NOTE) {
                throw Problem.invalid("note", "TOO_LONG", LONGEST_NOTE);
            }
            return note == null || note.isBlank() ? null : note;
        } catch (Codec.Unfit e) {
            throw Problem.invalid(List.of(e.at("note")));
        }
    }

    private static String word(JsonNode sent, boolean named) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        if (named || !sent.isString()) {
            throw Problem.invalid("q", named ? "IDS_OR_FILTER" : "NOT_TEXT");
        }
        return RecordController.keyword(sent.stringValue());
    }

    private static List<BulkItems.Waiting> items(JsonNode body) {
        JsonNode ids = body.get("ids");
        JsonNode versions = body.path("versions");
        if (!ids.isArray() || ids.isEmpty()) {
            throw Problem.invalid("ids", ids.isArray() ? "REQUIRED" : "NOT_LIST");
        }
        if (ids.size() > MOST_NAMED) {
            throw Problem.invalid("ids", "TOO_MANY", MOST_NAMED);
        }
        Map<Long, BulkItems.Waiting> items = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            try {
                long id = Codec.reference(ids.get(i));
                JsonNode known = versions.path(Long.toString(id));
                items.put(
                        id,
                        new BulkItems.Waiting(
                                id, known.isIntegralNumber() ? known.intValue() : null));
            } catch (Codec.Unfit e) {
                throw Problem.invalid(List.of(e.at("ids[" + i + "]")));
            }
        }
        return List.copyOf(items.values());
    }
}
