package io.zhiyin.record.sheet;

import java.util.ArrayList;
import java.util.List;

/** Finds what parts the values of a text: the sign that parts its lines most evenly. */
final class Delimiter {
    private static final char[] CANDIDATES = {',', '\t', ';', '|'};
    private static final int LINES = 50;

    private Delimiter() {}

    static char of(String sample) {
        char best = ',';
        double bestScore = 0;
        for (char candidate : CANDIDATES) {
            double score = score(sample, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** Columns of the heading, times the share of lines that have just as many. */
    private static double score(String sample, char delimiter) {
        List<Integer> counts = counts(sample, delimiter);
        if (counts.isEmpty()) {
            return 0;
        }
        int usual = counts.stream().sorted().skip(counts.size() / 2).findFirst().orElseThrow();
        long even = counts.stream().filter(c -> c == usual).count();
        return usual == 0 ? 0 : usual * (double) even / counts.size();
    }

    /** Delimiters outside quotes per line that is not blank; a last line cut off is left out. */
    private static List<Integer> counts(String sample, char delimiter) {
        List<Integer> counts = new ArrayList<>();
        boolean quoted = false;
        boolean blank = true;
        int count = 0;
        for (int i = 0; i < sample.length() && counts.size() < LINES; i++) {
            char c = sample.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                if (!blank) {
                    counts.add(count);
                }
                count = 0;
                blank = true;
                continue;
            } else if (!quoted && c == delimiter) {
                count++;
            }
            blank = false;
        }
        if (counts.isEmpty() && !blank) {
            counts.add(count);
        }
        return counts;
    }
}
