package io.zhiyin.record.sheet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A column under its heading.
 *
 * @param index from 0
 * @param header "" where the heading is blank
 * @param duplicate an earlier column has the same heading
 * @param samples different texts found below, at most {@link #SAMPLES}, each at most 80 characters
 */
public record SheetColumn(int index, String header, boolean duplicate, List<String> samples) {
    private static final int SAMPLES = 5;
    private static final int LONGEST_SAMPLE = 80;
    private static final int LONGEST_HEADER = 200;

    /** The columns that a heading and the rows below it fill. */
    public static List<SheetColumn> of(SheetRow header, List<SheetRow> below) {
        int width = header.cells().size();
        for (SheetRow row : below) {
            width = Math.max(width, row.cells().size());
        }
        Set<String> seen = new HashSet<>();
        List<SheetColumn> columns = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            String text = shortened(header.cell(i).strip(), LONGEST_HEADER);
            boolean again = !text.isEmpty() && !seen.add(text.toLowerCase(Locale.ROOT));
            columns.add(new SheetColumn(i, text, again, samples(i, below)));
        }
        return columns;
    }

    private static List<String> samples(int column, List<SheetRow> below) {
        return below.stream()
                .map(row -> shortened(row.cell(column).strip(), LONGEST_SAMPLE))
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(SAMPLES)
                .toList();
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
