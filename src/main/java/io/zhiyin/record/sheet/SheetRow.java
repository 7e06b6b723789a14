package io.zhiyin.record.sheet;

import java.util.List;

/**
 * One row that is not blank.
 *
 * @param number as a spreadsheet program shows it, from 1
 * @param cells texts, never null, "" where there is nothing; as long as the row is filled
 */
public record SheetRow(long number, List<String> cells, List<CellFault> faults) {
    /** The text in a column, "" beyond the end of the row. */
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
