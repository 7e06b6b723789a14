package io.zhiyin.operation;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Sentences for people at a terminal, before and after Spring lives. */
final class Texts {
    private static final ResourceBundle BUNDLE = load(System.getenv());

    private Texts() {}

    static String of(String key, Object... args) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(args);
    }

    /** Chinese unless ZHIYIN_LANG, or the terminal's own language, says English. */
    static Locale language(Map<String, String> environment) {
        for (String name : new String[] {"ZHIYIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (value.startsWith("zh")) {
                return Locale.SIMPLIFIED_CHINESE;
            }
            if (value.startsWith("en")) {
                return Locale.ENGLISH;
            }
        }
        return Locale.SIMPLIFIED_CHINESE;
    }

    private static ResourceBundle load(Map<String, String> environment) {
        return ResourceBundle.getBundle(
                "messages-operation",
                language(environment),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
