package io.zhiyin.record;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The bytes of the files that people send: in the data folder under a random name, never under
 * theirs, readable by the program alone. What they are is judged by what is in them.
 */
@Component
class FileBytes {
    private static final Pattern PLACE = Pattern.compile("[0-9a-f]{32}");

    private final SecureRandom random = new SecureRandom();
    private final Path folder;

    FileBytes(@Value("${zhiyin.data:./data}") Path data) {
        this.folder = data.resolve("files").toAbsolutePath();
    }

    /** Loaded at the first upload: reading the list of types takes its time. */
    private static final class Types {
        static final MimeTypes KNOWN = MimeTypes.getDefaultMimeTypes();
    }

    /** Writes a file to the disk to stay; returns its place. */
    String keep(InputStream content) throws IOException {
        byte[] name = new byte[16];
        random.nextBytes(name);
        String place = HexFormat.of().formatHex(name);
        Path target = at(place);
        Files.createDirectories(
                target.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path part = Files.createTempFile(target.getParent(), place, ".part");
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return place;
    }

    /** Where the bytes of a place lie. */
    Path at(String place) {
        if (!PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException(place);
        }
        return folder.resolve(place.substring(0, 2)).resolve(place);
    }

    /** The media type; the name only tells apart what has the same bytes, as workbooks in a zip. */
    String type(String place, String name) throws IOException {
        Metadata known = new Metadata();
        known.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(at(place)))) {
            return Types.KNOWN.detect(in, known).toString();
        }
    }

    void delete(String place) throws IOException {
        Files.deleteIfExists(at(place));
    }

    /** Places written before this moment, and uploads that a killed program left half done. */
    List<Path> olderThan(Instant moment) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).filter(f -> before(f, moment)).toList();
        }
    }

    private static boolean before(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (IOException e) {
            return false;
        }
    }
}
