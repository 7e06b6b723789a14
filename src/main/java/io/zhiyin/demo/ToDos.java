package io.zhiyin.demo;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Json;
import io.zhiyin.record.Records;
import io.zhiyin.record.Texts;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the company's people have to do these days: the next steps of their talks, and their own.
 */
final class ToDos {
    private static final Duration BEHIND = Duration.ofDays(2);
    private static final Duration AHEAD = Duration.ofDays(8);
    private static final int MOST = 400;

    private final JdbcTemplate db;
    private final Entities entities;
    private final Records records;
    private final Texts texts;
    private final Actor program;
    private final Instant now;

    ToDos(
            JdbcTemplate db,
            Entities entities,
            Records records,
            Texts texts,
            Actor program,
            Instant now) {
        this.db = db;
        this.entities = entities;
        this.records = records;
        this.texts = texts;
        this.program = program;
        this.now = now;
    }

    private void create(ObjectNode task) {
        records.create(program, entities.named("tasks"), task, Draft.Origin.VERB);
    }

    /** The step that the newest talk with a customer planned, where it is due about now. */
    void ofTalks() {
        List<ObjectNode> tasks =
                db.query(
                        """
                        select f.id, f.customer_id, f.contact_id, f.opportunity_id, f.next_action, f.next_action_at, c.owner_id
                        from follow_up f join customer c on c.id = f.customer_id and c.last_follow_up_at = f.occurred_at
                        where f.next_action <> 'NONE' and c.owner_id is not null and f.next_action_at between ? and ?
                        order by f.next_action_at limit ?
                        """,
                        (row, n) -> {
                            String next = row.getString("next_action");
                            ObjectNode task =
                                    Json.object()
                                            .put(
                                                    "title",
                                                    texts.text(
                                                            "option.nextAction." + next,
                                                            Locale.CHINA))
                                            .put("followUpId", row.getString("id"))
                                            .put("customerId", row.getString("customer_id"))
                                            .put("contactId", row.getString("contact_id"))
                                            .put("opportunityId", row.getString("opportunity_id"))
                                            .put("ownerId", row.getString("owner_id"));
                            Instant due = row.getTimestamp("next_action_at").toInstant();
                            return task.put("dueAt", due.toString());
                        },
                        Timestamp.from(now.minus(BEHIND)),
                        Timestamp.from(now.plus(AHEAD)),
                        MOST);
        tasks.forEach(this::create);
    }

    /** What everybody of these has to do beside his customers. */
    void own(Function<String, Long> users, List<String> whose) {
        LocalDate today = LocalDate.ofInstant(now, program.zone());
        for (String[] parts : Words.read("company.txt").rows("todos")) {
            for (String name : whose) {
                ObjectNode task = Json.object().put("title", parts[0]).put("repeats", parts[1]);
                task.put("ownerId", users.apply(name).toString());
                task.put(
                        "dueAt",
                        today.plusDays(Long.parseLong(parts[2]))
                                .atTime(Integer.parseInt(parts[3]), 0)
                                .atZone(program.zone())
                                .toInstant()
                                .toString());
                ArrayNode steps = task.putArray("steps");
                for (String step : parts[4].split(",")) {
                    if (!step.isEmpty()) {
                        steps.addObject().put("text", step);
                    }
                }
                create(task);
            }
        }
    }
}
