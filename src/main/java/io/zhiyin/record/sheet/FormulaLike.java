package io.zhiyin.record.sheet;

/** Texts that a spreadsheet program takes for a formula when they are typed or read from a csv. */
final class FormulaLike {
    private FormulaLike() {}

    static boolean starts(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return "=+-@＝＋－＠".indexOf(c) >= 0;
            }
        }
        return false;
    }
}
