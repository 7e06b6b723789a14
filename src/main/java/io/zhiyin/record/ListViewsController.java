package io.zhiyin.record;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Stored views of lists, and which of them a person's list opens with. */
@RestController
@RequestMapping("/api/v1/views")
class ListViewsController {
    private final Entities entities;
    private final ListViews views;

    ListViewsController(Entities entities, ListViews views) {
        this.entities = entities;
        this.views = views;
    }

    @GetMapping
    Map<String, Object> views(Actor actor, @RequestParam String entity) {
        Entity of = entities.named(entity);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("items", views.of(actor, of));
        answer.put("default", views.standard(actor, of));
        return answer;
    }

    @GetMapping("/{id}")
    Map<String, Object> view(Actor actor, @PathVariable String id) {
        return views.get(actor, RecordController.id(id));
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> createView(Actor actor, @RequestBody JsonNode body) {
        long id = views.create(actor, body);
        return ResponseEntity.created(URI.create("/api/v1/views/" + id)).body(views.get(actor, id));
    }

    @PatchMapping("/{id}")
    Map<String, Object> changeView(
            Actor actor,
            @PathVariable String id,
            @RequestBody JsonNode body,
            @RequestHeader(name = "If-Match", required = false) String match) {
        views.patch(actor, RecordController.id(id), RecordController.version(match, body), body);
        return views.get(actor, RecordController.id(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> deleteView(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) Integer version,
            @RequestHeader(name = "If-Match", required = false) String match) {
        views.delete(
                actor,
                RecordController.id(id),
                version != null ? version : RecordController.version(match, null));
        return ResponseEntity.noContent().build();
    }

    /** {@code {"entity":"customers","view":"12"}}; null for all records. */
    @PutMapping("/default")
    Map<String, Object> openWith(Actor actor, @RequestBody JsonNode body) {
        Entity of = entities.named(body.path("entity").asString(""));
        JsonNode view = body.get("view");
        views.standard(actor, of, view == null || view.isNull() ? null : view.asString(""));
        return views(actor, of.name());
    }
}
