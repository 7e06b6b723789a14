package io.zhiyin.record.sheet;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import io.zhiyin.record.sheet.CellFault.Kind;
import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;

/** The rows of a csv. Numbers are those a spreadsheet shows: a value may run over several lines. */
final class CsvRows implements SheetRows {
    /** Characters; far beyond a cell that is merely too long. */
    private static final int BUFFER = 8 << 20;

    private final CloseableIterator<Parsed> parsed;
    private SheetRow next;

    /** What the parser hands over; the row is null where the line is blank. */
    private record Parsed(SheetRow row) {}

    CsvRows(Reader text, char delimiter, MixedLines mixed, SheetLimits limits) {
        parsed =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .skipEmptyLines(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .maxBufferSize(BUFFER)
                        .build(new Handler(mixed, limits), text)
                        .iterator();
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && parsed.hasNext()) {
                next = parsed.next().row();
            }
        } catch (CsvParseException e) {
            SheetRefusal refusal = refusalIn(e);
            throw refusal != null ? refusal : new SheetRefusal(Code.BROKEN_CSV, e);
        } catch (UncheckedIOException e) {
            SheetRefusal refusal = refusalIn(e);
            throw refusal != null ? refusal : e;
        }
        return next != null;
    }

    private static SheetRefusal refusalIn(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SheetRefusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    @Override
    public SheetRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        SheetRow row = next;
        next = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        parsed.close();
    }

    private static final class Handler extends CsvCallbackHandler<Parsed> {
        private final MixedLines mixed;
        private final RowBuilder row;
        private long number;
        private long line;
        private long lineBreaks;
        private int column;

        Handler(MixedLines mixed, SheetLimits limits) {
            this.mixed = mixed;
            this.row = new RowBuilder(limits);
        }

        @Override
        protected RecordType getRecordType() {
            return RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return column;
        }

        @Override
        protected void beginRecord(long startingLine) {
            number++;
            line = startingLine;
            lineBreaks = 0;
            column = 0;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            if (length > 0) {
                String text = new String(buffer, offset, length);
                if (quoted) {
                    lineBreaks += breaks(text);
                }
                row.set(column, text);
            }
            column++;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException("no comments were asked for");
        }

        @Override
        protected void setEmpty() {}

        @Override
        protected Parsed buildRecord() {
            if (mixed.anyUpTo(line + lineBreaks)) {
                row.fault(CellFault.ROW, Kind.MIXED_ENCODING);
            }
            return new Parsed(row.build(number));
        }

        private static long breaks(String text) {
            long breaks = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                    breaks++;
                }
            }
            return breaks;
        }
    }
}
