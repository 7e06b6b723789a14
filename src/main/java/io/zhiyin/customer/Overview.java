package io.zhiyin.customer;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Query;
import io.zhiyin.record.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * All that a customer's page shows at once (C1.2): the record, its figures, what happened, and what
 * belongs to it. A fixed number of statements, whatever the customer has.
 */
@Component
class Overview {
    private static final int RELATED = 20;
    private static final OverviewPart CONTACTS =
            new OverviewPart(
                    Contacts.NAME,
                    "contact",
                    null,
                    List.of(),
                    "-isPrimary,id",
                    List.of("name", "title", "role", "mobile", "email", "phone", "isPrimary"));
    private static final List<String> FIGURES =
            List.of(
                    "totalAmount",
                    "orderCount",
                    "averageOrderAmount",
                    "lastOrderAt",
                    "valueScore",
                    "healthScore",
                    "churnRisk",
                    "completeness");

    private final Entities entities;
    private final Records records;
    private final Timeline timeline;
    private final List<OverviewPart> parts;

    Overview(Entities entities, Records records, Timeline timeline, List<OverviewPart> parts) {
        this.entities = entities;
        this.records = records;
        this.timeline = timeline;
        this.parts = Stream.concat(Stream.of(CONTACTS), parts.stream()).toList();
    }

    Map<String, Object> of(Actor actor, long id) {
        Map<String, Object> record = records.get(actor, entities.named(Customers.NAME), id);
        var names = new HashMap<String, Map<Long, String>>();
        var related = new ArrayList<Map<String, Object>>();
        for (OverviewPart part : parts) {
            Entity entity = entities.find(part.entity());
            if (entity != null && actor.may(Action.VIEW, entity)) {
                related.add(related(actor, entity, part, id, names));
            }
        }
        var overview = new LinkedHashMap<String, Object>();
        overview.put("record", record);
        overview.put("figures", figures(record));
        overview.put("timeline", timeline.page(actor, id, null, null, names));
        overview.put("related", related);
        return overview;
    }

    /** A page of the timeline alone. */
    Map<String, Object> timeline(Actor actor, long id, String kind, String cursor) {
        Access.demand(actor, entities.named(Customers.NAME), Action.VIEW);
        if (!records.reaches(actor, entities.named(Customers.NAME), id, Action.VIEW)) {
            throw Problem.notFound();
        }
        return timeline.page(actor, id, kind, cursor, Map.of());
    }

    private Map<String, Object> related(
            Actor actor,
            Entity entity,
            OverviewPart part,
            long customer,
            Map<String, Map<Long, String>> names) {
        Filter ofCustomer =
                Filter.parse(
                        Json.object()
                                .put("field", "customerId")
                                .put("op", "eq")
                                .put("value", Long.toString(customer)));
        Query query =
                new Query(
                        1,
                        RELATED,
                        part.sort(),
                        null,
                        ofCustomer,
                        null,
                        null,
                        new LinkedHashSet<>(part.fields()),
                        false);
        Records.Page page = records.list(actor, entity, query);
        var known = new HashMap<Long, String>();
        for (Map<String, Object> item : page.items()) {
            if (item.get(entity.displayField()) instanceof String name) {
                known.put(Long.valueOf((String) item.get("id")), name);
            }
        }
        names.put(entity.name(), known);
        var related = new LinkedHashMap<String, Object>();
        related.put("entity", entity.name());
        related.put("total", page.total());
        related.put("totalExact", page.totalExact());
        related.put("items", page.items());
        return related;
    }

    /** The figures of the head, as far as the actor may see them. */
    private static List<Map<String, Object>> figures(Map<String, Object> record) {
        var figures = new ArrayList<Map<String, Object>>();
        for (String name : FIGURES) {
            if (record.containsKey(name)) {
                var figure = new LinkedHashMap<String, Object>();
                figure.put("name", name);
                figure.put("value", record.get(name));
                figures.add(figure);
            }
        }
        return figures;
    }
}
