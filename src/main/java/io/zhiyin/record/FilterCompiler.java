package io.zhiyin.record;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Turns a condition tree into one SQL condition over alias t with bound values. A field the caller
 * may not look at is an unknown field; a related record is only asked as far as the caller may see
 * it.
 */
@Component
public class FilterCompiler {
    private static final int MOST_VALUES = 1000;

    private final Entities entities;
    private final Codec codec;
    private final Tags tags;
    private final Clock clock;

    FilterCompiler(Entities entities, Codec codec, Tags tags, Clock clock) {
        this.entities = entities;
        this.codec = codec;
        this.tags = tags;
        this.clock = clock;
    }

    /** The condition for this actor; derived expressions take the date of his company's zone. */
    public Sql compile(Actor actor, Entity entity, Filter filter) {
        return switch (filter) {
            case Filter.Group group -> group(actor, entity, group);
            case Filter.Leaf leaf -> leaf(actor, entity, leaf);
        };
    }

    private Sql group(Actor actor, Entity entity, Filter.Group group) {
        if (group.conditions().isEmpty()) {
            return Sql.of(group.kind() == Filter.Kind.OR ? "false" : "true");
        }
        String joint = group.kind() == Filter.Kind.OR ? " or " : " and ";
        Sql sql = Sql.of(group.kind() == Filter.Kind.NOT ? "not coalesce((" : "(");
        boolean first = true;
        for (Filter condition : group.conditions()) {
            if (!first) {
                sql.add(joint);
            }
            first = false;
            sql.add(compile(actor, entity, condition));
        }
        return sql.add(group.kind() == Filter.Kind.NOT ? "), false)" : ")");
    }

    private Sql leaf(Actor actor, Entity entity, Filter.Leaf leaf) {
        if (leaf.op().equals("hasTag") || leaf.op().equals("hasAnyTag")) {
            return tag(actor, entity, leaf);
        }
        if (!Operator.known(leaf.op())) {
            throw Problem.malformed("UNKNOWN_OPERATOR", leaf.op());
        }
        if (leaf.field() == null) {
            throw Problem.malformed("BAD_FILTER");
        }
        int dot = leaf.field().indexOf('.');
        if (dot > 0 && !Custom.names(leaf.field())) {
            return related(
                    actor,
                    entity,
                    leaf,
                    leaf.field().substring(0, dot),
                    leaf.field().substring(dot + 1));
        }
        Field field = visible(actor, entity, leaf.field());
        return compare(actor, field, "t", leaf);
    }

    private static Field visible(Actor actor, Entity entity, String name) {
        Field field = entity.field(name);
        if (field == null || !field.filterable() || !Access.right(actor, entity, field).queried()) {
            throw Problem.malformed("UNKNOWN_FIELD", name);
        }
        return field;
    }

    /** The place a value is read from, with the binds of a derived expression. */
    Sql placed(Field field, String alias, Actor actor) {
        String text = field.source(alias);
        if (!field.computed()) {
            return Sql.of(text);
        }
        return expression(text, actor);
    }

    /** The place a list is sorted by. */
    Sql sorted(Field field, String alias, Actor actor) {
        return field.computed() ? placed(field, alias, actor) : Sql.of(field.sortSource(alias));
    }

    /** Fills :today and :zone in their order of appearance. */
    Sql expression(String text, Actor actor) {
        Sql sql = new Sql();
        int from = 0;
        while (true) {
            int today = text.indexOf(":today", from);
            int zone = text.indexOf(":zone", from);
            if (today < 0 && zone < 0) {
                return sql.add(text.substring(from));
            }
            if (zone < 0 || (today >= 0 && today < zone)) {
                sql.add(text.substring(from, today) + "?", java.sql.Date.valueOf(today(actor)));
                from = today + 6;
            } else {
                sql.add(text.substring(from, zone) + "?", actor.zone().getId());
                from = zone + 5;
            }
        }
    }

    private LocalDate today(Actor actor) {
        return LocalDate.ofInstant(clock.instant(), actor.zone());
    }

    private Sql related(
            Actor actor, Entity entity, Filter.Leaf leaf, String relation, String name) {
        Child child = entity.childNamed(relation);
        if (child != null) {
            Field field = child.field(name);
            if (field == null
                    || !field.filterable()
                    || !Access.right(actor, entity, child, field).queried()) {
                throw Problem.malformed("UNKNOWN_FIELD", leaf.field());
            }
            String condition =
                    child.condition() == null ? "" : " and " + child.condition().replace("$", "r");
            return Sql.of(
                            "exists (select 1 from "
                                    + child.table()
                                    + " r where r."
                                    + child.parentColumn()
                                    + " = t.id"
                                    + condition
                                    + " and ")
                    .add(compare(actor, field, "r", leaf))
                    .add(")");
        }
        Field link = entity.field(relation + "Id");
        if (link == null
                || link.refEntity() == null
                || !Access.right(actor, entity, link).queried()) {
            throw Problem.malformed("UNKNOWN_FIELD", leaf.field());
        }
        Entity target = entities.find(link.refEntity());
        if (target == null || !actor.may(Action.VIEW, target)) {
            throw Problem.malformed("UNKNOWN_FIELD", leaf.field());
        }
        Field field = visible(actor, target, name);
        if (field.computed()) {
            throw Problem.malformed("UNKNOWN_FIELD", leaf.field());
        }
        Sql seen = Access.condition(actor, target, Action.VIEW);
        String scope = seen.text().replaceAll("\\bt\\.", "r.");
        return Sql.of(
                        "exists (select 1 from "
                                + target.table()
                                + " r where r.id = t."
                                + link.columnName()
                                + " and r.deleted_at is null and ")
                .add(compare(actor, field, "r", leaf))
                .add(" and " + scope, seen.binds())
                .add(")");
    }

    private Sql tag(Actor actor, Entity entity, Filter.Leaf leaf) {
        Field field = entity.field("tags");
        if (leaf.field() != null && !leaf.field().equals("tags")) {
            if (leaf.field().indexOf('.') < 0) {
                visible(actor, entity, leaf.field());
            }
            throw Problem.malformed("OPERATOR_DOES_NOT_FIT", leaf.op(), leaf.field());
        }
        if (field == null || !Access.right(actor, entity, field).queried()) {
            throw Problem.malformed("UNKNOWN_OPERATOR", leaf.op());
        }
        var ids = new ArrayList<Long>();
        for (String name : strings(leaf)) {
            Long id = tags.id(name);
            ids.add(id == null ? -1L : id);
        }
        String sign = leaf.op().equals("hasTag") ? " @> ?" : " && ?";
        return Sql.of(field.source("t") + sign, (Object) ids.toArray(Long[]::new));
    }

    private static List<String> strings(Filter.Leaf leaf) {
        JsonNode value = leaf.value();
        var all = new ArrayList<String>();
        if (value != null && value.isString()) {
            all.add(value.stringValue());
        } else if (value != null
                && value.isArray()
                && !value.isEmpty()
                && value.size() <= MOST_VALUES) {
            for (JsonNode item : value) {
                if (!item.isString()) {
                    throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
                }
                all.add(item.stringValue());
            }
        } else {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        return all;
    }

    private Sql compare(Actor actor, Field field, String alias, Filter.Leaf asked) {
        Filter.Leaf leaf = asked.by(actor, field);
        Operator operator = Operator.of(leaf.op());
        if (!operator.fits(field)) {
            throw Problem.malformed("OPERATOR_DOES_NOT_FIT", leaf.op(), leaf.field());
        }
        Sql held = CustomFilter.held(field, alias, leaf, codec);
        if (held != null) {
            return held;
        }
        Sql place = placed(field, alias, actor);
        String text = place.text();
        if (field.type() == FieldType.INSTANT && Days.named(operator, leaf.value())) {
            return Days.asked(operator, leaf, place, actor.zone());
        }
        return switch (operator) {
            case IS_NULL ->
                    rebind(
                            field.type().list()
                                    ? "coalesce(cardinality(" + text + "), 0) = 0"
                                    : text + " is null",
                            place);
            case NOT_NULL ->
                    rebind(
                            field.type().list()
                                    ? "coalesce(cardinality(" + text + "), 0) > 0"
                                    : text + " is not null",
                            place);
            case EQ -> equal(field, place, leaf, false);
            case NE -> equal(field, place, leaf, true);
            case GT -> sign(field, place, leaf, " > ?");
            case GTE -> sign(field, place, leaf, " >= ?");
            case LT -> sign(field, place, leaf, " < ?");
            case LTE -> sign(field, place, leaf, " <= ?");
            case IN -> in(field, place, leaf, false);
            case NOT_IN -> in(field, place, leaf, true);
            case BETWEEN -> between(field, place, leaf);
            case CONTAINS -> rebind(text + " ilike ?", place).add("", "%" + like(leaf) + "%");
            case STARTS_WITH -> rebind(text + " ilike ?", place).add("", like(leaf) + "%");
            case OLDER_THAN_DAYS ->
                    rebind(text + " < ?", place)
                            .add("", Days.ago(field, leaf, clock.instant(), actor.zone()));
            case WITHIN_DAYS ->
                    rebind(text + " between ? and ?", place)
                            .add(
                                    "",
                                    Days.ago(field, leaf, clock.instant(), actor.zone()),
                                    Days.end(field, today(actor), actor.zone()));
        };
    }

    private static Sql rebind(String text, Sql place) {
        return Sql.of(text, place.binds());
    }

    /**
     * Null equals nothing, and is different from every value: a customer without a region is not in
     * the east.
     */
    private Sql equal(Field field, Sql place, Filter.Leaf leaf, boolean not) {
        if (leaf.value() == null || leaf.value().isNull()) {
            return rebind(place.text() + (not ? " is not null" : " is null"), place);
        }
        if (field.type().list()) {
            Sql has =
                    rebind(place.text() + " @> ?" + arrayOf(field), place)
                            .add(
                                    "",
                                    value(
                                            field,
                                            leaf,
                                            Json.MAPPER.createArrayNode().add(leaf.value())));
            return not ? Sql.of("not coalesce(").add(has).add(", false)") : has;
        }
        String sign = not ? " is distinct from ?" : " = ?";
        return rebind(place.text() + sign, place).add("", value(field, leaf, leaf.value()));
    }

    /** The driver sends words as varchar[], which text[] is not compared with. */
    private static String arrayOf(Field field) {
        return field.type() == FieldType.MULTI_CHOICE ? "::text[]" : "";
    }

    private Sql sign(Field field, Sql place, Filter.Leaf leaf, String sign) {
        return rebind(place.text() + sign, place).add("", value(field, leaf, leaf.value()));
    }

    private Sql in(Field field, Sql place, Filter.Leaf leaf, boolean not) {
        JsonNode values = leaf.value();
        if (values == null || !values.isArray() || values.size() > MOST_VALUES) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        if (field.type().list()) {
            Sql any =
                    rebind(place.text() + " && ?" + arrayOf(field), place)
                            .add("", value(field, leaf, values));
            return not ? Sql.of("not coalesce(").add(any).add(", false)") : any;
        }
        var binds = new ArrayList<Object>();
        for (JsonNode item : values) {
            binds.add(value(field, leaf, item));
        }
        if (binds.isEmpty()) {
            return Sql.of(not ? "true" : "false");
        }
        String marks = String.join(", ", java.util.Collections.nCopies(binds.size(), "?"));
        Sql in = rebind(place.text() + " in (" + marks + ")", place).add("", binds.toArray());
        return not ? Sql.of("not coalesce(").add(in).add(", false)") : in;
    }

    private Sql between(Field field, Sql place, Filter.Leaf leaf) {
        JsonNode values = leaf.value();
        if (values == null || !values.isArray() || values.size() != 2) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        return rebind(place.text() + " between ? and ?", place)
                .add("", value(field, leaf, values.get(0)), value(field, leaf, values.get(1)));
    }

    private Object value(Field field, Filter.Leaf leaf, JsonNode node) {
        if (node == null || node.isNull()) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        try {
            if (field.type() == FieldType.PHONE && node.isString()) {
                return phoneOrText(node.stringValue());
            }
            if (field.type().textual() && node.isString()) {
                return Codec.clean(node.stringValue(), false);
            }
            if (field.type() == FieldType.TAGS && node.isArray()) {
                var ids = new ArrayList<Long>();
                for (JsonNode item : node) {
                    Long id = item.isString() ? tags.id(item.stringValue()) : null;
                    ids.add(id == null ? -1L : id);
                }
                return ids.toArray(Long[]::new);
            }
            return codec.toColumn(field, codec.fromJson(field, node));
        } catch (Codec.Unfit e) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
    }

    private static String phoneOrText(String text) throws Codec.Unfit {
        try {
            return Phones.number(text);
        } catch (Codec.Unfit e) {
            return Codec.clean(text, false);
        }
    }

    private static String like(Filter.Leaf leaf) {
        if (leaf.value() == null
                || !leaf.value().isString()
                || leaf.value().stringValue().length() > 200) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        try {
            return escape(Codec.clean(leaf.value().stringValue(), false));
        } catch (Codec.Unfit e) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
