package io.zhiyin.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every text the program says, from {@code messages-<package>.properties} (Chinese) and {@code
 * …_en.properties}.
 */
@Component
public class Texts {
    private final ReloadableResourceBundleMessageSource source =
            new ReloadableResourceBundleMessageSource();

    Texts() {
        source.setBasenames(catalogues().toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
    }

    private static List<String> catalogues() {
        try {
            var names = new ArrayList<String>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:messages-*.properties")) {
                String name = file.getFilename();
                if (name != null && !name.endsWith("_en.properties")) {
                    names.add(
                            "classpath:"
                                    + name.substring(0, name.length() - ".properties".length()));
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text holds neither NUL nor half a character. */
    static boolean readable(String text) {
        return text.indexOf(0) < 0 && wellFormed(text).equals(text);
    }

    /** The text with a mark in place of each half of a character: what is left can be written. */
    static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text under the key; the key itself when the catalogue lacks it (a test forbids that). */
    public String text(String key, Locale locale, Object... args) {
        String text =
                source.getMessage(
                        key,
                        args,
                        null,
                        locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.ROOT);
        return text == null ? key : text;
    }

    /** The text under the key, or null when there is none. */
    public String optional(String key, Locale locale) {
        return source.getMessage(
                key, null, null, locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.ROOT);
    }
}
