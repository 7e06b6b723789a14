package io.zhiyin.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Working time of the past: everything happens on working days between 8:30 and 18:30. */
final class Days {
    private static final int OPENS = 30_600; // 8:30
    private static final int OPEN_SECONDS = 36_000;

    private final Instant present;
    private final ZoneId zone;
    private final List<LocalDate> days = new ArrayList<>();

    Days(Instant present, ZoneId zone, int years) {
        this.present = present;
        this.zone = zone;
        LocalDate today = LocalDate.ofInstant(present, zone);
        for (LocalDate day = today.minusYears(years); day.isBefore(today); day = day.plusDays(1)) {
            if (!free(day)) {
                days.add(day);
            }
        }
    }

    Instant present() {
        return present;
    }

    Instant first() {
        return at(0);
    }

    /** The moment at this share (0 to 1) of the whole time; a larger share is never earlier. */
    Instant at(double share) {
        double place = Math.clamp(share, 0, 0.999_999) * days.size();
        int day = (int) place;
        return moment(days.get(day), (int) ((place - day) * OPEN_SECONDS));
    }

    /**
     * The same moment if the office is open then, else another of that day; never in the future.
     */
    Instant working(Instant wanted, Dice dice) {
        Instant moment = office(wanted, dice);
        return moment.isAfter(present)
                ? present.minus(Duration.ofMinutes(dice.between(3, 90)))
                : moment;
    }

    /** The same for something planned, which may lie ahead. */
    Instant office(Instant wanted, Dice dice) {
        var local = wanted.atZone(zone);
        LocalDate day = local.toLocalDate();
        int second = local.toLocalTime().toSecondOfDay() - OPENS;
        if (second < 0 || second > OPEN_SECONDS) {
            second = dice.below(OPEN_SECONDS);
        }
        while (free(day)) {
            day = day.minusDays(1);
        }
        return moment(day, second);
    }

    private static boolean free(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private Instant moment(LocalDate day, int second) {
        return day.atStartOfDay(zone).plusSeconds(OPENS + second / 60 * 60L).toInstant();
    }

    LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    ZoneId zone() {
        return zone;
    }
}
