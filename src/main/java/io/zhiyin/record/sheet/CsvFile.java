package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;

/** A text file of delimited values. */
final class CsvFile extends SheetFile {
    private static final int SAMPLE = 1 << 16;

    private final CsvText text;
    private final SheetLimits limits;
    private final char delimiter;
    private final boolean hinted;

    CsvFile(Path file, SheetLimits limits) throws IOException {
        this.text = CsvText.of(file);
        this.limits = limits;
        String sample = sample();
        if (sample.isBlank()) {
            throw new SheetRefusal(Code.EMPTY_FILE);
        }
        this.hinted = sample.regionMatches(true, 0, "sep=", 0, 4) && sample.length() > 5;
        this.delimiter = hinted ? sample.charAt(4) : Delimiter.of(sample);
    }

    @Override
    public Format format() {
        return Format.CSV;
    }

    @Override
    public String encoding() {
        return text.name();
    }

    @Override
    public List<String> sheets() {
        return List.of("");
    }

    @Override
    public SheetRows rows(String sheet) throws IOException {
        MixedLines mixed = new MixedLines();
        CsvRows rows = new CsvRows(text.read(mixed), delimiter, mixed, limits);
        if (hinted) {
            rows.next();
        }
        return rows;
    }

    /** Only its rows hold the file open. */
    @Override
    public void close() {}

    private String sample() throws IOException {
        char[] chars = new char[SAMPLE];
        int filled = 0;
        try (Reader reader = text.read(new MixedLines())) {
            for (int n = 0; n >= 0 && filled < SAMPLE; ) {
                filled += n;
                n = reader.read(chars, filled, SAMPLE - filled);
            }
        }
        return new String(chars, 0, filled);
    }
}
