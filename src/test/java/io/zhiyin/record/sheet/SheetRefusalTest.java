package io.zhiyin.record.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that lie, break off or ask for too much are refused with a clear reason. */
class SheetRefusalTest {
    @TempDir Path folder;

    private static void readAll(Path file, SheetLimits limits) throws IOException {
        try (SheetFile opened = SheetFile.open(file, limits);
                SheetRows rows = opened.rows(opened.sheets().getFirst())) {
            while (rows.hasNext()) {
                rows.next();
            }
        }
    }

    private void refused(Code code, Path file) {
        assertThatThrownBy(() -> readAll(file, SheetLimits.USUAL))
                .isInstanceOfSatisfying(
                        SheetRefusal.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "f", ".xlsx"), content);
    }

    private Path latin(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path utf8(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private Path zip(String... namesAndContents) throws IOException {
        Path file = Files.createTempFile(folder, "z", ".xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void filesThatLieAboutTheirTypeAreToldWhatTheyAre() throws IOException {
        String ole = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1" + "\0".repeat(600);
        refused(Code.EMPTY_FILE, latin(""));
        refused(Code.EMPTY_FILE, utf8(" \n \n"));
        refused(Code.OLD_EXCEL, latin(ole + "W\0o\0r\0k\0b\0o\0o\0k\0"));
        refused(
                Code.ENCRYPTED_WORKBOOK,
                latin(ole + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"));
        refused(Code.OTHER_DOCUMENT, latin(ole + "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"));
        refused(Code.HTML_TABLE, utf8("\uFEFF\n<html><table><tr><td>客户</td></tr></table>"));
        refused(Code.HTML_TABLE, utf8("<table border=1><tr><td>1</td></tr></table>"));
        refused(Code.XML_SPREADSHEET, utf8("<?xml version=\"1.0\"?><Workbook/>"));
        refused(Code.IMAGE, latin("\u0089PNG\r\n\u001a\n...."));
        refused(Code.IMAGE, latin("\u00ff\u00d8\u00ff\u00e0...."));
        refused(Code.PDF, latin("%PDF-1.7 ..."));
        refused(Code.ARCHIVE, latin("\u001f\u008b\b\0..."));
        refused(Code.ARCHIVE, zip("a.txt", "text"));
        refused(Code.OTHER_DOCUMENT, zip("word/document.xml", "<w/>"));
        refused(Code.BINARY_WORKBOOK, zip("xl/workbook.bin", "x"));
        refused(
                Code.OPEN_DOCUMENT,
                zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"));
        refused(Code.NOT_A_TABLE, latin("\u007fELF\u0002\u0001\0\0"));
        refused(Code.NOT_A_TABLE, utf8("[{\"a\":1}]"));
    }

    @Test
    void halfWrittenWorkbooksAreRefusedAtEveryLength() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            rows.append("<row><c><v>")
                    .append(Math.floorMod(i * 7_919_793L, 99_991))
                    .append("</v></c></row>");
        }
        Path whole = new RawWorkbook().rows(rows.toString()).write(folder.resolve("w.xlsx"));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 4; length < bytes.length; length += 97) {
            refused(Code.BROKEN_WORKBOOK, file(java.util.Arrays.copyOf(bytes, length)));
        }
        refused(
                Code.BROKEN_WORKBOOK,
                new RawWorkbook()
                        .part(
                                "xl/worksheets/sheet1.xml",
                                "<worksheet><sheetData><row><c><v>1</v></c></row>")
                        .write(folder.resolve("cut.xlsx")));
    }

    @Test
    void damagedBytesNeverCauseAnythingButARefusal() throws IOException {
        Path whole =
                new RawWorkbook()
                        .texts("<si><t>甲</t></si>")
                        .styles("", "14")
                        .rows("<row><c t=\"s\"><v>0</v></c></row>".repeat(50))
                        .write(folder.resolve("w.xlsx"));
        byte[] bytes = Files.readAllBytes(whole);
        var random = new java.util.Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                readAll(Files.write(folder.resolve("d.xlsx"), damaged), SheetLimits.USUAL);
            } catch (SheetRefusal expected) {
                assertThat(expected.code()).isNotNull();
            }
        }
    }

    @Test
    void documentTypesAndEntitiesAreNotFollowed() throws IOException {
        String evil =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                        + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>"
                        + "</sheetData></worksheet>";
        refused(
                Code.SUSPICIOUS_WORKBOOK,
                new RawWorkbook()
                        .part("xl/worksheets/sheet1.xml", evil)
                        .write(folder.resolve("xxe.xlsx")));
    }

    @Test
    void bombsAreRefusedBeforeTheyUnpack() throws IOException {
        RawWorkbook bomb = new RawWorkbook();
        refused(
                Code.SUSPICIOUS_WORKBOOK,
                bomb.writeVast(
                        folder.resolve("bomb.xlsx"),
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData>",
                        "<x></x>",
                        12_000_000,
                        "</sheetData></worksheet>"));
        refused(
                Code.CELL_TOO_LARGE,
                bomb.writeVast(
                        folder.resolve("cell.xlsx"),
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>",
                        "aaaaaaaaaa",
                        5_000_000,
                        "</t></is></c></row></sheetData></worksheet>"));
        refused(
                Code.SUSPICIOUS_WORKBOOK,
                new RawWorkbook()
                        .rows("<a>".repeat(5_000) + "</a>".repeat(5_000))
                        .write(folder.resolve("deep.xlsx")));
        String[] many = new String[24_000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "xl/p" + i;
            many[i + 1] = "";
        }
        refused(Code.SUSPICIOUS_WORKBOOK, zip(many));
    }

    @Test
    void aCellOfTenMegabytesInACsvIsRefused() throws IOException {
        refused(Code.CELL_TOO_LARGE, utf8("a,b\n1,\"" + "大".repeat(10_000_000) + "\"\n"));
        assertThatThrownBy(
                        () ->
                                readAll(
                                        utf8("a,b\n1,\"" + "x\n".repeat(6_000_000) + "\"\n"),
                                        SheetLimits.USUAL))
                .isInstanceOf(SheetRefusal.class);
    }

    @Test
    void tooManyColumnsOrRowsAreRefused() throws IOException {
        refused(Code.TOO_MANY_COLUMNS, utf8("列,".repeat(1_000) + "\n"));
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            cells.append("<c><v>1</v></c>");
        }
        refused(
                Code.TOO_MANY_COLUMNS,
                new RawWorkbook().rows("<row>" + cells + "</row>").write(folder.resolve("c.xlsx")));
        refused(
                Code.BROKEN_WORKBOOK,
                new RawWorkbook()
                        .rows("<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>")
                        .write(folder.resolve("far.xlsx")));
        SheetLimits three = new SheetLimits(1 << 20, 4, 500, 100, 1 << 20, 200);
        assertThatThrownBy(() -> readAll(utf8("h\n1\n2\n3\n4\n"), three))
                .isInstanceOfSatisfying(
                        SheetRefusal.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(Code.TOO_MANY_ROWS);
                            assertThat(e.arguments()).containsExactly(3L);
                        });
    }

    @Test
    void aFileBeyondTheLimitIsRefusedUnread() throws IOException {
        Path vast = folder.resolve("vast.csv");
        try (RandomAccessFile file = new RandomAccessFile(vast.toFile(), "rw")) {
            file.setLength((500L << 20) + 1);
        }
        refused(Code.FILE_TOO_LARGE, vast);
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyRefusalHasItsWordsInBothLanguages(Code code) throws IOException {
        for (String language : new String[] {"", "_en"}) {
            assertThat(messages(language)).containsKey("problem." + code);
        }
    }

    @ParameterizedTest
    @EnumSource(CellFault.Kind.class)
    void everyFaultHasItsWordsInBothLanguages(CellFault.Kind kind) throws IOException {
        for (String language : new String[] {"", "_en"}) {
            assertThat(messages(language)).containsKey("error." + kind);
        }
    }

    private Properties messages(String language) throws IOException {
        Properties texts = new Properties();
        try (var in =
                getClass().getResourceAsStream("/messages-imports" + language + ".properties")) {
            texts.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
