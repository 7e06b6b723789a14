package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Problem;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls of a customer's page. */
@RestController
@RequestMapping("/api/v1/customers/{id:\\d{1,18}}")
class OverviewController {
    private final Overview overview;

    OverviewController(Overview overview) {
        this.overview = overview;
    }

    @GetMapping("/overview")
    Map<String, Object> overview(Actor actor, @PathVariable long id) {
        return overview.of(actor, id);
    }

    /**
     * @throws Problem 404 when the actor does not see the customer, 400 for an unknown kind
     */
    @GetMapping("/timeline")
    Map<String, Object> timeline(
            Actor actor,
            @PathVariable long id,
            @RequestParam(required = false) String kind,
            @RequestParam(required = false) String cursor) {
        return overview.timeline(actor, id, kind, cursor);
    }
}
