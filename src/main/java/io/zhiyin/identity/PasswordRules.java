package io.zhiyin.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** What a password must be: long rather than odd, and not the first that everybody tries. */
final class PasswordRules {
    static final int SHORTEST = 10;
    static final int LONGEST = 128;

    private static final Set<String> COMMON = common();
    private static final Pattern TAIL = Pattern.compile("[^\\p{IsAlphabetic}]+$");
    private static final Pattern HEAD = Pattern.compile("^[^\\p{IsAlphabetic}]+");

    private PasswordRules() {}

    /** The code of what is wrong with it, or null; texts stand under {@code error.<code>}. */
    static String fault(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return "PASSWORD_SHORT";
        }
        if (length > LONGEST) {
            return "PASSWORD_LONG";
        }
        String plain = password.toLowerCase(Locale.ROOT);
        String name = username == null ? "" : username.toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && (plain.equals(name) || core(plain).equals(core(name)))) {
            return "PASSWORD_IS_NAME";
        }
        return common(plain) ? "PASSWORD_COMMON" : null;
    }

    /**
     * Common as it stands, common with digits put around it, one piece repeated, or a row of keys.
     */
    private static boolean common(String plain) {
        return COMMON.contains(plain)
                || COMMON.contains(core(plain))
                || repeated(plain)
                || row(plain);
    }

    private static String core(String text) {
        String core = HEAD.matcher(TAIL.matcher(text).replaceAll("")).replaceAll("");
        return core.isEmpty() ? text : core;
    }

    private static boolean repeated(String text) {
        for (int piece = 1; piece <= Math.min(4, text.length() / 2); piece++) {
            boolean same = true;
            for (int i = piece; i < text.length() && same; i++) {
                same = text.charAt(i) == text.charAt(i - piece);
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** All characters one step up or one step down from the one before, 9 to 0 included. */
    private static boolean row(String text) {
        boolean up = true;
        boolean down = true;
        for (int i = 1; i < text.length(); i++) {
            int before = text.charAt(i - 1);
            int now = text.charAt(i);
            up &= now == before + 1 || (before == '9' && now == '0');
            down &= now == before - 1 || (before == '0' && now == '9');
        }
        return up || down;
    }

    private static Set<String> common() {
        try (var stream = new ClassPathResource("common-passwords.txt").getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> words = new HashSet<>();
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(String::strip)
                    .forEach(words::add);
            words.remove("");
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
