package io.zhiyin.record.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook put together from its XML, so that tests can make what no program would write. */
final class RawWorkbook {
    private static final String MAIN =
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private final Map<String, String> parts = new LinkedHashMap<>();

    RawWorkbook() {
        part(
                "_rels/.rels",
                relations(
                        "<Relationship Id=\"r1\" Type=\"http://x/officeDocument\""
                                + " Target=\"xl/workbook.xml\"/>"));
        part(
                "xl/workbook.xml",
                "<workbook "
                        + MAIN
                        + " xmlns:r=\"http://r\"><sheets><sheet name=\"客户\" sheetId=\"1\""
                        + " r:id=\"s1\"/></sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                relations(
                        "<Relationship Id=\"s1\" Type=\"http://x/worksheet\""
                                + " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"t\""
                                + " Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                                + "<Relationship Id=\"y\" Type=\"http://x/styles\""
                                + " Target=\"/xl/styles.xml\"/>"));
    }

    private static String relations(String inside) {
        return "<Relationships xmlns=\"http://rels\">" + inside + "</Relationships>";
    }

    RawWorkbook part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    RawWorkbook rows(String rows) {
        return part(
                "xl/worksheets/sheet1.xml",
                "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
    }

    RawWorkbook texts(String items) {
        return part("xl/sharedStrings.xml", "<sst " + MAIN + ">" + items + "</sst>");
    }

    RawWorkbook styles(String numFmts, String... formatIds) {
        StringBuilder xfs = new StringBuilder();
        for (String id : formatIds) {
            xfs.append("<xf numFmtId=\"").append(id).append("\"/>");
        }
        return part(
                "xl/styles.xml",
                "<styleSheet "
                        + MAIN
                        + "><numFmts>"
                        + numFmts
                        + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
                        + xfs
                        + "</cellXfs></styleSheet>");
    }

    Path write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    /** As {@link #write}, the sheet being {@code before}, so many times {@code filling}, after. */
    Path writeVast(Path file, String part, String before, String filling, long times, String after)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var each : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry(part));
            text(zip, before);
            byte[] block = filling.repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (long i = 0; i < times / 1000; i++) {
                zip.write(block);
            }
            text(zip, after);
        }
        return file;
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
