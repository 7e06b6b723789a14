package io.zhiyin.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** When a repeated task is due again. */
class RepeatTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(CHINA).toInstant();
    }

    private static Instant next(Repeat repeat, String first, String last, String now) {
        return repeat.next(at(first), at(last), at(now), CHINA);
    }

    @Test
    void aTaskDoneEarlyComesAgainAfterItsOwnTime() {
        assertThat(next(Repeat.DAILY, "2026-03-05T09:00", "2026-03-05T09:00", "2026-03-02T10:00"))
                .isEqualTo(at("2026-03-06T09:00"));
    }

    @Test
    void aTaskDoneLateDoesNotComeForTheTimesThatHavePassed() {
        assertThat(next(Repeat.WEEKLY, "2026-01-05T09:00", "2026-01-12T09:00", "2026-03-04T10:00"))
                .isEqualTo(at("2026-03-09T09:00"));
        assertThat(next(Repeat.DAILY, "2016-03-05T09:00", "2016-03-05T09:00", "2026-03-02T10:00"))
                .isEqualTo(at("2026-03-03T09:00"));
    }

    @Test
    void theThirtyFirstIsTheLastDayOfShorterMonthsAndTheThirtyFirstAgainAfterThem() {
        assertThat(next(Repeat.MONTHLY, "2026-01-31T09:00", "2026-01-31T09:00", "2026-01-31T10:00"))
                .isEqualTo(at("2026-02-28T09:00"));
        assertThat(next(Repeat.MONTHLY, "2026-01-31T09:00", "2026-02-28T09:00", "2026-02-28T10:00"))
                .isEqualTo(at("2026-03-31T09:00"));
        assertThat(next(Repeat.YEARLY, "2024-02-29T09:00", "2024-02-29T09:00", "2026-03-01T10:00"))
                .isEqualTo(at("2027-02-28T09:00"));
    }

    @Test
    void theTimeOfDayStaysWhereClocksAreChanged() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant first = Instant.parse("2026-03-28T08:00:00Z");
        assertThat(Repeat.DAILY.next(first, first, first, berlin))
                .isEqualTo(Instant.parse("2026-03-29T07:00:00Z"));
    }
}
