package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.CellStyles.Look;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** A number of a workbook as the text a person sees, never as 1.38E10. */
final class CellNumber {
    /** Excel keeps 15 digits; the file shows two more, of noise. */
    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

    private static final BigDecimal LAST_DAY = new BigDecimal(2_958_466);
    private static final BigDecimal SECONDS = new BigDecimal(86_400);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private CellNumber() {}

    /**
     * @param raw as it stands in the file
     * @throws NumberFormatException when it is no number
     */
    static String text(String raw, Look look, boolean from1904) {
        if (look == Look.NUMBER && plainInteger(raw)) {
            return raw;
        }
        BigDecimal number = new BigDecimal(raw);
        if (number.precision() - (long) number.scale() > 400 || number.scale() > 400) {
            throw new NumberFormatException("beyond what a workbook can hold");
        }
        return switch (look) {
            case NUMBER -> plain(number);
            case PERCENT -> plain(number.movePointRight(2)) + "%";
            case DATE, TIME -> date(number, look, from1904);
        };
    }

    /** Integers of more than 15 digits have lost their last ones. */
    static boolean digitsLost(String raw, Look look) {
        if (look != Look.NUMBER || raw.length() < 16) {
            return false;
        }
        BigDecimal number = new BigDecimal(raw);
        return number.precision() - number.scale() > 15;
    }

    private static boolean plainInteger(String raw) {
        if (raw.isEmpty() || raw.length() > 15 || (raw.charAt(0) == '0' && raw.length() > 1)) {
            return false;
        }
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) < '0' || raw.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String plain(BigDecimal number) {
        BigDecimal shown = number.precision() - number.scale() > 15 ? number : number.round(DIGITS);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    private static String date(BigDecimal number, Look look, boolean from1904) {
        if (number.signum() < 0 || number.compareTo(LAST_DAY) >= 0) {
            return plain(number);
        }
        long seconds = number.multiply(SECONDS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        long days = seconds / 86_400;
        LocalTime time = LocalTime.ofSecondOfDay(seconds % 86_400);
        if (look == Look.TIME && days == 0) {
            return TIME.format(time);
        }
        LocalDate day = day(days, from1904);
        return seconds % 86_400 == 0
                ? day.toString()
                : DateTimeFormatter.ISO_LOCAL_DATE.format(day)
                        + " "
                        + TIME.format(LocalDateTime.of(day, time));
    }

    /** Excel counts a 29 February 1900 that never was. */
    private static LocalDate day(long days, boolean from1904) {
        if (from1904) {
            return LocalDate.of(1904, 1, 1).plusDays(days);
        }
        return LocalDate.of(1899, 12, days < 60 ? 31 : 30).plusDays(days);
    }
}
