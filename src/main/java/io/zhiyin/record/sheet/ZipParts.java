package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The parts of a zip file, guarded against those that unpack without end. */
final class ZipParts implements Closeable {
    private static final int MOST_PARTS = 10_000;

    /** Below this many bytes a part may be packed as tightly as it likes. */
    private static final long RATIO_COUNTS_FROM = 64L << 20;

    /** Markup without a single "<" in so many bytes holds a text that nobody typed. */
    private static final int LONGEST_TEXT = 16 << 20;

    private final ZipFile zip;
    private final SheetLimits limits;

    ZipParts(Path file, SheetLimits limits) throws IOException {
        this.limits = limits;
        this.zip = new ZipFile(file.toFile());
        if (zip.size() > MOST_PARTS) {
            zip.close();
            throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
        }
    }

    boolean has(String name) {
        return find(name) != null;
    }

    boolean hasFolder(String prefix) {
        return zip.stream().anyMatch(e -> e.getName().startsWith(prefix));
    }

    /** The XML of a part, or null when there is no such part. */
    XmlPart open(String name) throws IOException {
        ZipEntry entry = find(name);
        return entry == null ? null : new XmlPart(stream(entry));
    }

    InputStream stream(String name) throws IOException {
        ZipEntry entry = find(name);
        return entry == null ? null : stream(entry);
    }

    private InputStream stream(ZipEntry entry) throws IOException {
        if (entry.getSize() > limits.unpacked()) {
            throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
        }
        return new Guard(zip.getInputStream(entry), entry.getCompressedSize(), limits);
    }

    /** Programs differ in the case of part names. */
    private ZipEntry find(String name) {
        ZipEntry exact = zip.getEntry(name);
        if (exact != null) {
            return exact;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return Collections.list(zip.entries()).stream()
                .filter(e -> e.getName().toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** What a directory says of a part's size may be a lie: this counts what comes out. */
    private static final class Guard extends FilterInputStream {
        private final long packed;
        private final SheetLimits limits;
        private long unpacked;
        private long lastMarkup;

        Guard(InputStream in, long packed, SheetLimits limits) {
            super(in);
            this.packed = Math.max(1, packed);
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            if (n <= 0) {
                return n;
            }
            unpacked += n;
            if (unpacked > limits.unpacked()
                    || (unpacked > RATIO_COUNTS_FROM && unpacked / packed > limits.ratio())) {
                throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
            }
            for (int i = offset + n - 1; i >= offset; i--) {
                if (target[i] == '<') {
                    lastMarkup = unpacked - (offset + n - 1 - i);
                    break;
                }
            }
            if (unpacked - lastMarkup > LONGEST_TEXT) {
                throw new SheetRefusal(Code.CELL_TOO_LARGE);
            }
            return n;
        }
    }
}
