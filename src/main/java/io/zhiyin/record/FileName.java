package io.zhiyin.record;

/** A file's name as somebody's computer gave it. */
public final class FileName {
    private static final int LONGEST = 200;

    private FileName() {}

    /** The name without its path and without signs that no screen shows or that turn it round. */
    public static String shown(String given, String otherwise) {
        String name = given == null ? "" : given;
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        String clean =
                name.substring(slash + 1).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "").strip();
        clean = clean.isEmpty() ? otherwise : clean;
        return clean.codePointCount(0, clean.length()) <= LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST));
    }
}
