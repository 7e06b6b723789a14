package io.zhiyin.record.imports;

import java.util.Arrays;

/** Many numbers in little memory: 16 bytes each at most. Zero is kept as another number. */
final class LongSet {
    private long[] slots = new long[1 << 10];
    private int size;

    /** False when it was there already. */
    boolean add(long value) {
        long kept = value == 0 ? Long.MIN_VALUE : value;
        int at = slot(slots, kept);
        if (slots[at] == kept) {
            return false;
        }
        slots[at] = kept;
        if (++size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    boolean has(long value) {
        long kept = value == 0 ? Long.MIN_VALUE : value;
        return slots[slot(slots, kept)] == kept;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(v -> v != 0).forEach(v -> larger[slot(larger, v)] = v);
        slots = larger;
    }

    private static int slot(long[] slots, long value) {
        int mask = slots.length - 1;
        int at = (int) (spread(value) & mask);
        while (slots[at] != 0 && slots[at] != value) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static long spread(long value) {
        long mixed = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    /** A hash of 64 bits: among a million texts two share one with odds of 1 to 37,000,000. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
            hash ^= hash >>> 31;
        }
        return hash;
    }
}
