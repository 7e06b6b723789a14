package io.zhiyin.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Background work over HTTP: seen by who asked for it and by administrators. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobsController {
    private static final int EXACT = 1_000;
    private static final int LARGEST_PAGE = 200;

    private final Jobs jobs;
    private final JobStore store;
    private final Texts texts;

    JobsController(Jobs jobs, JobStore store, Texts texts) {
        this.jobs = jobs;
        this.store = store;
        this.texts = texts;
    }

    @GetMapping
    Map<String, Object> list(
            Actor actor,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size) {
        if (page < 1 || size < 1 || size > LARGEST_PAGE) {
            throw Problem.malformed("BAD_PAGE", LARGEST_PAGE);
        }
        Long owner = mine || !actor.rights().administrator() ? Long.valueOf(actor.id()) : null;
        List<Job> found = store.newest(owner, size, (page - 1L) * size);
        long total = store.count(owner, EXACT + 1);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", found.stream().map(each -> answer(each, actor.locale())).toList());
        answer.put("page", page);
        answer.put("size", size);
        answer.put("total", Math.min(total, EXACT));
        answer.put("totalExact", total <= EXACT);
        answer.put("nextCursor", null);
        return answer;
    }

    @GetMapping("/{id}")
    Map<String, Object> get(Actor actor, @PathVariable String id) {
        return answer(visible(actor, id), actor.locale());
    }

    @PostMapping("/{id}/cancel")
    Map<String, Object> cancel(Actor actor, @PathVariable String id) {
        Job job = visible(actor, id);
        jobs.cancel(job.id());
        return answer(visible(actor, id), actor.locale());
    }

    private Job visible(Actor actor, String id) {
        try {
            return jobs.find(Long.parseLong(id))
                    .filter(
                            job ->
                                    actor.rights().administrator()
                                            || Long.valueOf(actor.id()).equals(job.ownerId()))
                    .orElseThrow(Problem::notFound);
        } catch (NumberFormatException e) {
            throw Problem.notFound();
        }
    }

    private Map<String, Object> answer(Job job, Locale locale) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", Long.toString(job.id()));
        answer.put("kind", job.kind());
        answer.put("state", job.state());
        answer.put("ownerId", job.ownerId() == null ? null : job.ownerId().toString());
        answer.put("done", job.done());
        answer.put("total", job.total());
        answer.put("result", job.result());
        answer.put("failureCode", job.failure());
        answer.put("failure", failure(job, locale));
        answer.put("errorFileUrl", errorFile(job));
        answer.put("cancelAsked", job.cancelAsked());
        answer.put("createdAt", job.createdAt());
        answer.put("startedAt", job.startedAt());
        answer.put("finishedAt", job.finishedAt());
        return answer;
    }

    /** Where the rejected rows are: a stored file, or the address its result tells. */
    private static String errorFile(Job job) {
        if (job.errorFileId() != null) {
            return "/api/v1/files/" + job.errorFileId();
        }
        return job.result() == null ? null : job.result().path("errorFileUrl").asString(null);
    }

    private String failure(Job job, Locale locale) {
        return job.failure() == null
                ? null
                : texts.text("problem." + job.failure(), locale, job.failureArgs().toArray());
    }
}
