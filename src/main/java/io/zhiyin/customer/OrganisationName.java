package io.zhiyin.customer;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What two spellings of an organisation's name have in common (C6). */
public final class OrganisationName {
    private static final int SHORTEST = 2;

    /** From so many characters on a name without a legal form is no person's. */
    private static final int NO_PERSON = 5;

    private static final Pattern LATIN =
            Pattern.compile(
                    "(?:[\\s,.]+(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|group|holdings?|pte|pty)\\b)+[\\s.]*$");

    private static final List<String> FORMS =
            List.of("有限责任公司", "有限公司", "股份公司", "集团公司", "总公司", "公司", "集团", "控股", "股份");

    private OrganisationName() {}

    /**
     * The name without legal form, signs, blanks, width and case; null for a name that may be a
     * person's, since two people of one name are two customers.
     *
     * @param kind COMPANY or PERSON
     */
    public static String key(String kind, String name) {
        if (name == null || "PERSON".equals(kind)) {
            return null;
        }
        String whole = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        whole = whole.replace("(中国)", "");
        boolean latin = whole.chars().anyMatch(c -> c >= 'a' && c <= 'z');
        String said = latin ? LATIN.matcher(whole).replaceFirst("") : whole;
        String plain = withoutSigns(said);
        String bare = withoutForms(plain);
        int length = bare.codePointCount(0, bare.length());
        boolean told = said.length() < whole.length() || bare.length() < plain.length();
        boolean organisation =
                told
                        || length >= NO_PERSON
                                && !latin
                                && name.chars().noneMatch(OrganisationName::dot);
        return length >= SHORTEST && organisation ? bare : null;
    }

    /** As it stands in the names of some peoples. */
    private static boolean dot(int c) {
        return c == '·' || c == '•' || c == '・';
    }

    private static String withoutSigns(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String withoutForms(String text) {
        for (String form : FORMS) {
            if (text.endsWith(form)) {
                return withoutForms(text.substring(0, text.length() - form.length()));
            }
        }
        return text;
    }
}
