package io.zhiyin.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The values of one record by field name, in Java's types: String, Long, BigDecimal, Boolean,
 * LocalDate, Instant, List, and Values or a list of Values for children. An absent name is a value
 * not looked at; null is an empty one.
 */
public final class Values extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    public Values() {}

    /** With room for so many values. */
    Values(int values) {
        super((int) (values / 0.75f) + 2);
    }

    public Values(Values other) {
        super(other);
    }

    public long id() {
        return (Long) get("id");
    }

    public int version() {
        return ((Number) get("version")).intValue();
    }

    public String text(String field) {
        return (String) get(field);
    }

    public Long ref(String field) {
        return (Long) get(field);
    }

    public BigDecimal number(String field) {
        Object value = get(field);
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
    }

    public Instant instant(String field) {
        return (Instant) get(field);
    }

    public LocalDate date(String field) {
        return (LocalDate) get(field);
    }

    public boolean flag(String field) {
        return Boolean.TRUE.equals(get(field));
    }

    public Values child(String name) {
        return (Values) get(name);
    }

    @SuppressWarnings("unchecked")
    public List<Values> children(String name) {
        return (List<Values>) get(name);
    }
}
