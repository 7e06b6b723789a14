package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** A table in a file, xlsx or csv, told apart by content. Reading takes bounded memory. */
public abstract class SheetFile implements Closeable {
    /** What the file is. */
    public enum Format {
        XLSX,
        CSV
    }

    /**
     * Looks at a file; a csv is scanned from end to end for its encoding.
     *
     * @throws SheetRefusal when it is not a table we can read, or breaks the limits
     */
    public static SheetFile open(Path file, SheetLimits limits) throws IOException {
        long size = Files.size(file);
        if (size > limits.bytes()) {
            throw new SheetRefusal(Code.FILE_TOO_LARGE, limits.bytes() >> 20);
        }
        try {
            return switch (FileKind.of(file)) {
                case WORKBOOK -> new Workbook(file, limits);
                case TEXT -> new CsvFile(file, limits);
            };
        } catch (ZipException | EOFException e) {
            throw new SheetRefusal(Code.BROKEN_WORKBOOK, e);
        }
    }

    public abstract Format format();

    /** The encoding of a csv, such as UTF-8 or GB18030; null for a workbook. */
    public abstract String encoding();

    /** Names in the order of the file, hidden ones last; a csv has one without a name. */
    public abstract List<String> sheets();

    /**
     * @throws SheetRefusal NO_SHEET when there is none of that name
     */
    public abstract SheetRows rows(String sheet) throws IOException;

    /** The first rows that are not blank. */
    public final List<SheetRow> head(String sheet, int most) throws IOException {
        List<SheetRow> head = new ArrayList<>();
        try (SheetRows rows = rows(sheet)) {
            while (head.size() < most && rows.hasNext()) {
                head.add(rows.next());
            }
        }
        return head;
    }
}
