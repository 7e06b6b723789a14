package io.zhiyin.identity;

import java.util.List;
import java.util.Locale;

/** The languages the program speaks, by the tags they go under in addresses and settings. */
final class Languages {
    static final List<String> TAGS = List.of("zh-CN", "en");

    private static final List<Locale> SPOKEN = List.of(Locale.CHINA, Locale.ENGLISH);

    private Languages() {}

    /** The locale of a stored tag; Chinese for anything else. */
    static Locale of(String tag) {
        return tag != null && tag.startsWith("en") ? Locale.ENGLISH : Locale.CHINA;
    }

    static String tag(Locale locale) {
        return locale.getLanguage().equals("en") ? "en" : "zh-CN";
    }

    /** What an Accept-Language header asks for, of what is spoken here; null when nothing fits. */
    static Locale asked(String header) {
        if (header == null || header.isEmpty() || header.length() > 200) {
            return null;
        }
        if (header.equals("zh-CN")) {
            return Locale.CHINA;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(header)) {
                for (Locale locale : SPOKEN) {
                    String wanted = range.getRange();
                    if (wanted.equals(locale.getLanguage())
                            || wanted.startsWith(locale.getLanguage() + "-")) {
                        return locale;
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            return null; // a header nobody can read asks for nothing
        }
        return null;
    }
}
