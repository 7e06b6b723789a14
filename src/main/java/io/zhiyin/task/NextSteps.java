package io.zhiyin.task;

import io.zhiyin.customer.NextStepPlanned;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Texts;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was agreed in a talk becomes a task of whoever wrote it down, and follows the talk while it
 * is open (C8: the next follow-up creates a task).
 */
@Component
class NextSteps {
    private static final String CAUSE = "follow-up";

    private final JdbcClient jdbc;
    private final Records records;
    private final Entities entities;
    private final Texts texts;

    NextSteps(JdbcClient jdbc, Records records, Entities entities, Texts texts) {
        this.jdbc = jdbc;
        this.records = records;
        this.entities = entities;
        this.texts = texts;
    }

    @EventListener
    void on(NextStepPlanned step) {
        Entity tasks = entities.named(Tasks.NAME);
        // the task follows from the talk, whatever its writer may do with tasks
        Actor actor = step.actor().with(Rights.ALL);
        Optional<Long> open =
                jdbc.sql(
                                """
                                select id from task
                                where follow_up_id = ? and state = 'OPEN' and deleted_at is null
                                """)
                        .param(step.followUpId())
                        .query(Long.class)
                        .optional();
        if (open.isPresent()) {
            ObjectNode change = step.at() == null ? givenUp() : planned(step);
            records.apply(actor, tasks, open.get(), Action.EDIT, CAUSE, before -> change);
        } else if (step.at() != null && owner(step) != null) {
            records.create(actor, tasks, created(step), Draft.Origin.VERB);
        }
    }

    private static ObjectNode givenUp() {
        return Json.object().put("state", Tasks.CANCELLED);
    }

    private ObjectNode planned(NextStepPlanned step) {
        String title = texts.text("option.nextAction." + step.nextAction(), step.actor().locale());
        return Json.object().put("title", title).put("dueAt", step.at().toString());
    }

    private ObjectNode created(NextStepPlanned step) {
        ObjectNode task = planned(step);
        task.put("ownerId", owner(step).toString());
        task.put("followUpId", Long.toString(step.followUpId()));
        task.put("customerId", Long.toString(step.customerId()));
        put(task, "contactId", step.contactId());
        put(task, "opportunityId", step.opportunityId());
        return task;
    }

    private static void put(ObjectNode task, String name, Long id) {
        if (id != null) {
            task.put(name, id.toString());
        }
    }

    /** Who wrote the talk down; when that was a program, whose customer it is. */
    private Long owner(NextStepPlanned step) {
        if (step.actor().idOrNull() != null) {
            return step.actor().id();
        }
        return records.find(entities.named("customers"), step.customerId()).ref("ownerId");
    }
}
