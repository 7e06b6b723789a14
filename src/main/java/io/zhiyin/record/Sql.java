package io.zhiyin.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A piece of SQL text with the values bound to its question marks, in order. Values never become
 * text.
 */
public final class Sql {
    private final StringBuilder text = new StringBuilder(256);
    private final List<Object> binds = new ArrayList<>();

    /** The column that values of this name lie in: {@code fullName} in {@code full_name}. */
    static String column(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    public static Sql of(String text, Object... binds) {
        return new Sql().add(text, binds);
    }

    public Sql add(String more, Object... values) {
        text.append(more);
        Collections.addAll(binds, values);
        return this;
    }

    public Sql add(Sql other) {
        text.append(other.text);
        binds.addAll(other.binds);
        return this;
    }

    public String text() {
        return text.toString();
    }

    public Object[] binds() {
        return binds.toArray();
    }

    public List<Object> bindList() {
        return binds;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text + " " + binds;
    }
}
