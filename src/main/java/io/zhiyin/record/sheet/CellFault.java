package io.zhiyin.record.sheet;

/**
 * Something wrong with a cell that reading cannot mend.
 *
 * @param column from 0, or {@link #ROW} when the whole row is meant
 */
public record CellFault(int column, Kind kind) {
    public static final int ROW = -1;

    /** Each has the message {@code error.<NAME>}. */
    public enum Kind {
        /** Part of the row is written in another encoding than the file. */
        MIXED_ENCODING,
        /** More characters than a cell may have; the text given is its beginning. */
        CELL_TOO_LONG,
        /** Characters that no text has: NUL and other controls, halves of surrogate pairs. */
        CONTROL_CHARACTER,
        /** #REF!, #N/A and their like. */
        FORMULA_ERROR,
        /** A number of more than 15 digits: Excel has already replaced the last ones by zeros. */
        DIGITS_LOST
    }

    public String messageKey() {
        return "error." + kind;
    }
}
