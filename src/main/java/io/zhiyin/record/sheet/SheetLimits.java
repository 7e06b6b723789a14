package io.zhiyin.record.sheet;

/**
 * How much a file may ask of us before it is refused.
 *
 * @param bytes size of the file itself
 * @param rows rows of data and headings that are not blank
 * @param columns columns that hold anything
 * @param cell characters of one cell; a longer one is a fault of its row
 * @param unpacked bytes that one part of a workbook may unpack to
 * @param ratio how much a part beyond 64 MB may grow when unpacked
 */
public record SheetLimits(long bytes, long rows, int columns, int cell, long unpacked, int ratio) {

    /** 500 MB, 1,000,000 rows and their heading, 500 columns, cells as long as Excel's. */
    public static final SheetLimits USUAL =
            new SheetLimits(500L << 20, 1_000_001, 500, 32_767, 2L << 30, 200);

    public SheetLimits {
        if (bytes <= 0 || rows <= 0 || columns <= 0 || cell <= 0 || unpacked <= 0 || ratio <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
