package io.zhiyin.sales;

import java.util.Arrays;
import java.util.List;

/** What being in a stage means: still open, or closed in one of two ways, each with its reasons. */
enum Outcome {
    OPEN,
    WON("PRICE", "PRODUCT_FIT", "SERVICE", "RELATIONSHIP", "BRAND", "OTHER"),
    LOST(
            "CHOSE_COMPETITOR",
            "BUDGET_CUT",
            "PRICE",
            "NO_DECISION",
            "PRODUCT_GAP",
            "SERVICE",
            "OTHER");

    private final List<String> reasons;

    Outcome(String... reasons) {
        this.reasons = List.of(reasons);
    }

    boolean closed() {
        return this != OPEN;
    }

    /** The codes of choice list closeReason that fit. */
    List<String> reasons() {
        return reasons;
    }

    static String[] allReasons() {
        return Arrays.stream(values())
                .flatMap(o -> o.reasons.stream())
                .distinct()
                .toArray(String[]::new);
    }
}
