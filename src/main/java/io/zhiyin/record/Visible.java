package io.zhiyin.record;

/** What a reader sees of a text. */
final class Visible {
    private Visible() {}

    /**
     * The text between its first and last visible character: a mark for the order of bytes, a space
     * of no width at the edge make two texts that look the same unequal, and a name of nothing else
     * is no name. A joiner inside, as between the parts of an emoji, stays.
     */
    static String part(String raw) {
        int from = 0;
        int to = raw.length();
        while (from < to && unseen(raw.codePointAt(from))) {
            from += Character.charCount(raw.codePointAt(from));
        }
        while (to > from && unseen(raw.codePointBefore(to))) {
            to -= Character.charCount(raw.codePointBefore(to));
        }
        return raw.substring(from, to);
    }

    private static boolean unseen(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT;
    }
}
