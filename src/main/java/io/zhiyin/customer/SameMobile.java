package io.zhiyin.customer;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The primary contact's mobile number is the customer's identity: no two living customers have the
 * same, unless somebody with the right says why. A unique index holds the rule when two are saved
 * at once; this check names the other one.
 */
@Component
class SameMobile {
    private final JdbcTemplate db;
    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;

    SameMobile(
            JdbcTemplate db, ObjectProvider<Records> records, ObjectProvider<Entities> entities) {
        this.db = db;
        this.records = records;
        this.entities = entities;
    }

    void check(Draft draft) {
        Values values = draft.values();
        String mobile = values.text("identityMobile");
        if (mobile == null) {
            values.put("duplicateReason", null);
            return;
        }
        if (!draft.changed("identityMobile") && !draft.changed("duplicateReason")) {
            return;
        }
        if (draft.creating() && draft.origin() == Draft.Origin.IMPORT) {
            // the import has compared it already, a thousand at a time
            return;
        }
        Long other = other(mobile, draft.creating() ? 0 : draft.before().id());
        if (other == null) {
            values.put("duplicateReason", null);
        } else if (values.get("duplicateReason") == null
                || !draft.actor().may(Action.APPROVE, draft.entity())) {
            throw taken(draft.actor(), draft.entity(), other);
        }
    }

    /**
     * @throws Problem 409 when another living customer has the number
     */
    void refuseIfTaken(Actor actor, long id, String mobile) {
        Long other = other(mobile, id);
        if (other != null) {
            throw taken(actor, entities.getObject().named(Customers.NAME), other);
        }
    }

    private Long other(String mobile, long but) {
        List<Long> found =
                db.queryForList(
                        """
                        select id from customer
                        where identity_mobile = ? and deleted_at is null and id <> ?
                        order by id limit 1
                        """,
                        Long.class,
                        mobile,
                        but);
        return found.isEmpty() ? null : found.getFirst();
    }

    private Problem taken(Actor actor, Entity customers, long id) {
        Problem problem = Problem.conflict("DUPLICATE");
        problem.with("field", Customers.PRIMARY + ".mobile");
        problem.with("mayAllow", actor.may(Action.APPROVE, customers));
        if (records.getObject().reaches(actor, customers, id, Action.VIEW)) {
            problem.with("existing", existing(actor, customers, id));
        }
        return problem;
    }

    private Map<String, Object> existing(Actor actor, Entity customers, long id) {
        Values values = records.getObject().find(customers, id);
        var existing = new LinkedHashMap<String, Object>();
        existing.put("id", Long.toString(id));
        for (String field : List.of("code", "fullName")) {
            if (Access.right(actor, customers, customers.field(field)).inClear()) {
                existing.put(field, values.get(field));
            }
        }
        return existing;
    }
}
