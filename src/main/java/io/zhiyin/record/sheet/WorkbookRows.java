package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.CellFault.Kind;
import io.zhiyin.record.sheet.CellStyles.Look;
import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.NoSuchElementException;

/** The rows of one sheet of a workbook. */
final class WorkbookRows implements SheetRows {
    private static final int LAST_ROW = 1_048_576;

    private final XmlPart part;
    private final SharedTexts texts;
    private final CellStyles styles;
    private final boolean from1904;
    private final int longest;
    private final RowBuilder row;
    private final StringBuilder text = new StringBuilder();
    private SheetRow next;
    private boolean ended;
    private int number;

    WorkbookRows(
            XmlPart part,
            SharedTexts texts,
            CellStyles styles,
            boolean from1904,
            SheetLimits limits) {
        this.part = part;
        this.texts = texts;
        this.styles = styles;
        this.from1904 = from1904;
        this.longest = limits.cell() + 1;
        this.row = new RowBuilder(limits);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !ended) {
                advance();
            }
        } catch (UncheckedIOException | NumberFormatException e) {
            throw XmlPart.refusal(e);
        }
        return next != null;
    }

    private void advance() {
        if (!part.next()) {
            throw new SheetRefusal(Code.BROKEN_WORKBOOK);
        }
        if (part.starts("row")) {
            String r = part.attribute("r");
            int given = r == null ? number + 1 : Integer.parseInt(r);
            if (given <= number || given > LAST_ROW) {
                throw new SheetRefusal(Code.BROKEN_WORKBOOK);
            }
            number = given;
            readCells();
            next = row.build(number);
        } else if (part.ends("sheetData") || part.ends("worksheet")) {
            ended = true;
        }
    }

    private void readCells() {
        int column = -1;
        while (part.next()) {
            if (part.ends("row")) {
                return;
            }
            if (part.starts("c")) {
                column = column(part.attribute("r"), column + 1);
                readCell(column);
            }
        }
    }

    /** AB12 is column 27; without a reference it is the next one. */
    private static int column(String reference, int following) {
        if (reference == null) {
            return following;
        }
        int column = 0;
        for (int i = 0; i < reference.length(); i++) {
            char c = Character.toUpperCase(reference.charAt(i));
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
            if (column > 16_384) {
                throw new SheetRefusal(Code.BROKEN_WORKBOOK);
            }
        }
        return column == 0 ? following : column - 1;
    }

    private void readCell(int column) {
        String type = part.attribute("t");
        String style = part.attribute("s");
        text.setLength(0);
        boolean inValue = false;
        while (part.next() && !part.ends("c")) {
            if (part.starts("v")) {
                inValue = true;
            } else if (part.ends("v")) {
                inValue = false;
            } else if (part.starts("is")) {
                RichText.read(part, "is", text, longest);
            } else if (inValue) {
                part.appendText(text, longest);
            }
        }
        if (!text.isEmpty()) {
            set(column, type == null ? "n" : type, style);
        }
    }

    private void set(int column, String type, String style) {
        String raw = text.toString();
        switch (type) {
            case "s" -> row.set(column, texts.get(Integer.parseInt(raw.strip())));
            case "inlineStr" -> row.set(column, raw);
            case "str" -> {
                RichText.unescape(text);
                row.set(column, text.toString());
            }
            case "b" -> row.set(column, raw.strip().equals("1") ? "TRUE" : "FALSE");
            case "e" -> {
                row.set(column, raw);
                row.fault(column, Kind.FORMULA_ERROR);
            }
            case "d" -> row.set(column, isoDate(raw));
            default -> setNumber(column, raw.strip(), style);
        }
    }

    private void setNumber(int column, String raw, String style) {
        Look look = styles.of(style == null ? 0 : Integer.parseInt(style));
        String shown;
        try {
            shown = CellNumber.text(raw, look, from1904);
        } catch (NumberFormatException e) {
            row.set(column, raw);
            row.fault(column, Kind.FORMULA_ERROR);
            return;
        }
        row.set(column, shown);
        if (CellNumber.digitsLost(raw, look)) {
            row.fault(column, Kind.DIGITS_LOST);
        }
    }

    /** 2025-03-01T00:00:00.000Z as a person writes it. */
    private static String isoDate(String raw) {
        String[] parts = raw.toUpperCase(Locale.ROOT).replace("Z", "").split("T", 2);
        String time = parts.length < 2 ? "" : parts[1].replaceFirst("\\.\\d+$", "");
        return time.isEmpty() || time.startsWith("00:00:00") ? parts[0] : parts[0] + " " + time;
    }

    @Override
    public SheetRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SheetRow given = next;
        next = null;
        return given;
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
