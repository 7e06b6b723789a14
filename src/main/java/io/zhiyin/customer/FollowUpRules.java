package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Records;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What holds for a follow-up: when it may have been, whom it is about, what follows from it. */
@Component
class FollowUpRules implements Hooks {
    /** A telephone's clock may be a little fast. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final ObjectProvider<Records> records;
    private final ObjectProvider<Entities> entities;
    private final NewestFollowUp newest;
    private final ApplicationEventPublisher events;

    FollowUpRules(
            ObjectProvider<Records> records,
            ObjectProvider<Entities> entities,
            NewestFollowUp newest,
            ApplicationEventPublisher events) {
        this.records = records;
        this.entities = entities;
        this.newest = newest;
        this.events = events;
    }

    @Override
    public void normalise(Draft draft) {
        Values values = draft.values();
        if (values.get("occurredAt") == null) {
            values.put("occurredAt", draft.at());
        }
        if (draft.creating()) {
            values.put("recordedAt", draft.at());
            if (values.get("authorId") == null) {
                values.put("authorId", draft.actor().idOrNull());
            }
        } else if (draft.changed("customerId")) {
            draft.reject("customerId", "READ_ONLY");
        }
        Instant occurred = values.instant("occurredAt");
        if (draft.changed("occurredAt") && occurred.isAfter(draft.at().plus(AHEAD))) {
            draft.reject("occurredAt", "IN_FUTURE");
        }
        if (draft.given("location") && !Location.fits((JsonNode) values.get("location"))) {
            draft.reject("location", "BAD_LOCATION");
        }
    }

    @Override
    public void check(Draft draft) {
        ofThisCustomer(draft, "contactId", Contacts.NAME);
        ofThisCustomer(draft, "opportunityId", "opportunities");
    }

    private void ofThisCustomer(Draft draft, String field, String entity) {
        Long id = draft.values().ref(field);
        if (id == null || !draft.changed(field)) {
            return;
        }
        Values of = records.getObject().find(entities.getObject().named(entity), id);
        if (of == null || !Objects.equals(of.ref("customerId"), draft.values().ref("customerId"))) {
            draft.reject(field, "NOT_OF_CUSTOMER");
        }
    }

    @Override
    public void after(Draft draft) {
        newest.refresh(List.of(draft.values().ref("customerId")));
        tell(draft);
        if (draft.changed("nextAction") || draft.changed("nextActionAt")) {
            Instant at = draft.values().instant("nextActionAt");
            boolean past = draft.creating() && at != null && at.isBefore(draft.at());
            plan(draft.actor(), draft.values(), past || at == null ? null : at);
        }
    }

    private void plan(Actor actor, Values talk, Instant at) {
        String next = talk.text("nextAction");
        events.publishEvent(
                new NextStepPlanned(
                        actor,
                        talk.id(),
                        next,
                        "NONE".equals(next) ? null : at,
                        talk.ref("customerId"),
                        talk.ref("contactId"),
                        talk.ref("opportunityId")));
    }

    @Override
    public void afterAll(List<Draft> drafts) {
        newest.refresh(drafts.stream().map(d -> d.values().ref("customerId")).toList());
        drafts.forEach(this::tell);
    }

    private void tell(Draft draft) {
        Long former = draft.creating() ? null : draft.before().ref("opportunityId");
        events.publishEvent(
                new FollowUpSaved(
                        draft.values().ref("customerId"),
                        draft.values().ref("opportunityId"),
                        former));
    }

    @Override
    public void afterRemoval(Actor actor, Values values, boolean removed) {
        Long opportunity = values.ref("opportunityId");
        newest.refresh(List.of(values.ref("customerId")));
        events.publishEvent(new FollowUpSaved(values.ref("customerId"), opportunity, opportunity));
        plan(actor, values, removed ? null : values.instant("nextActionAt"));
    }
}
