package io.zhiyin.record.imports;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write into cells, as the values they mean; null where nothing fits. */
final class Cells {
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?(?:[T\\s]*(.*))?");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})[:时点](\\d{1,2})(?:[:分](\\d{1,2})?(?:\\.\\d+)?)?秒?");
    private static final Pattern SERIAL = Pattern.compile("[2-6]\\d{4}|7[0-2]\\d{3}");
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)[¥$€£]?([\\d,]*\\.?\\d+)(%|亿|万|千|元|万元|亿元|k)?元?");
    private static final Set<String> YES =
            Set.of("是", "有", "对", "真", "true", "yes", "y", "1", "√", "✓");
    private static final Set<String> NO =
            Set.of("否", "无", "不", "没有", "假", "false", "no", "n", "0", "×", "x");

    private Cells() {}

    /** Trimmed of every kind of blank and of invisible signs; full-width signs stay as they are. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || (c >= '\u200B' && c <= '\u200F')
                || c == '\uFEFF';
    }

    /** Full-width letters, digits and signs made half-width: １３８ becomes 138. */
    static String halfWidth(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E' || c == '\u3000') {
                return narrowed(text);
            }
        }
        return text;
    }

    private static String narrowed(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wide = c >= '\uFF01' && c <= '\uFF5E';
            out.append(wide ? (char) (c - 0xFEE0) : c == '\u3000' ? ' ' : c);
        }
        return out.toString();
    }

    /** A name keeps its Chinese punctuation; only its letters, digits and blanks are narrowed. */
    static String narrowName(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wide = c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ';
            out.append(wide ? (char) (c - 0xFEE0) : c == '\u3000' ? ' ' : c);
        }
        return out.toString();
    }

    static LocalDate date(String text) {
        LocalDateTime at = dateTime(text);
        return at == null ? null : at.toLocalDate();
    }

    /** 2025-3-1, 2025/03/01 8:30, 2025年3月1日, 20250301, and Excel's own count of days. */
    static LocalDateTime dateTime(String text) {
        String plain = halfWidth(text).strip();
        if (plain.length() > 40) {
            return null;
        }
        try {
            Matcher parts = DATE.matcher(plain);
            if (parts.matches()) {
                LocalTime time = time(parts.group(4));
                return time == null ? null : day(parts).atTime(time);
            }
            Matcher compact = COMPACT.matcher(plain);
            if (compact.matches()) {
                return day(compact).atStartOfDay();
            }
            return SERIAL.matcher(plain).matches()
                    ? LocalDate.of(1899, 12, 30).plusDays(Integer.parseInt(plain)).atStartOfDay()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static LocalDate day(Matcher parts) {
        return LocalDate.of(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
    }

    private static LocalTime time(String text) {
        if (text == null || text.isBlank()) {
            return LocalTime.MIDNIGHT;
        }
        Matcher parts = TIME.matcher(text.strip().replaceAll("(Z|[+]\\d\\d:?\\d\\d)$", ""));
        if (!parts.matches()) {
            return null;
        }
        String seconds = parts.group(3);
        return LocalTime.of(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                seconds == null ? 0 : Integer.parseInt(seconds));
    }

    /** 1,234.50 ￥1,234元 12万 1.5亿 12.5% (which is 12.5). */
    static BigDecimal number(String text) {
        String plain = halfWidth(text).replaceAll("\\s+", "").replace('，', ',');
        plain = plain.replace('￥', '¥').toLowerCase(Locale.ROOT);
        Matcher parts = NUMBER.matcher(plain);
        if (plain.length() > 40 || !parts.matches() || !thousands(parts.group(2))) {
            return null;
        }
        BigDecimal value = new BigDecimal(parts.group(1) + parts.group(2).replace(",", ""));
        String unit = parts.group(3) == null ? "" : parts.group(3);
        return switch (unit.isEmpty() ? ' ' : unit.charAt(0)) {
            case '亿' -> value.movePointRight(8);
            case '万' -> value.movePointRight(4);
            case '千', 'k' -> value.movePointRight(3);
            default -> value;
        };
    }

    private static boolean thousands(String digits) {
        return digits.indexOf(',') < 0 || digits.matches("\\d{1,3}(,\\d{3})*(\\.\\d+)?");
    }

    static Boolean flag(String text) {
        String folded = folded(text);
        return YES.contains(folded) ? Boolean.TRUE : NO.contains(folded) ? Boolean.FALSE : null;
    }

    /** How texts are compared that mean the same: half width, lower case, without blanks. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\u200B-\\u200F\\uFEFF]+", "");
    }

    /** The parts of a cell that holds several values. */
    static String[] several(String text) {
        return java.util.Arrays.stream(text.split("[、,，;；|/\\n]"))
                .map(Cells::trimmed)
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
    }
}
