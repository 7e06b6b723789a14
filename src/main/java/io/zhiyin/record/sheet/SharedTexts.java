package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The texts that the cells of a workbook share. A few megabytes stay in memory; more lie in a file
 * that is mapped, so that memory stays bounded however large the workbook is.
 */
final class SharedTexts {
    private static final int MOST = 8_000_000;
    private static final int IN_MEMORY = 16 << 20;
    private static final int REMEMBERED = 1 << 13;

    static final SharedTexts NONE = new SharedTexts(ByteBuffer.allocate(0), new int[] {0}, 0);

    private final ByteBuffer bytes;
    private final int[] ends;
    private final int count;
    private final String[] remembered = new String[REMEMBERED];
    private final int[] rememberedIndex = new int[REMEMBERED];

    private SharedTexts(ByteBuffer bytes, int[] ends, int count) {
        this.bytes = bytes;
        this.ends = ends;
        this.count = count;
        Arrays.fill(rememberedIndex, -1);
    }

    /**
     * @param part closed afterwards
     * @param longest characters kept of a text; one more is kept as the sign that there were more
     * @param folder where a large table may spill to
     */
    static SharedTexts read(XmlPart part, int longest, Path folder) throws IOException {
        try (part;
                Spill spill = new Spill(folder)) {
            int[] ends = new int[1024];
            int count = 0;
            StringBuilder text = new StringBuilder();
            while (part.next()) {
                if (!part.starts("si")) {
                    continue;
                }
                if (count >= MOST) {
                    throw new SheetRefusal(Code.TOO_MANY_TEXTS);
                }
                text.setLength(0);
                RichText.read(part, "si", text, longest + 1);
                if (count + 1 >= ends.length) {
                    ends = Arrays.copyOf(ends, ends.length * 2);
                }
                ends[++count] = spill.write(text);
            }
            return new SharedTexts(spill.bytes(), ends, count);
        }
    }

    /** "" for an index that is not there. */
    String get(int index) {
        if (index < 0 || index >= count) {
            return "";
        }
        int slot = index & (REMEMBERED - 1);
        if (rememberedIndex[slot] == index) {
            return remembered[slot];
        }
        byte[] text = new byte[ends[index + 1] - ends[index]];
        bytes.get(ends[index], text);
        String value = new String(text, StandardCharsets.UTF_8);
        if (value.length() < 100) {
            remembered[slot] = value;
            rememberedIndex[slot] = index;
        }
        return value;
    }

    private static final class Spill implements AutoCloseable {
        private final Path folder;
        private ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 14);
        private OutputStream disk;
        private Path file;
        private long written;

        Spill(Path folder) {
            this.folder = folder;
        }

        int write(CharSequence text) throws IOException {
            byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
            written += encoded.length;
            if (written > Integer.MAX_VALUE - 8) {
                throw new SheetRefusal(Code.TOO_MANY_TEXTS);
            }
            if (disk == null && written > IN_MEMORY) {
                file = Files.createTempFile(folder, "texts", ".tmp");
                disk = new java.io.BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                memory.writeTo(disk);
                memory = null;
            }
            (disk == null ? memory : disk).write(encoded);
            return (int) written;
        }

        ByteBuffer bytes() throws IOException {
            if (disk == null) {
                return ByteBuffer.wrap(memory.toByteArray());
            }
            disk.flush();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, written);
            }
        }

        /** The mapping outlives the file's name. */
        @Override
        public void close() throws IOException {
            if (disk != null) {
                disk.close();
                Files.deleteIfExists(file);
            }
        }
    }
}
