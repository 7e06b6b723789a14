package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes line by line, so that a line in another encoding is read as it was meant and noted. No
 * byte of a character in UTF-8 or GB18030 looks like a line end.
 */
final class LineReader extends Reader {
    /** A line longer than this holds a cell that nobody typed. */
    private static final int LONGEST_LINE = 16 << 20;

    private final InputStream in;
    private final Charset charset;
    private final MixedLines mixed;
    private final Utf8Line judge = new Utf8Line();
    private byte[] bytes = new byte[1 << 16];
    private int start;
    private int filled;
    private boolean ended;
    private char[] chars = new char[0];
    private int next;
    private long line = 1;
    private boolean afterReturn;

    LineReader(InputStream in, Charset charset, MixedLines mixed) {
        this.in = in;
        this.charset = charset;
        this.mixed = mixed;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int copied = 0;
        while (copied < length) {
            if (next == chars.length && !decodeLine()) {
                return copied == 0 ? -1 : copied;
            }
            int n = Math.min(length - copied, chars.length - next);
            System.arraycopy(chars, next, target, offset + copied, n);
            next += n;
            copied += n;
        }
        return copied;
    }

    private boolean decodeLine() throws IOException {
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (bytes[i] == '\n' || bytes[i] == '\r') {
                    decode(i + 1);
                    return true;
                }
            }
            scanned = filled - start;
            if (ended) {
                if (start == filled) {
                    return false;
                }
                decode(filled);
                return true;
            }
            fill();
            scanned += start;
        }
    }

    /** Decodes the bytes from `start` to `end`, a line with its end. */
    private void decode(int end) {
        judge.reset();
        for (int i = start; i < end; i++) {
            judge.add(bytes[i]);
        }
        String text = new String(bytes, start, end - start, encodingOfLine());
        countLine(bytes[end - 1], end - start == 1);
        chars = text.toCharArray();
        next = 0;
        start = end;
    }

    private Charset encodingOfLine() {
        if (!judge.beyondAscii()) {
            return charset;
        }
        Charset actual = judge.valid() ? StandardCharsets.UTF_8 : CsvText.GB18030;
        if (!actual.equals(charset)) {
            mixed.add(afterReturn ? line + 1 : line);
        }
        return actual;
    }

    /** CR LF ends one line: the LF arrives alone, after the CR. */
    private void countLine(byte last, boolean alone) {
        if (afterReturn) {
            line++;
            afterReturn = false;
            if (alone && last == '\n') {
                return;
            }
        }
        if (last == '\n') {
            line++;
        } else if (last == '\r') {
            afterReturn = true;
        }
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == bytes.length) {
            if (filled >= LONGEST_LINE) {
                throw new SheetRefusal(Code.CELL_TOO_LARGE);
            }
            bytes = Arrays.copyOf(bytes, filled * 2);
        }
        int n = in.read(bytes, filled, bytes.length - filled);
        if (n < 0) {
            ended = true;
        } else {
            filled += n;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
