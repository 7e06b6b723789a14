package io.zhiyin.record;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a value of a company's own field must keep to besides its type. A pattern is run by an
 * engine whose time grows with the text alone, whatever somebody has written: one may not bring the
 * program to a halt by it.
 *
 * @param pattern the whole text must have this form; null without
 * @param least the smallest value, inclusive: BigDecimal or LocalDate; null without
 * @param most the largest value, inclusive; null without
 */
record Limits(Pattern pattern, Comparable<?> least, Comparable<?> most) {
    static final Limits NONE = new Limits(null, null, null);

    /** A pattern of 200 signs may still ask to repeat a repetition: what it makes is bounded. */
    private static final int LARGEST_PROGRAM = 10_000;

    /** Repetitions within repetitions multiply: that is refused before it is built. */
    private static final int MOST_REPETITIONS = 1_000;

    private static final java.util.regex.Pattern NUMBER =
            java.util.regex.Pattern.compile("-?\\d{1,16}(\\.\\d{1,6})?");

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

    /** The pattern ready for use; null when it is none, or too large a one. */
    static Pattern compiled(String text) {
        long repetitions = 1;
        var each = REPETITION.matcher(text);
        while (each.find() && repetitions <= MOST_REPETITIONS) {
            String upTo = each.group(2) == null || each.group(2).isEmpty() ? "0" : each.group(2);
            int times = Math.max(Integer.parseInt(each.group(1)), Integer.parseInt(upTo));
            repetitions *= Math.max(1, times);
        }
        if (repetitions > MOST_REPETITIONS) {
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(text);
            return pattern.programSize() > LARGEST_PROGRAM ? null : pattern;
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    /** The bound as a day or a number; null where the text is none. */
    static Comparable<?> bound(FieldType type, String text) {
        try {
            if (type == FieldType.DATE) {
                return Codec.date(text);
            }
            return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
        } catch (Codec.Unfit e) {
            return null;
        }
    }

    void check(Object value) throws Codec.Unfit {
        if (value instanceof String text && pattern != null && !pattern.matches(text)) {
            throw new Codec.Unfit("NOT_OF_PATTERN");
        }
        if (value != null && least != null && compare(value, least) < 0) {
            throw new Codec.Unfit("TOO_SMALL", shown(least));
        }
        if (value != null && most != null && compare(value, most) > 0) {
            throw new Codec.Unfit("TOO_LARGE", shown(most));
        }
    }

    /** Adds what a client may hold a value to before it is sent. */
    void tell(Map<String, Object> meta) {
        meta.put("pattern", pattern == null ? null : pattern.pattern());
        meta.put("least", least == null ? null : shown(least));
        meta.put("most", most == null ? null : shown(most));
    }

    static int compare(Object a, Object b) {
        return a instanceof BigDecimal x
                ? x.compareTo((BigDecimal) b)
                : ((LocalDate) a).compareTo((LocalDate) b);
    }

    private static String shown(Object bound) {
        return bound instanceof BigDecimal number ? number.toPlainString() : bound.toString();
    }
}
