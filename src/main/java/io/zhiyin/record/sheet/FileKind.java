package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a file is, judged by its content: names lie. */
enum FileKind {
    WORKBOOK,
    TEXT;

    private static final int HEAD = 8192;
    private static final int OLE_DIRECTORY_SEARCH = 4 << 20;

    /**
     * @throws SheetRefusal when it is something else, with a code that says what
     */
    static FileKind of(Path file) throws IOException {
        byte[] head = read(file, HEAD);
        if (head.length == 0) {
            throw new SheetRefusal(Code.EMPTY_FILE);
        }
        if (starts(head, "PK\3\4")) {
            return WORKBOOK;
        }
        Code other = foreign(file, head);
        if (other != null) {
            throw new SheetRefusal(other);
        }
        return TEXT;
    }

    private static Code foreign(Path file, byte[] head) throws IOException {
        if (starts(head, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
            return compoundDocument(file);
        }
        if (starts(head, "\u0009\u0008") || starts(head, "\u0009\u0004\u0006\u0000")) {
            return Code.OLD_EXCEL;
        }
        if (starts(head, "%PDF")) {
            return Code.PDF;
        }
        if (image(head)) {
            return Code.IMAGE;
        }
        if (starts(head, "PK")
                || starts(head, "\u001f\u008b")
                || starts(head, "7z\u00bc\u00af")
                || starts(head, "Rar!")
                || starts(head, "BZh")
                || starts(head, "\u00fd7zXZ")) {
            return Code.ARCHIVE;
        }
        return utf16(head) ? null : foreignText(head);
    }

    private static boolean image(byte[] head) {
        return starts(head, "\u0089PNG")
                || starts(head, "\u00ff\u00d8\u00ff")
                || starts(head, "GIF8")
                || (starts(head, "RIFF") && head.length > 12 && head[8] == 'W')
                || starts(head, "II*\u0000")
                || starts(head, "MM\u0000*")
                || (starts(head, "BM") && controls(head) > 0);
    }

    private static Code foreignText(byte[] head) {
        if (controls(head) > 0) {
            return Code.NOT_A_TABLE;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        text = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
        text = text.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Code.EMPTY_FILE;
        }
        if (text.startsWith("<?xml") || text.startsWith("<workbook")) {
            return text.contains("<html") ? Code.HTML_TABLE : Code.XML_SPREADSHEET;
        }
        if (text.matches("(?s)<(!doctype|!--|html|head|meta|body|table|style|div|script)\\b.*")
                || text.startsWith("mime-version:")) {
            return Code.HTML_TABLE;
        }
        if (text.startsWith("{\\rtf")) {
            return Code.OTHER_DOCUMENT;
        }
        return text.matches("(?s)[{\\[]\\s*[{\\[\"].*") ? Code.NOT_A_TABLE : null;
    }

    /** An OLE file names its streams in UTF-16 in a directory that may lie anywhere in it. */
    private static Code compoundDocument(Path file) throws IOException {
        String bytes = new String(read(file, OLE_DIRECTORY_SEARCH), StandardCharsets.ISO_8859_1);
        if (bytes.contains(wide("EncryptedPackage"))) {
            return Code.ENCRYPTED_WORKBOOK;
        }
        return bytes.contains(wide("WordDocument")) || bytes.contains(wide("PowerPoint"))
                ? Code.OTHER_DOCUMENT
                : Code.OLD_EXCEL;
    }

    private static String wide(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    static boolean utf16(byte[] head) {
        return starts(head, "\u00ff\u00fe") || starts(head, "\u00fe\u00ff");
    }

    /** Bytes that no text has. */
    private static int controls(byte[] head) {
        int count = 0;
        for (byte b : head) {
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                count++;
            }
        }
        return count;
    }

    private static boolean starts(byte[] head, String latin) {
        if (head.length < latin.length()) {
            return false;
        }
        for (int i = 0; i < latin.length(); i++) {
            if ((head[i] & 0xff) != latin.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }
}
