package io.zhiyin.sales;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * One stage of a pipeline.
 *
 * @param probability of winning, in per cent, that an opportunity starts with here
 * @param next the codes a card may move to; empty leaves it to the pipeline's own rule
 * @param maxDays how long a card may stay before it counts as stuck; null for ever
 */
record Stage(
        String code,
        String name,
        String nameEn,
        BigDecimal probability,
        Outcome outcome,
        List<String> next,
        Integer maxDays) {

    String label(Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        return english && nameEn != null ? nameEn : name;
    }
}
