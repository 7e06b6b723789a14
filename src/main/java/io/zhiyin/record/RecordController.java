package io.zhiyin.record;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The HTTP calls that every entity has. A name that is no entity is 404. */
@RestController
@RequestMapping("/api/v1")
class RecordController {
    static final Set<String> LIST_PARAMETERS =
            Set.of("page", "size", "sort", "q", "filter", "fields", "cursor", "total", "deleted");

    private final Entities entities;
    private final Records records;
    private final History history;
    private final Reveal reveal;
    private final Meta meta;
    private final Once once;

    RecordController(
            Entities entities,
            Records records,
            History history,
            Reveal reveal,
            Meta meta,
            Once once) {
        this.entities = entities;
        this.records = records;
        this.history = history;
        this.reveal = reveal;
        this.meta = meta;
        this.once = once;
    }

    @GetMapping("/meta/entities")
    Map<String, Object> entities(Actor actor) {
        return Map.of(
                "items",
                entities.all().stream()
                        .filter(e -> e.isOffered() && actor.may(Action.VIEW, e))
                        .map(e -> meta.brief(actor, e))
                        .toList());
    }

    @GetMapping("/meta/entities/{entity}")
    Map<String, Object> entity(Actor actor, @PathVariable String entity) {
        Entity of = entities.named(entity);
        Access.demand(actor, of, Action.VIEW);
        return meta.full(actor, of);
    }

    @GetMapping("/{entity}")
    Records.Page list(Actor actor, @PathVariable String entity, HttpServletRequest request) {
        Entity of = entities.named(entity);
        for (String name : request.getParameterMap().keySet()) {
            if (!LIST_PARAMETERS.contains(name)) {
                throw Problem.malformed("UNKNOWN_PARAMETER", name);
            }
        }
        return records.list(
                actor,
                of,
                new Query(
                        number(request, "page", 1),
                        number(request, "size", 20),
                        request.getParameter("sort"),
                        keyword(request.getParameter("q")),
                        Filter.parse(request.getParameter("filter")),
                        blank(request.getParameter("cursor")),
                        total(request.getParameter("total")),
                        fields(actor, of, request.getParameter("fields")),
                        deleted(request.getParameter("deleted"))));
    }

    @PostMapping("/{entity}/search")
    Records.Page search(Actor actor, @PathVariable String entity, @RequestBody JsonNode body) {
        Entity of = entities.named(entity);
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        for (Map.Entry<String, JsonNode> part : body.properties()) {
            if (!LIST_PARAMETERS.contains(part.getKey())) {
                throw Problem.malformed("UNKNOWN_PARAMETER", part.getKey());
            }
        }
        JsonNode filter = body.get("filter");
        return records.list(
                actor,
                of,
                new Query(
                        number(body, "page", 1),
                        number(body, "size", 20),
                        text(body, "sort"),
                        keyword(text(body, "q")),
                        filter == null || filter.isNull() ? null : Filter.parse(filter),
                        blank(text(body, "cursor")),
                        total(text(body, "total")),
                        fields(actor, of, text(body, "fields")),
                        deleted(body.get("deleted"))));
    }

    private static int number(HttpServletRequest request, String name, int otherwise) {
        String text = request.getParameter(name);
        try {
            return text == null || text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", name);
        }
    }

    private static int number(JsonNode body, String name, int otherwise) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", name);
        }
        return node.intValue();
    }

    private static String text(JsonNode body, String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            var words = new java.util.ArrayList<String>();
            node.forEach(n -> words.add(n.isString() ? n.stringValue() : ""));
            return String.join(",", words);
        }
        if (!node.isString()) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", name);
        }
        return node.stringValue();
    }

    static String keyword(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Codec.clean(text, false);
        } catch (Codec.Unfit e) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "q");
        }
    }

    private static String blank(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static boolean deleted(String text) {
        if (text == null || text.isEmpty() || text.equals("false") || text.equals("true")) {
            return "true".equals(text);
        }
        throw Problem.malformed("BAD_PARAMETER_NAMED", "deleted");
    }

    private static boolean deleted(JsonNode node) {
        if (node == null || node.isNull() || node.isBoolean()) {
            return node != null && node.isBoolean() && node.booleanValue();
        }
        throw Problem.malformed("BAD_PARAMETER_NAMED", "deleted");
    }

    private static String total(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.equals("exact") && !text.equals("none")) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "total");
        }
        return text;
    }

    private static Set<String> fields(Actor actor, Entity entity, String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var names = new LinkedHashSet<String>();
        for (String word : text.split(",")) {
            String name = word.strip();
            if (name.equals(Custom.COLUMN) && entity.isCustomizable()) {
                entity.customFields().stream()
                        .filter(f -> Access.right(actor, entity, f).shown())
                        .forEach(f -> names.add(f.name()));
                continue;
            }
            names.add(name);
            Field field = entity.field(name);
            boolean known =
                    field == null
                            ? entity.childNamed(name) != null
                            : Access.right(actor, entity, field).shown();
            if (!known) {
                throw Problem.malformed("UNKNOWN_FIELD", name);
            }
        }
        return names;
    }

    @PostMapping("/{entity}")
    ResponseEntity<Map<String, Object>> create(
            Actor actor,
            @PathVariable String entity,
            @RequestBody JsonNode body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        Entity of = entities.named(entity);
        long id =
                once.create(
                        actor,
                        of,
                        key,
                        body,
                        () -> records.create(actor, of, body, Draft.Origin.API).id());
        return ResponseEntity.created(URI.create("/api/v1/" + entity + "/" + id))
                .body(stored(actor, of, id));
    }

    /**
     * What the creator may see of his record: a role that may create without viewing sees its id
     * alone.
     */
    private Map<String, Object> stored(Actor actor, Entity entity, long id) {
        try {
            return records.get(actor, entity, id);
        } catch (Problem notSeen) {
            return Map.of("id", Long.toString(id));
        }
    }

    /** Also for what is no id: that is a record which does not exist, not a wrong method. */
    @GetMapping("/{entity}/{id}")
    Map<String, Object> get(Actor actor, @PathVariable String entity, @PathVariable String id) {
        return records.get(actor, entities.named(entity), id(id));
    }

    @PatchMapping("/{entity}/{id}")
    Map<String, Object> patch(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @RequestBody JsonNode body,
            @RequestHeader(name = "If-Match", required = false) String match) {
        Entity of = entities.named(entity);
        records.patch(actor, of, id(id), version(match, body), body);
        return stored(actor, of, id(id));
    }

    @DeleteMapping("/{entity}/{id}")
    ResponseEntity<Void> delete(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @RequestBody(required = false) JsonNode body,
            @RequestHeader(name = "If-Match", required = false) String match,
            @RequestParam(name = "version", required = false) Integer version) {
        records.delete(
                actor,
                entities.named(entity),
                id(id),
                version != null ? version : version(match, body));
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{entity}/{id:\\d+}/restore")
    Map<String, Object> restore(Actor actor, @PathVariable String entity, @PathVariable String id) {
        Entity of = entities.named(entity);
        records.restore(actor, of, id(id));
        return stored(actor, of, id(id));
    }

    @GetMapping("/{entity}/{id:\\d+}/versions")
    Map<String, Object> versions(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @RequestParam(required = false) String cursor) {
        return history.versions(actor, entities.named(entity), id(id), cursor);
    }

    @PostMapping("/{entity}/{id:\\d+}/versions/{n:\\d+}/restore")
    Map<String, Object> restoreVersion(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable int n,
            @RequestBody(required = false) JsonNode body,
            @RequestHeader(name = "If-Match", required = false) String match) {
        Entity of = entities.named(entity);
        history.restore(actor, of, id(id), n, version(match, body));
        return stored(actor, of, id(id));
    }

    @PostMapping("/{entity}/{id:\\d+}/reveal")
    Map<String, Object> reveal(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @RequestBody JsonNode body) {
        return reveal.value(actor, entities.named(entity), id(id), body);
    }

    @PostMapping("/{entity}/{id:\\d+}/{verb:[a-z-]+}")
    ResponseEntity<Object> verb(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String verb,
            @RequestBody(required = false) JsonNode body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        Entity of = entities.named(entity);
        return run(actor, of, of.verbs().get(verb), id(id), verb, body, key);
    }

    @PostMapping("/{entity}/{verb:[a-z-]+}")
    ResponseEntity<Object> collectionVerb(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String verb,
            @RequestBody(required = false) JsonNode body,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        Entity of = entities.named(entity);
        return run(actor, of, of.collectionVerbs().get(verb), 0, verb, body, key);
    }

    private ResponseEntity<Object> run(
            Actor actor,
            Entity entity,
            Verb verb,
            long id,
            String name,
            JsonNode body,
            String key) {
        if (verb == null) {
            throw Problem.notFound();
        }
        JsonNode sent = body == null ? Json.object() : body;
        if (!sent.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        Object answer =
                once.run(
                        actor,
                        entity,
                        key,
                        name + ":" + id,
                        sent,
                        id,
                        () -> verb.run(actor, id, sent));
        return answer == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(answer);
    }

    /** What is no number, or too long for one, is an id that does not exist. */
    static long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.notFound();
        }
        return Long.parseLong(text);
    }

    static Integer version(String match, JsonNode body) {
        JsonNode sent = body == null ? null : body.get("version");
        if (match != null && !match.isBlank()) {
            String text = match.replace("W/", "").replace("\"", "").strip();
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw Problem.malformed("BAD_PARAMETER_NAMED", "If-Match");
            }
        }
        if (sent == null || sent.isNull()) {
            return null;
        }
        if (!sent.isIntegralNumber() || !sent.canConvertToInt()) {
            throw Problem.invalid(List.of(new Problem.FieldError("version", "NOT_INTEGER")));
        }
        return sent.intValue();
    }
}
