package io.zhiyin.task;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;

/** How often a task comes again, by the company's calendar. */
enum Repeat {
    NONE,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    static String[] codes() {
        return Arrays.stream(values()).map(Enum::name).toArray(String[]::new);
    }

    /**
     * When it is due next, at the same time of day: the first time after both the last one and now.
     * Counted from the first due time, so that the 31st is the last day of shorter months and the
     * 31st again after them.
     */
    Instant next(Instant first, Instant last, Instant now, ZoneId zone) {
        Instant passed = last.isAfter(now) ? last : now;
        long days = Math.max(0, Duration.between(first, passed).toDays());
        ZonedDateTime start = first.atZone(zone);
        for (int times = (int) (days / longest()); ; times++) {
            Instant next = after(start, times).toInstant();
            if (next.isAfter(passed)) {
                return next;
            }
        }
    }

    /** Days: so often at least it has come since, which need not be counted one by one. */
    private int longest() {
        return switch (this) {
            case NONE, DAILY -> 2;
            case WEEKLY -> 8;
            case MONTHLY -> 32;
            case YEARLY -> 367;
        };
    }

    private ZonedDateTime after(ZonedDateTime first, int times) {
        return switch (this) {
            case NONE -> throw new IllegalStateException("comes once");
            case DAILY -> first.plusDays(times);
            case WEEKLY -> first.plusWeeks(times);
            case MONTHLY -> first.plusMonths(times);
            case YEARLY -> first.plusYears(times);
        };
    }
}
