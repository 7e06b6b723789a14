package io.zhiyin.record.sheet;

/** Whether the bytes of a line are strict UTF-8 (no overlong forms, no surrogates). */
final class Utf8Line {
    private int pending;
    private int low = 0x80;
    private int high = 0xBF;
    private boolean beyondAscii;
    private boolean broken;

    void add(byte signed) {
        if (signed >= 0 && pending == 0) {
            return;
        }
        int b = signed & 0xff;
        beyondAscii |= b >= 0x80;
        if (pending > 0) {
            broken |= b < low || b > high;
            pending = b < 0x80 ? 0 : pending - 1;
            low = 0x80;
            high = 0xBF;
            return;
        }
        start(b);
    }

    private void start(int b) {
        if (b >= 0xC2 && b <= 0xDF) {
            pending = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            pending = 2;
            low = b == 0xE0 ? 0xA0 : 0x80;
            high = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            pending = 3;
            low = b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            broken = true;
        }
    }

    boolean beyondAscii() {
        return beyondAscii;
    }

    boolean valid() {
        return !broken && pending == 0;
    }

    void reset() {
        pending = 0;
        low = 0x80;
        high = 0xBF;
        beyondAscii = false;
        broken = false;
    }
}
