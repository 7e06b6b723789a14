package io.zhiyin.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Calls about the engine itself: the search over everything, who shares a record, choice lists,
 * readers of the log, the API's description.
 */
@RestController
@RequestMapping("/api/v1")
class EngineController {
    private final Entities entities;
    private final Shares shares;
    private final ChoiceLists lists;
    private final ChangeReaders readers;
    private final OpenApi openApi;
    private final GlobalSearch search;

    EngineController(
            Entities entities,
            Shares shares,
            ChoiceLists lists,
            ChangeReaders readers,
            OpenApi openApi,
            GlobalSearch search) {
        this.entities = entities;
        this.shares = shares;
        this.lists = lists;
        this.readers = readers;
        this.openApi = openApi;
        this.search = search;
    }

    @GetMapping("/{entity}/{id:\\d+}/shares")
    Map<String, Object> shares(Actor actor, @PathVariable String entity, @PathVariable String id) {
        return Map.of("items", shares.of(actor, entities.named(entity), RecordController.id(id)));
    }

    @PutMapping("/{entity}/{id:\\d+}/shares")
    Map<String, Object> share(
            Actor actor,
            @PathVariable String entity,
            @PathVariable String id,
            @RequestBody JsonNode body) {
        return Map.of(
                "items", shares.put(actor, entities.named(entity), RecordController.id(id), body));
    }

    @GetMapping("/choice-lists")
    Map<String, Object> choiceLists(Actor actor) {
        return Map.of("items", lists.all(actor));
    }

    @PutMapping("/choice-lists/{list}")
    Map<String, Object> choiceOrder(
            Actor actor, @PathVariable String list, @RequestBody JsonNode body) {
        return lists.order(actor, list, body);
    }

    @PutMapping("/choice-lists/{list}/{code}")
    Map<String, Object> choice(
            Actor actor,
            @PathVariable String list,
            @PathVariable String code,
            @RequestBody JsonNode body) {
        return lists.put(actor, list, code, body);
    }

    @GetMapping("/change-readers")
    Map<String, Object> lag(Actor actor) {
        if (!actor.rights().administrator()) {
            throw Problem.forbidden();
        }
        return readers.lag();
    }

    @GetMapping("/search")
    Map<String, Object> search(
            Actor actor,
            @RequestParam(required = false) String q,
            @RequestParam(defaultValue = "5") int size) {
        return search.find(actor, RecordController.keyword(q), size);
    }

    @GetMapping("/openapi.json")
    Map<String, Object> openApi(Actor actor) {
        return openApi.describe(List.copyOf(entities.all()), Locale.ENGLISH);
    }
}
