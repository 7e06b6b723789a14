package io.zhiyin.record.imports;

import io.zhiyin.record.Problem;
import io.zhiyin.record.imports.Import.Column;
import io.zhiyin.record.sheet.SheetColumn;
import io.zhiyin.record.sheet.SheetFile;
import io.zhiyin.record.sheet.SheetLimits;
import io.zhiyin.record.sheet.SheetRefusal;
import io.zhiyin.record.sheet.SheetRow;
import io.zhiyin.record.sheet.SheetRows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An uploaded file, opened; what it refuses becomes a {@link Problem}. */
final class ImportFile implements Closeable {
    static final SheetLimits LIMITS = SheetLimits.USUAL;
    static final int LAST_HEADER_ROW = 100;
    private static final int HEAD = 120;
    private static final int SAMPLED = 50;

    /** Files up to this many bytes are read to their end at once: their rows are counted. */
    private static final long COUNTED = 8L << 20;

    private final Path path;
    private final SheetFile file;

    private ImportFile(Path path, SheetFile file) {
        this.path = path;
        this.file = file;
    }

    static ImportFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw Problem.conflict("IMPORT_FILE_GONE");
        }
        try {
            return new ImportFile(path, SheetFile.open(path, LIMITS));
        } catch (SheetRefusal e) {
            throw problem(e);
        }
    }

    static Problem problem(SheetRefusal e) {
        int status = e.code() == SheetRefusal.Code.FILE_TOO_LARGE ? 413 : 422;
        return new Problem(status, e.code().name(), e.arguments().toArray());
    }

    String format() {
        return file.format().name().toLowerCase(java.util.Locale.ROOT);
    }

    String encoding() {
        return file.encoding();
    }

    List<String> sheets() {
        return file.sheets();
    }

    /**
     * Looks for headings and what they mean.
     *
     * @param sheet null for the first that holds anything
     * @param headerRow null to find it
     */
    ImportStore.Found look(String sheet, Integer headerRow, List<Target> targets)
            throws IOException {
        try {
            String chosen = sheet == null ? firstFilled() : sheet;
            List<SheetRow> head = file.head(chosen, HEAD);
            if (head.isEmpty()) {
                throw new SheetRefusal(SheetRefusal.Code.EMPTY_FILE);
            }
            Headings headings = new Headings(targets);
            int at = headerRow == null ? headings.headerRow(head) : place(head, headerRow);
            List<SheetRow> below = head.subList(at + 1, Math.min(head.size(), at + 1 + SAMPLED));
            List<SheetColumn> columns = SheetColumn.of(head.get(at), below);
            return new ImportStore.Found(
                    chosen,
                    (int) head.get(at).number(),
                    mapped(columns, headings),
                    samples(columns),
                    Files.size(path) <= COUNTED ? count(chosen, head.get(at).number()) : null);
        } catch (SheetRefusal e) {
            throw problem(e);
        }
    }

    private String firstFilled() throws IOException {
        for (String sheet : file.sheets()) {
            if (!file.head(sheet, 1).isEmpty()) {
                return sheet;
            }
        }
        throw new SheetRefusal(SheetRefusal.Code.EMPTY_FILE);
    }

    private static int place(List<SheetRow> head, int headerRow) {
        for (int i = 0; i < head.size(); i++) {
            if (head.get(i).number() >= headerRow) {
                return i;
            }
        }
        throw Problem.invalid("headerRow", "BAD_HEADER_ROW");
    }

    private static List<Column> mapped(List<SheetColumn> columns, Headings headings) {
        Map<Integer, Headings.Guess> guesses =
                headings.guess(columns).stream()
                        .collect(Collectors.toMap(Headings.Guess::column, g -> g));
        List<Column> mapped = new ArrayList<>();
        for (SheetColumn column : columns) {
            Headings.Guess guess = guesses.get(column.index());
            mapped.add(
                    new Column(
                            column.index(),
                            column.header(),
                            column.duplicate(),
                            guess == null ? null : guess.field(),
                            guess == null ? 0 : Math.round(guess.confidence() * 100) / 100.0));
        }
        return mapped;
    }

    private static Map<Integer, List<String>> samples(List<SheetColumn> columns) {
        Map<Integer, List<String>> samples = new HashMap<>();
        columns.forEach(c -> samples.put(c.index(), c.samples()));
        return samples;
    }

    private long count(String sheet, long headerRow) throws IOException {
        long count = 0;
        try (SheetRows rows = file.rows(sheet)) {
            while (rows.hasNext()) {
                count += rows.next().number() > headerRow ? 1 : 0;
            }
        }
        return count;
    }

    /** The rows of a sheet, headings and what stands above them included. */
    SheetRows rows(String sheet) throws IOException {
        return file.rows(sheet);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
