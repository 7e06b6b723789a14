package io.zhiyin.record.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a workbook of rows that were rejected: the columns as they came and the reason, so that it
 * can be corrected and uploaded again. Every cell is text; one that a spreadsheet could take for a
 * formula stays text also when it is edited, and its characters are unchanged.
 */
public final class ErrorSheet implements Closeable {
    private static final int FLUSHED_EVERY = 500;

    private final Workbook workbook;
    private final Worksheet sheet;
    private final int reasonColumn;
    private int row;

    /**
     * @param out not closed
     * @param name of the sheet, at most 31 characters
     * @param header as in the file
     * @param reason the heading of the column of reasons, after the others
     */
    public ErrorSheet(OutputStream out, String name, List<String> header, String reason)
            throws IOException {
        workbook = new Workbook(out, "Zhiyin", "1.0");
        workbook.setCompressionLevel(3);
        sheet = workbook.newWorksheet(name);
        reasonColumn = header.size();
        for (int i = 0; i < header.size(); i++) {
            put(i, header.get(i));
            sheet.width(i, 18);
        }
        put(reasonColumn, reason);
        sheet.style(0, reasonColumn).bold().fontColor("B3261E").set();
        sheet.width(reasonColumn, 50);
        sheet.freezePane(0, 1);
        row = 1;
    }

    public void add(SheetRow original, String reason) throws IOException {
        for (int i = 0; i < reasonColumn && i < original.cells().size(); i++) {
            put(i, original.cells().get(i));
        }
        put(reasonColumn, reason);
        if (++row % FLUSHED_EVERY == 0) {
            sheet.flush();
        }
    }

    private void put(int column, String text) {
        if (text.isEmpty()) {
            return;
        }
        sheet.inlineString(row, column, text);
        if (FormulaLike.starts(text)) {
            sheet.style(row, column).format("@").set();
        }
    }

    @Override
    public void close() throws IOException {
        workbook.finish();
    }
}
