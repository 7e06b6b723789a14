package io.zhiyin.record.sheet;

/** The text of an {@code si} or {@code is} element: its runs joined, readings (rPh) left out. */
final class RichText {
    private RichText() {}

    /** Reads to the end of the element that the part stands at. */
    static void read(XmlPart part, String element, StringBuilder text, int most) {
        boolean inText = false;
        boolean reading = false;
        while (part.next()) {
            if (part.ends(element)) {
                break;
            }
            if (part.starts("t")) {
                inText = true;
            } else if (part.ends("t")) {
                inText = false;
            } else if (part.starts("rPh")) {
                reading = true;
            } else if (part.ends("rPh")) {
                reading = false;
            } else if (inText && !reading) {
                part.appendText(text, most);
            }
        }
        unescape(text);
    }

    /** Excel writes characters that XML has not as {@code _x000D_}. */
    static void unescape(StringBuilder text) {
        for (int at = text.indexOf("_x"); at >= 0; at = text.indexOf("_x", at + 1)) {
            if (at + 7 <= text.length() && text.charAt(at + 6) == '_') {
                int code = hex(text, at + 2);
                if (code >= 0) {
                    text.replace(at, at + 7, String.valueOf((char) code));
                }
            }
        }
    }

    private static int hex(StringBuilder text, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
