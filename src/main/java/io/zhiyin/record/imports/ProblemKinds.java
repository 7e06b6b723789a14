package io.zhiyin.record.imports;

import io.zhiyin.record.Problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the rows of a file, by kind: how many, and the first of each. */
final class ProblemKinds {
    private static final int SHOWN = 20;
    private static final int MOST_KINDS = 200;
    private static final int LONGEST_VALUE = 80;

    /**
     * @param notice true where the row is not rejected for it
     */
    record Kind(
            String code,
            String field,
            List<String> args,
            boolean notice,
            long count,
            List<Example> rows) {}

    /** The value is null where it may not be quoted. */
    record Example(long row, String value) {}

    private static final class Gathered {
        final FieldError first;
        final boolean notice;
        final List<Example> rows = new ArrayList<>();
        long count;

        Gathered(FieldError first, boolean notice) {
            this.first = first;
            this.notice = notice;
        }
    }

    private final Map<String, Gathered> kinds = new LinkedHashMap<>();

    void add(long row, FieldError error, String value, boolean notice) {
        String key = error.code() + ":" + error.field();
        if (!kinds.containsKey(key) && kinds.size() >= MOST_KINDS) {
            return;
        }
        Gathered kind = kinds.computeIfAbsent(key, k -> new Gathered(error, notice));
        kind.count++;
        if (kind.rows.size() < SHOWN) {
            kind.rows.add(new Example(row, shortened(value)));
        }
    }

    private static String shortened(String value) {
        if (value == null || value.length() <= LONGEST_VALUE) {
            return value;
        }
        int end =
                Character.isHighSurrogate(value.charAt(LONGEST_VALUE - 1))
                        ? LONGEST_VALUE - 1
                        : LONGEST_VALUE;
        return value.substring(0, end) + "…";
    }

    /** The most frequent first, what rejects rows before what does not. */
    List<Kind> list() {
        return kinds.values().stream()
                .map(
                        g ->
                                new Kind(
                                        g.first.code(),
                                        g.first.field(),
                                        g.first.args().stream().map(String::valueOf).toList(),
                                        g.notice,
                                        g.count,
                                        List.copyOf(g.rows)))
                .sorted(
                        (a, b) ->
                                a.notice() != b.notice()
                                        ? Boolean.compare(a.notice(), b.notice())
                                        : Long.compare(b.count(), a.count()))
                .toList();
    }
}
