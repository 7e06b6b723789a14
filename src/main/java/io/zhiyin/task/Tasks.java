package io.zhiyin.task;

import io.zhiyin.record.Child;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: something to do (C9). Its rules stand in {@link TaskRules}. */
@Component
@Order(35)
class Tasks implements Definition {
    static final String NAME = "tasks";
    static final String STEPS = "steps";
    static final String OPEN = "OPEN";
    static final String DONE = "DONE";
    static final String CANCELLED = "CANCELLED";

    private final Entity entity;

    Tasks(TaskRules rules, TaskMoves moves) {
        entity =
                Entity.named(NAME, "task")
                        .fields(
                                Field.text("title", 200).required().searched("n").listed(),
                                Field.of("dueAt", FieldType.INSTANT).quickCreate().listed(),
                                Field.choice("priority", "taskPriority", "HIGH", "NORMAL", "LOW")
                                        .initial("NORMAL")
                                        .quickCreate()
                                        .listed(),
                                Field.ref("ownerId", "users").required().listed(),
                                Field.ref("departmentId", "departments").derived(),
                                Field.choice("repeats", "taskRepeats", Repeat.codes())
                                        .initial("NONE"),
                                Field.of("repeatsFrom", FieldType.INSTANT).verbOnly().internal(),
                                Field.longText("notes"))
                        .fields(
                                Field.ref("customerId", "customers")
                                        .quickCreate()
                                        .listed()
                                        .group("about"),
                                Field.ref("contactId", "contacts").group("about"),
                                Field.ref("opportunityId", "opportunities").group("about"),
                                Field.ref("followUpId", "follow-ups").verbOnly().group("about"))
                        .fields(
                                Field.choice("state", "taskState", OPEN, DONE, CANCELLED)
                                        .initial(OPEN)
                                        .verbOnly()
                                        .listed()
                                        .group("state"),
                                Field.of("doneAt", FieldType.INSTANT).verbOnly().group("state"))
                        .child(
                                Child.lines(
                                        STEPS,
                                        "task_step",
                                        "task_id",
                                        (row, path, errors) -> {},
                                        Field.text("text", 200).required(),
                                        Field.of("done", FieldType.BOOLEAN).initial(false)))
                        .display("title")
                        .subtitle("customerId", "dueAt")
                        .owned()
                        .belongsTo("customerId")
                        .verb("complete", moves::complete)
                        .verb("cancel", moves::cancel)
                        .verb("reopen", moves::reopen)
                        .hooks(rules);
    }

    @Override
    public Entity entity() {
        return entity;
    }
}
