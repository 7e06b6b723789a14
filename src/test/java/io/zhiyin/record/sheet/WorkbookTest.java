package io.zhiyin.record.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.sheet.CellFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a workbook's cells say. */
class WorkbookTest {
    @TempDir Path folder;

    private List<SheetRow> read(RawWorkbook workbook) throws IOException {
        return read(workbook.write(folder.resolve("a.xlsx")));
    }

    private static List<SheetRow> read(Path file) throws IOException {
        List<SheetRow> rows = new ArrayList<>();
        try (SheetFile opened = SheetFile.open(file, SheetLimits.USUAL);
                SheetRows all = opened.rows(opened.sheets().getFirst())) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    private List<String> cells(String row) throws IOException {
        return read(new RawWorkbook().rows("<row r=\"1\">" + row + "</row>")).getFirst().cells();
    }

    @Test
    void numbersAreReadAsPeopleSeeThem() throws IOException {
        assertThat(
                        cells(
                                "<c r=\"A1\"><v>1.3800138E10</v></c><c r=\"B1\"><v>13800138000</v></c>"
                                        + "<c r=\"C1\"><v>0.10000000000000001</v></c>"
                                        + "<c r=\"D1\"><v>1234567.8900000001</v></c>"
                                        + "<c r=\"E1\"><v>-0</v></c><c r=\"F1\"><v>1e3</v></c>"
                                        + "<c r=\"G1\"><v>0012</v></c>"))
                .containsExactly(
                        "13800138000", "13800138000", "0.1", "1234567.89", "0", "1000", "12");
    }

    @Test
    void aNumberThatLostItsLastDigitsIsFaulty() throws IOException {
        SheetRow row =
                read(new RawWorkbook()
                                .rows(
                                        "<row r=\"1\"><c r=\"A1\"><v>3.2050119900307E+17</v></c>"
                                                + "<c r=\"B1\"><v>1.2345678901234567</v></c></row>"))
                        .getFirst();
        assertThat(row.cells()).containsExactly("320501199003070000", "1.23456789012346");
        assertThat(row.faults()).containsExactly(new CellFault(0, Kind.DIGITS_LOST));
    }

    @Test
    void datesTimesAndPercentsAreKnownByTheirLook() throws IOException {
        RawWorkbook workbook =
                new RawWorkbook()
                        .styles(
                                "<numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
                                        + "<numFmt numFmtId=\"177\" formatCode=\"#,##0.00&quot;元/day&quot;\"/>"
                                        + "<numFmt numFmtId=\"178\" formatCode=\"[$-804]yyyy/m/d h:mm;@\"/>"
                                        + "<numFmt numFmtId=\"179\" formatCode=\"0.0%\"/>"
                                        + "<numFmt numFmtId=\"180\" formatCode=\"0.00E+00\"/>",
                                "0", "14", "176", "177", "178", "179", "21", "31", "180")
                        .rows(
                                "<row r=\"1\"><c s=\"1\"><v>45717</v></c><c s=\"2\"><v>45717</v></c>"
                                        + "<c s=\"3\"><v>45717</v></c><c s=\"4\"><v>45717.520833333336</v></c>"
                                        + "<c s=\"5\"><v>0.125</v></c><c s=\"6\"><v>0.75</v></c>"
                                        + "<c s=\"7\"><v>1</v></c><c s=\"8\"><v>13800138000</v></c>"
                                        + "<c t=\"d\"><v>2025-03-01T08:30:00.000Z</v></c></row>");
        assertThat(read(workbook).getFirst().cells())
                .containsExactly(
                        "2025-03-01",
                        "2025-03-01",
                        "45717",
                        "2025-03-01 12:30:00",
                        "12.5%",
                        "18:00:00",
                        "1900-01-01",
                        "13800138000",
                        "2025-03-01 08:30:00");
    }

    @Test
    void workbooksFromOldMacintoshesCountFrom1904() throws IOException {
        RawWorkbook workbook =
                new RawWorkbook()
                        .part(
                                "xl/workbook.xml",
                                "<workbook xmlns:r=\"http://r\"><workbookPr date1904=\"1\"/><sheets>"
                                        + "<sheet name=\"a\" r:id=\"s1\"/></sheets></workbook>")
                        .styles("", "14")
                        .rows("<row><c s=\"0\"><v>44255</v></c></row>");
        assertThat(read(workbook).getFirst().cells()).containsExactly("2025-03-01");
    }

    @Test
    void textsAreJoinedFromTheirRunsAndReadingsLeftOut() throws IOException {
        RawWorkbook workbook =
                new RawWorkbook()
                        .texts(
                                "<si><t>苏州恒拓</t></si><si><r><t>张</t></r><r><t xml:space=\"preserve\"> 三</t></r>"
                                        + "<rPh><t>zhang</t></rPh></si><si><t>一行_x000D_\n二行&lt;b&gt;😀</t></si>")
                        .rows(
                                "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c>"
                                        + "<c r=\"D3\" t=\"s\"><v>2</v></c><c r=\"E3\" t=\"inlineStr\"><is><t>内</t></is></c>"
                                        + "<c r=\"F3\" t=\"b\"><v>1</v></c><c r=\"G3\" t=\"str\"><f>A1</f><v>公式</v></c>"
                                        + "<c r=\"H3\" t=\"s\"><v>999</v></c></row>");
        SheetRow row = read(workbook).getFirst();
        assertThat(row.number()).isEqualTo(3);
        assertThat(row.cells())
                .containsExactly("苏州恒拓", "", "张 三", "一行\r\n二行<b>😀", "内", "TRUE", "公式");
    }

    @Test
    void errorsOfFormulasAndControlCharactersAreFaults() throws IOException {
        SheetRow row =
                read(new RawWorkbook()
                                .rows(
                                        "<row r=\"1\"><c t=\"e\"><v>#REF!</v></c>"
                                                + "<c t=\"inlineStr\"><is><t>a_x0000_b</t></is></c></row>"))
                        .getFirst();
        assertThat(row.cells()).containsExactly("#REF!", "a\uFFFDb");
        assertThat(row.faults())
                .containsExactlyInAnyOrder(
                        new CellFault(0, Kind.FORMULA_ERROR),
                        new CellFault(1, Kind.CONTROL_CHARACTER));
    }

    @Test
    void aCellLongerThanExcelAllowsIsAFaultOfItsRowOnly() throws IOException {
        List<SheetRow> rows =
                read(
                        new RawWorkbook()
                                .texts("<si><t>" + "长".repeat(40_000) + "</t></si>")
                                .rows(
                                        "<row><c t=\"s\"><v>0</v></c></row><row><c><v>1</v></c></row>"));
        assertThat(rows.get(0).faults()).containsExactly(new CellFault(0, Kind.CELL_TOO_LONG));
        assertThat(rows.get(0).cell(0)).hasSize(32_767);
        assertThat(rows.get(1).faults()).isEmpty();
    }

    @Test
    void blankRowsAreLeftOutAndHiddenSheetsComeLast() throws IOException {
        RawWorkbook workbook =
                new RawWorkbook()
                        .part(
                                "xl/workbook.xml",
                                "<workbook xmlns:r=\"http://r\"><sheets><sheet name=\"隐\""
                                        + " state=\"hidden\" r:id=\"s1\"/><sheet name=\"客户\" r:id=\"s1\"/>"
                                        + "</sheets></workbook>")
                        .rows(
                                "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c t=\"inlineStr\"><is><t>"
                                        + " </t></is></c></row><row r=\"7\"><c><v>2</v></c></row>");
        Path file = workbook.write(folder.resolve("h.xlsx"));
        try (SheetFile opened = SheetFile.open(file, SheetLimits.USUAL)) {
            assertThat(opened.sheets()).containsExactly("客户", "隐");
        }
        assertThat(read(file)).extracting(SheetRow::number).containsExactly(1L, 7L);
    }

    @Test
    void manySharedTextsLieOutsideTheHeapAndLeaveNothingBehind() throws IOException {
        StringBuilder items = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        String filling = "很长的一段说明文字".repeat(60);
        for (int i = 0; i < 12_000; i++) {
            items.append("<si><t>").append(filling).append(i).append("</t></si>");
            rows.append("<row><c t=\"s\"><v>").append(11_999 - i).append("</v></c></row>");
        }
        Path file =
                new RawWorkbook()
                        .texts(items.toString())
                        .rows(rows.toString())
                        .write(folder.resolve("big.xlsx"));
        List<SheetRow> read = read(file);
        assertThat(read.get(0).cell(0)).isEqualTo(filling + 11_999);
        assertThat(read.get(11_999).cell(0)).isEqualTo(filling + 0);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatAnotherWriterWroteIsReadAsAnotherReaderReadsIt() throws IOException {
        Path file = folder.resolve("other.xlsx");
        try (var workbook =
                new org.dhatim.fastexcel.Workbook(Files.newOutputStream(file), "a", "1.0")) {
            var sheet = workbook.newWorksheet("客户");
            sheet.value(0, 0, "客户名称");
            sheet.value(1, 0, "上海维诺贸易商行");
            sheet.value(1, 1, 13_912_345_678L);
            sheet.value(1, 2, LocalDate.of(2025, 6, 30));
            sheet.style(1, 2).format("yyyy-mm-dd").set();
            sheet.value(1, 3, true);
        }
        assertThat(read(file).get(1).cells())
                .containsExactly("上海维诺贸易商行", "13912345678", "2025-06-30", "TRUE");
        try (var other = new ReadableWorkbook(file.toFile());
                var rows = other.getFirstSheet().openStream()) {
            assertThat(rows.count()).isEqualTo(2);
        }
    }

    @Test
    void anErrorFileCanBeCorrectedAndReadAgain() throws IOException {
        Path file = folder.resolve("errors.xlsx");
        SheetRow bad =
                new SheetRow(
                        17, List.of("=HYPERLINK(\"http://x\")", "+86 138", "", "正常"), List.of());
        try (var out = Files.newOutputStream(file);
                ErrorSheet errors =
                        new ErrorSheet(out, "错误", List.of("客户名称", "手机", "c", "d"), "原因")) {
            for (int i = 0; i < 1_200; i++) {
                errors.add(bad, "手机号码无效");
            }
        }
        List<SheetRow> rows = read(file);
        assertThat(rows).hasSize(1_201);
        assertThat(rows.get(0).cells()).containsExactly("客户名称", "手机", "c", "d", "原因");
        assertThat(rows.get(1_200).cells())
                .containsExactly("=HYPERLINK(\"http://x\")", "+86 138", "", "正常", "手机号码无效");
        String sheet = unpacked(file, "xl/worksheets/sheet1.xml");
        assertThat(sheet).doesNotContain("<f>").contains("<c r=\"A2\" s=\"");
        assertThat(unpacked(file, "xl/styles.xml"))
                .containsPattern("formatCode=\"@\"|numFmtId=\"49\"");
    }

    private static String unpacked(Path file, String part) throws IOException {
        try (ZipParts zip = new ZipParts(file, SheetLimits.USUAL);
                var in = zip.stream(part)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
