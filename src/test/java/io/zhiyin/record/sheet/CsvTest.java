package io.zhiyin.record.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.sheet.CellFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a delimited text says, in whatever encoding. */
class CsvTest {
    private static final Charset GB = Charset.forName("GB18030");
    @TempDir Path folder;

    private record Read(String encoding, List<SheetRow> rows) {}

    private Read read(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        Path file = Files.write(folder.resolve("a.csv"), all.toByteArray());
        List<SheetRow> rows = new ArrayList<>();
        try (SheetFile opened = SheetFile.open(file, SheetLimits.USUAL);
                SheetRows read = opened.rows("")) {
            read.forEachRemaining(rows::add);
            return new Read(opened.encoding(), rows);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theEncodingIsFoundFromTheBytes() throws IOException {
        String text = "客户名称,手机\r\n苏州恒拓联通,13800138000\r\n";
        List<byte[]> files =
                List.of(
                        utf8(text),
                        utf8("\uFEFF" + text),
                        text.getBytes(GB),
                        ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                        ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE));
        List<String> names = List.of("UTF-8", "UTF-8 BOM", "GB18030", "UTF-16", "UTF-16");
        for (int i = 0; i < files.size(); i++) {
            Read read = read(files.get(i));
            assertThat(read.encoding()).isEqualTo(names.get(i));
            assertThat(read.rows()).hasSize(2);
            assertThat(read.rows().get(0).cells()).containsExactly("客户名称", "手机");
            assertThat(read.rows().get(1).cells()).containsExactly("苏州恒拓联通", "13800138000");
            assertThat(read.rows().get(1).faults()).isEmpty();
        }
    }

    @Test
    void charactersOfFourBytesAreReadInBoth() throws IOException {
        for (Charset charset : List.of(GB, StandardCharsets.UTF_8)) {
            Read read = read("姓名\n𠮷野㐂😀\n中国\n".getBytes(charset));
            assertThat(read.rows().get(1).cell(0)).isEqualTo("𠮷野㐂😀");
        }
    }

    @Test
    void linesInAnotherEncodingAreReadAndFaulty() throws IOException {
        Read read =
                read(
                        utf8("名称,城市\n江阴鼎盛,无锡\n\"两\n行\",苏州\n"),
                        "常熟锦绣,苏州\n".getBytes(GB),
                        utf8("上海维诺,上海\nabc,def\n"));
        assertThat(read.encoding()).isEqualTo("UTF-8");
        assertThat(read.rows()).extracting(r -> r.cell(0)).contains("常熟锦绣");
        assertThat(read.rows())
                .extracting(SheetRow::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(read.rows().stream().filter(r -> !r.faults().isEmpty()))
                .singleElement()
                .satisfies(r -> assertThat(r.number()).isEqualTo(4))
                .satisfies(
                        r ->
                                assertThat(r.faults())
                                        .containsExactly(
                                                new CellFault(CellFault.ROW, Kind.MIXED_ENCODING)));
        Read other =
                read("名称\r\n江阴鼎盛\r\n".getBytes(GB), utf8("常熟锦绣\r\n"), "南通\r\n苏州\r\n".getBytes(GB));
        assertThat(other.encoding()).isEqualTo("GB18030");
        assertThat(other.rows().get(2).cell(0)).isEqualTo("常熟锦绣");
        assertThat(other.rows().stream().filter(r -> !r.faults().isEmpty()))
                .extracting(SheetRow::number)
                .containsExactly(3L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"','#,", "';'#;", "'\t'#\t", "'|'#|"})
    void theDelimiterIsFound(String name, String given) throws IOException {
        String d = given == null ? "\t" : given;
        Read read = read(utf8("名称D地址D备注\n甲D\"江苏D,;|\"D一，二\n乙D上海Dx\n".replace("D", d)));
        assertThat(read.rows().get(1).cells())
                .as(name)
                .containsExactly("甲", "江苏" + d + ",;|", "一，二");
    }

    @Test
    void anExcelHintNamesTheDelimiter() throws IOException {
        Read read = read(utf8("sep=;\n名称;电话\n甲,乙;1\n"));
        assertThat(read.rows().get(0).cells()).containsExactly("名称", "电话");
        assertThat(read.rows().get(1).cells()).containsExactly("甲,乙", "1");
    }

    @Test
    void sloppyQuotesAreForgivenAndLinesWithinValuesCountAsOneRow() throws IOException {
        Read read =
                read(
                        utf8(
                                "a,b\n\"x\r\ny\",\"he said \"\"hi\"\"\"\n5\" pipe,z\n\n\"q\"tail,w\nonly\n"));
        assertThat(read.rows().get(1).cells()).containsExactly("x\r\ny", "he said \"hi\"");
        assertThat(read.rows().get(2).cells()).containsExactly("5\" pipe", "z");
        assertThat(read.rows().get(3).number()).isEqualTo(5);
        assertThat(read.rows().get(3).cell(1)).isEqualTo("w");
        assertThat(read.rows().get(4).cells()).containsExactly("only");
    }

    @Test
    void longCellsAndControlsAreFaultsOfTheirRow() throws IOException {
        StringBuilder lines = new StringBuilder("a,b\n");
        lines.append("x".repeat(3_000_000)).append(",1\n");
        lines.append("正常,内容\n".repeat(2_000));
        lines.append("n\u0000ul,2\n");
        Read read = read(utf8(lines.toString()));
        assertThat(read.rows().get(1).faults())
                .containsExactly(new CellFault(0, Kind.CELL_TOO_LONG));
        assertThat(read.rows().getLast().cell(0)).isEqualTo("n\uFFFDul");
        assertThat(read.rows().getLast().faults())
                .containsExactly(new CellFault(0, Kind.CONTROL_CHARACTER));
    }

    @Test
    void columnsNameDuplicatesAndShowSamples() throws IOException {
        List<SheetRow> rows = read(utf8("手机,,手机,备注\n138,x,139,\n138,y,,\n,,,,多出\n")).rows();
        List<SheetColumn> columns = SheetColumn.of(rows.getFirst(), rows.subList(1, rows.size()));
        assertThat(columns).hasSize(5);
        assertThat(columns.get(0).duplicate()).isFalse();
        assertThat(columns.get(0).samples()).containsExactly("138");
        assertThat(columns.get(1).header()).isEmpty();
        assertThat(columns.get(1).samples()).containsExactly("x", "y");
        assertThat(columns.get(2).duplicate()).isTrue();
        assertThat(columns.get(4).samples()).containsExactly("多出");
    }
}
