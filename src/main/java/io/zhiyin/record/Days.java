package io.zhiyin.record;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;

/**
 * A moment asked for by days alone ({@code "value":"2026-03-02"}): the whole day is meant, as the
 * calendar of the company's zone has it. From the 2nd on is from its first moment, up to the 2nd is
 * to its last.
 */
final class Days {
    private static final int LENGTH = 10;
    private static final int MOST_DAYS = 36_500;

    private Days() {}

    /** Whether the value names days and not moments. */
    static boolean named(Operator operator, JsonNode value) {
        return switch (operator) {
            case EQ, NE, GT, GTE, LT, LTE -> day(value);
            case BETWEEN ->
                    value != null
                            && value.isArray()
                            && value.size() == 2
                            && (day(value.get(0)) && day(value.get(1)));
            default -> false;
        };
    }

    private static boolean day(JsonNode value) {
        return value != null && value.isString() && value.stringValue().length() == LENGTH;
    }

    static Sql asked(Operator operator, Filter.Leaf leaf, Sql place, ZoneId zone) {
        boolean between = operator == Operator.BETWEEN;
        LocalDate first = read(leaf, between ? leaf.value().get(0) : leaf.value());
        LocalDate last = between ? read(leaf, leaf.value().get(1)) : first;
        Object from = Lists.utc(first.atStartOfDay(zone).toInstant());
        Object to = Lists.utc(last.plusDays(1).atStartOfDay(zone).toInstant());
        return switch (operator) {
            case GT -> sign(place, " >= ?", to);
            case GTE -> sign(place, " >= ?", from);
            case LT -> sign(place, " < ?", from);
            case LTE -> sign(place, " < ?", to);
            case NE -> Sql.of("not coalesce(").add(both(place, from, to)).add(", false)");
            default -> both(place, from, to);
        };
    }

    private static Sql both(Sql place, Object from, Object to) {
        return Sql.of("(")
                .add(sign(place, " >= ?", from))
                .add(" and ")
                .add(sign(place, " < ?", to))
                .add(")");
    }

    private static Sql sign(Sql place, String sign, Object value) {
        return Sql.of(place.text() + sign, place.binds()).add("", value);
    }

    /** So many days before now, as the field's column holds it. */
    static Object ago(Field field, Filter.Leaf leaf, Instant now, ZoneId zone) {
        JsonNode days = leaf.value();
        if (days == null
                || !days.isIntegralNumber()
                || days.longValue() < 0
                || days.longValue() > MOST_DAYS) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
        Instant limit = now.minus(Duration.ofDays(days.longValue()));
        return field.type() == FieldType.DATE
                ? java.sql.Date.valueOf(LocalDate.ofInstant(limit, zone))
                : Lists.utc(limit);
    }

    /** What lies ahead is not within the last days. */
    static Object end(Field field, LocalDate today, ZoneId zone) {
        return field.type() == FieldType.DATE
                ? java.sql.Date.valueOf(today)
                : Lists.utc(today.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static LocalDate read(Filter.Leaf leaf, JsonNode value) {
        try {
            return Codec.date(value.stringValue());
        } catch (Codec.Unfit e) {
            throw Problem.malformed("BAD_FILTER_VALUE", leaf.op());
        }
    }
}
