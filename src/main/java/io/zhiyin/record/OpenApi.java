package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Describes the HTTP calls as OpenAPI 3.1, from the entity definitions that they are made of. */
@Component
class OpenApi {
    private static final Map<String, Object> PROBLEM =
            Map.of("$ref", "#/components/schemas/Problem");

    static final Map<String, Object> IDEMPOTENCY =
            Map.of(
                    "name",
                    "Idempotency-Key",
                    "in",
                    "header",
                    "schema",
                    Map.of("type", "string", "maxLength", Once.LONGEST));

    /** A body that is a form with one file. */
    static final Map<String, Object> FILE =
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("file", Map.of("type", "string", "format", "binary")));

    private final Texts texts;
    private final OpenApiShapes shapes;
    private final OpenApiCalls calls;

    OpenApi(Texts texts, OpenApiShapes shapes, OpenApiCalls calls) {
        this.texts = texts;
        this.shapes = shapes;
        this.calls = calls;
    }

    Map<String, Object> describe(List<Entity> entities, Locale locale) {
        var paths = new LinkedHashMap<String, Object>();
        var schemas = new LinkedHashMap<String, Object>();
        schemas.put("Problem", problem());
        for (Entity entity : entities) {
            if (entity.isOffered()) {
                schemas.put(entity.name(), shapes.answer(entity, locale));
                schemas.put(entity.name() + "-new", shapes.sent(entity, true, locale));
                schemas.put(entity.name() + "-change", shapes.sent(entity, false, locale));
                paths(entity, paths, locale);
            }
        }
        calls.add(paths, entities.stream().filter(Entity::isOffered).toList());
        var api = new LinkedHashMap<String, Object>();
        api.put("openapi", "3.1.0");
        api.put("info", Map.of("title", "Zhiyin", "version", "1"));
        api.put("servers", List.of(Map.of("url", "/api/v1")));
        api.put("security", List.of(Map.of("token", List.of()), Map.of("session", List.of())));
        api.put("paths", paths);
        api.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of(
                                "token", Map.of("type", "http", "scheme", "bearer"),
                                "session",
                                        Map.of(
                                                "type",
                                                "apiKey",
                                                "in",
                                                "cookie",
                                                "name",
                                                "ZHIYIN_SESSION"))));
        return api;
    }

    private static Map<String, Object> problem() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "title", type("string"),
                        "status", type("integer"),
                        "detail", type("string"),
                        "code", type("string"),
                        "errors",
                                Map.of(
                                        "type",
                                        "array",
                                        "items",
                                        Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of(
                                                        "field",
                                                        type("string"),
                                                        "code",
                                                        type("string"),
                                                        "message",
                                                        type("string"))))));
    }

    static Map<String, Object> type(String type) {
        return Map.of("type", type);
    }

    private void paths(Entity entity, Map<String, Object> paths, Locale locale) {
        String label = texts.text("entity." + entity.name(), locale);
        Map<String, Object> one = Map.of("$ref", "#/components/schemas/" + entity.name());
        Map<String, Object> fresh =
                Map.of("$ref", "#/components/schemas/" + entity.name() + "-new");
        Map<String, Object> change =
                Map.of("$ref", "#/components/schemas/" + entity.name() + "-change");
        Map<String, Object> page =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "items", Map.of("type", "array", "items", one),
                                "page", type("integer"),
                                "size", type("integer"),
                                "total", type("integer"),
                                "totalExact", type("boolean"),
                                "nextCursor", Map.of("type", List.of("string", "null"))));
        var list = new LinkedHashMap<String, Object>();
        var query = new ArrayList<Map<String, Object>>();
        for (String name : RecordController.LIST_PARAMETERS.stream().sorted().toList()) {
            query.add(
                    Map.of(
                            "name",
                            name,
                            "in",
                            "query",
                            "schema",
                            type(
                                    switch (name) {
                                        case "page", "size" -> "integer";
                                        case "deleted" -> "boolean";
                                        default -> "string";
                                    })));
        }
        list.put("get", operation("List " + label, query, null, "200", page));
        list.put("post", operation("Create in " + label, List.of(IDEMPOTENCY), fresh, "201", one));
        paths.put("/" + entity.name(), list);
        var id =
                List.of(
                        Map.<String, Object>of(
                                "name",
                                "id",
                                "in",
                                "path",
                                "required",
                                true,
                                "schema",
                                type("string")));
        var single = new LinkedHashMap<String, Object>();
        single.put("get", operation("Read one of " + label, id, null, "200", one));
        single.put("patch", operation("Change one of " + label, versioned(id), change, "200", one));
        single.put("delete", operation("Delete one of " + label, versioned(id), null, "204", null));
        paths.put("/" + entity.name() + "/{id}", single);
        for (String verb : entity.verbs().keySet()) {
            paths.put(
                    "/" + entity.name() + "/{id}/" + verb,
                    Map.of(
                            "post",
                            operation(
                                    verb + " one of " + label,
                                    id,
                                    type("object"),
                                    "200",
                                    type("object"))));
        }
        for (String verb : entity.collectionVerbs().keySet()) {
            paths.put(
                    "/" + entity.name() + "/" + verb,
                    Map.of(
                            "post",
                            operation(
                                    verb + " in " + label,
                                    List.of(),
                                    type("object"),
                                    "200",
                                    type("object"))));
        }
    }

    /** With the version that was read, where it is not in the body. */
    private static List<Map<String, Object>> versioned(List<Map<String, Object>> parameters) {
        var all = new ArrayList<>(parameters);
        all.add(Map.of("name", "If-Match", "in", "header", "schema", type("string")));
        return all;
    }

    static Map<String, Object> operation(
            String summary,
            List<Map<String, Object>> parameters,
            Map<String, Object> body,
            String status,
            Map<String, Object> answer) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("summary", summary);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (body != null) {
            operation.put(
                    "requestBody",
                    Map.of(
                            "content",
                            Map.of(
                                    body == FILE ? "multipart/form-data" : "application/json",
                                    Map.of("schema", body))));
        }
        var responses = new LinkedHashMap<String, Object>();
        responses.put(
                status,
                answer == null
                        ? Map.of("description", "done")
                        : Map.of(
                                "description",
                                "done",
                                "content",
                                Map.of("application/json", Map.of("schema", answer))));
        responses.put(
                "default",
                Map.of(
                        "description",
                        "refused",
                        "content",
                        Map.of("application/problem+json", Map.of("schema", PROBLEM))));
        operation.put("responses", responses);
        return operation;
    }
}
