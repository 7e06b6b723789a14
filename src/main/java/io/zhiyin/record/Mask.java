package io.zhiyin.record;

import java.math.BigDecimal;

/** What is shown of a sensitive value: enough to recognise it, not enough to use it. */
final class Mask {
    static final String HIDDEN = "****";

    private Mask() {}

    static Object of(Field field, Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal || !(value instanceof String text)) {
            return HIDDEN;
        }
        return switch (field.type()) {
            case PHONE -> phone(text);
            case EMAIL -> email(text);
            case CHOICE -> HIDDEN;
            default -> field.guard() == Field.Guard.ENCRYPTED ? tail(text) : head(text);
        };
    }

    /** +8613812345678 → 138****5678; the country's code stays for other countries. */
    private static String phone(String text) {
        String local = text.startsWith("+86") ? text.substring(3) : text;
        if (local.length() < 8) {
            return HIDDEN;
        }
        return local.substring(0, 3) + HIDDEN + local.substring(local.length() - 4);
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        return at < 1 ? HIDDEN : text.substring(0, 1) + "***" + text.substring(at);
    }

    private static String tail(String text) {
        return text.length() < 12 ? HIDDEN : HIDDEN + text.substring(text.length() - 4);
    }

    private static String head(String text) {
        int keep = Math.min(6, text.length() / 3);
        return text.substring(
                        0,
                        text.offsetByCodePoints(
                                0, Math.min(keep, text.codePointCount(0, text.length()))))
                + HIDDEN;
    }
}
