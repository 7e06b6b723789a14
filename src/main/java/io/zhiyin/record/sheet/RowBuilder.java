package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.CellFault.Kind;
import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gathers the cells of a row and keeps to the limits. */
final class RowBuilder {
    private final SheetLimits limits;
    private List<String> cells = new ArrayList<>();
    private List<CellFault> faults = List.of();
    private long rows;

    RowBuilder(SheetLimits limits) {
        this.limits = limits;
    }

    /** Sets a cell; nothing is set where the text is blank. */
    void set(int column, String text) {
        if (text.isBlank()) {
            return;
        }
        if (column >= limits.columns()) {
            throw new SheetRefusal(Code.TOO_MANY_COLUMNS, limits.columns());
        }
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, checked(column, text));
    }

    void fault(int column, Kind kind) {
        if (faults.isEmpty()) {
            faults = new ArrayList<>(2);
        }
        faults.add(new CellFault(column, kind));
    }

    /** The row, or null if it is blank; afterwards the next one may be gathered. */
    SheetRow build(long number) {
        if (cells.isEmpty()) {
            faults = List.of();
            return null;
        }
        if (++rows > limits.rows()) {
            throw new SheetRefusal(Code.TOO_MANY_ROWS, limits.rows() - 1);
        }
        SheetRow row = new SheetRow(number, Collections.unmodifiableList(cells), faults);
        cells = new ArrayList<>(cells.size());
        faults = List.of();
        return row;
    }

    private String checked(int column, String text) {
        String kept = text;
        if (text.length() > limits.cell()) {
            fault(column, Kind.CELL_TOO_LONG);
            int end = limits.cell();
            kept =
                    text.substring(
                            0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        }
        if (!clean(kept)) {
            fault(column, Kind.CONTROL_CHARACTER);
            kept = cleaned(kept);
        }
        return kept;
    }

    private static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : Character.isSurrogate(c)) {
                if (c < 0x20 || !pair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean pair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static String cleaned(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(
                        c ->
                                (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                                                || (c >= 0xD800 && c <= 0xDFFF)
                                        ? 0xFFFD
                                        : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
