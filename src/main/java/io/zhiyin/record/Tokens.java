package io.zhiyin.record;

import com.hankcs.hanlp.HanLP;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The search pieces of a record, kept in a {@code text[]} column under a GIN index. A token is a
 * letter that names its field group, a colon, and a piece; so a field that a user may not see drops
 * out of his search.
 *
 * <p>Letters: {@code n} names in two-character pieces that run across scripts (试123 → 试1, 12, 23);
 * {@code k} the same for a person at the customer; {@code p} pinyin initials in two-letter pieces;
 * {@code m} phone numbers in four-digit pieces; {@code c} codes, whole and their digits; {@code e}
 * e-mail, whole, local part and domain.
 */
public final class Tokens {
    private static final int LONGEST = 120;

    private Tokens() {}

    /** Lower case, half width, without spaces: what is compared. */
    public static String fold(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(folded.length());
        folded.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .limit(LONGEST)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** All tokens of a value under a letter. */
    public static void collect(Collection<String> into, String letter, String value) {
        if (value == null || value.isBlank()) {
            return;
        }
        switch (letter) {
            case "n", "k" -> pieces(into, letter, fold(value), 2);
            case "m" -> pieces(into, letter, digits(value), 4);
            case "c" -> code(into, fold(value));
            case "e" -> email(into, fold(value));
            default -> throw new IllegalArgumentException("unknown token letter " + letter);
        }
    }

    /**
     * The pinyin initials of the Chinese in a name, its Latin letters and digits as they are; null
     * without Chinese.
     */
    public static String initials(String name) {
        if (name == null || name.codePoints().noneMatch(Tokens::chinese)) {
            return null;
        }
        StringBuilder letters = new StringBuilder();
        String spelled = HanLP.convertToPinyinFirstCharString(fold(name), "", true);
        spelled.chars()
                .filter(c -> c < 128 && Character.isLetterOrDigit(c))
                .forEach(c -> letters.append((char) c));
        String text = letters.toString().toLowerCase(Locale.ROOT);
        return text.isEmpty() ? null : text;
    }

    public static void collectInitials(Collection<String> into, String initials) {
        if (initials != null) {
            pieces(into, "p", initials, 2);
        }
    }

    private static void pieces(Collection<String> into, String letter, String text, int size) {
        int[] points = text.codePoints().toArray();
        for (int i = 0; i + size <= points.length; i++) {
            into.add(letter + ":" + new String(points, i, size));
        }
        if (points.length > 0 && points.length < size) {
            into.add(letter + ":" + text);
        }
    }

    private static void code(Collection<String> into, String code) {
        into.add("c:" + code);
        String digits = digits(code);
        if (!digits.isEmpty()) {
            into.add("c:" + digits);
        }
    }

    private static void email(Collection<String> into, String email) {
        into.add("e:" + email);
        int at = email.indexOf('@');
        if (at > 0) {
            into.add("e:" + email.substring(0, at));
            into.add("e:" + email.substring(at + 1));
        }
    }

    private static String digits(String text) {
        StringBuilder kept = new StringBuilder();
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static boolean chinese(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
    }

    /**
     * One way a keyword can be found: these tokens must all be there, and then the text must hold
     * the whole word.
     */
    public record Way(String letter, List<String> tokens, String word, boolean recheck) {}

    /** The ways to look for a keyword; empty when it is too short to look for. */
    public static List<Way> ways(String keyword) {
        String word = fold(keyword);
        var ways = new ArrayList<Way>();
        int length = word.codePointCount(0, word.length());
        if (length < 2) {
            return ways;
        }
        boolean ascii = word.chars().allMatch(c -> c < 128);
        boolean number = word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '+' || c == '-');
        add(ways, "n", word, length > 2);
        add(ways, "k", word, length > 2);
        if (ascii && !number && word.chars().allMatch(Character::isLetterOrDigit)) {
            Set<String> initials = new LinkedHashSet<>();
            collectInitials(initials, word);
            ways.add(new Way("p", List.copyOf(initials), word, length > 2));
        }
        if (number && digits(word).length() >= 4) {
            String digits = subscriber(word);
            add(ways, "m", digits, digits.length() > 4);
        }
        if (ascii) {
            ways.add(new Way("c", List.of("c:" + word), word, false));
        }
        if (ascii && !number && length >= 3) {
            ways.add(new Way("e", List.of("e:" + word), word, false));
        }
        return ways;
    }

    /**
     * The 0 before an area code is dialled within the country and is no part of the number kept.
     */
    private static String subscriber(String word) {
        String digits = digits(word);
        boolean area = digits.length() >= 7 && digits.startsWith("0") && !digits.startsWith("00");
        return area ? digits.substring(1) : digits;
    }

    private static void add(List<Way> ways, String letter, String word, boolean recheck) {
        Set<String> tokens = new LinkedHashSet<>();
        collect(tokens, letter, word);
        ways.add(new Way(letter, List.copyOf(tokens), word, recheck));
    }
}
