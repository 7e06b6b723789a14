package io.zhiyin.customer;

import io.zhiyin.record.Child;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

/** How much of what counts is known of a record, in whole percent; the goal is 95 (C1). */
public final class Completeness {
    private static final Set<String> OF_COMPANIES = Set.of("companySize", "taxNumber");

    private Completeness() {}

    public static BigDecimal of(Entity entity, Values values) {
        int counted = 0;
        int filled = 0;
        boolean person = "PERSON".equals(values.get("kind"));
        for (Field field : entity.allFields()) {
            if (field.countsForCompleteness() && !(person && OF_COMPANIES.contains(field.name()))) {
                counted++;
                filled += filled(values.get(field.name()));
            }
        }
        for (Child child : entity.allChildren()) {
            for (Field field : child.many() ? List.<Field>of() : child.fields()) {
                if (field.countsForCompleteness()) {
                    Values row = values.child(child.name());
                    counted++;
                    filled += row == null ? 0 : filled(row.get(field.name()));
                }
            }
        }
        return BigDecimal.valueOf(filled * 100L)
                .divide(BigDecimal.valueOf(Math.max(1, counted)), 0, RoundingMode.DOWN);
    }

    private static int filled(Object value) {
        return value == null || value instanceof List<?> list && list.isEmpty() ? 0 : 1;
    }
}
