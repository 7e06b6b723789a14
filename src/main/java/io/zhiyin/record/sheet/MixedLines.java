package io.zhiyin.record.sheet;

/** Numbers of physical lines (from 1) that are written in another encoding than their file. */
final class MixedLines {
    private long[] lines = new long[64];
    private int first;
    private int end;

    void add(long line) {
        if (end == lines.length) {
            long[] moved = new long[Math.max(64, (end - first) * 2)];
            System.arraycopy(lines, first, moved, 0, end - first);
            lines = moved;
            end -= first;
            first = 0;
        }
        lines[end++] = line;
    }

    /** Takes away the lines up to this one. */
    boolean anyUpTo(long line) {
        boolean any = false;
        while (first < end && lines[first] <= line) {
            first++;
            any = true;
        }
        return any;
    }
}
