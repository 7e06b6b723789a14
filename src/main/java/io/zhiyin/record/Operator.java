package io.zhiyin.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The questions a filter can ask of a field. */
public enum Operator {
    EQ("eq"),
    NE("ne"),
    IN("in"),
    NOT_IN("notIn"),
    GT("gt"),
    GTE("gte"),
    LT("lt"),
    LTE("lte"),
    BETWEEN("between"),
    CONTAINS("contains"),
    STARTS_WITH("startsWith"),
    IS_NULL("isNull"),
    NOT_NULL("notNull"),
    OLDER_THAN_DAYS("olderThanDays"),
    WITHIN_DAYS("withinDays");

    private static final Map<String, Operator> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Operator::word, Function.identity()));

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static boolean known(String word) {
        return BY_WORD.containsKey(word);
    }

    static Operator of(String word) {
        return BY_WORD.get(word);
    }

    boolean fits(Field field) {
        if (field.guard() == Field.Guard.ENCRYPTED) {
            return this == IS_NULL || this == NOT_NULL;
        }
        FieldType type = field.type();
        return switch (this) {
            case EQ, NE, IN, NOT_IN, IS_NULL, NOT_NULL -> true;
            case GT, GTE, LT, LTE, BETWEEN -> type.numeric() || type.temporal();
            case CONTAINS, STARTS_WITH -> type.textual();
            case OLDER_THAN_DAYS, WITHIN_DAYS -> type.temporal();
        };
    }

    /** The operators that can be asked of a field, as clients name them. */
    static List<String> of(Field field) {
        var fitting = new ArrayList<String>();
        for (Operator operator : values()) {
            if (field.filterable() && operator.fits(field)) {
                fitting.add(operator.word);
            }
        }
        if (field.type() == FieldType.TAGS) {
            fitting.add("hasTag");
            fitting.add("hasAnyTag");
        }
        return fitting;
    }
}
