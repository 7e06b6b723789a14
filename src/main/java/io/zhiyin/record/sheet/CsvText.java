package io.zhiyin.record.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The encoding of a text file. Without a byte order mark the lines vote: Chinese text in GB18030 is
 * practically never valid UTF-8, and the other way round.
 *
 * @param mixed some lines are written in the other encoding
 */
record CsvText(Path file, Charset charset, int mark, boolean mixed) {
    static final Charset GB18030 = Charset.forName("GB18030");

    static CsvText of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(3);
            if (FileKind.utf16(head)) {
                return new CsvText(
                        file,
                        head[0] == (byte) 0xff
                                ? StandardCharsets.UTF_16LE
                                : StandardCharsets.UTF_16BE,
                        2,
                        false);
            }
            boolean marked =
                    head.length == 3
                            && head[0] == (byte) 0xef
                            && head[1] == (byte) 0xbb
                            && head[2] == (byte) 0xbf;
            Votes votes = new Votes();
            if (!marked) {
                votes.count(head, head.length);
            }
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                votes.count(block, n);
            }
            votes.endLine();
            boolean utf8 = marked || votes.utf8 >= votes.other;
            return new CsvText(
                    file,
                    utf8 ? StandardCharsets.UTF_8 : GB18030,
                    marked ? 3 : 0,
                    utf8 ? votes.other > 0 : votes.utf8 > 0);
        }
    }

    /** As people know it. */
    String name() {
        return mark == 3 ? "UTF-8 BOM" : charset.name().replaceFirst("^(UTF-16).*", "$1");
    }

    /** The text after its mark. Lines in the other encoding are told to {@code lines}. */
    Reader read(MixedLines lines) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(mark);
        if (mark == 2) {
            return new InputStreamReader(in, charset);
        }
        return new LineReader(in, charset, lines);
    }

    /** Counts lines that are valid UTF-8 beyond ASCII, and lines that are not valid. */
    private static final class Votes {
        long utf8;
        long other;
        private final Utf8Line line = new Utf8Line();

        void count(byte[] block, int length) {
            for (int i = 0; i < length; i++) {
                byte b = block[i];
                if (b == '\n' || b == '\r') {
                    endLine();
                } else {
                    line.add(b);
                }
            }
        }

        void endLine() {
            if (line.beyondAscii()) {
                if (line.valid()) {
                    utf8++;
                } else {
                    other++;
                }
            }
            line.reset();
        }
    }
}
