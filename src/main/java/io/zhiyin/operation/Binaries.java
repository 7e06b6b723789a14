package io.zhiyin.operation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The database's programs, unpacked once beside the data. Several programs may unpack at once: each
 * works in a folder of its own and the first to finish gives it the final name.
 */
final class Binaries {
    private Binaries() {}

    /** Folder with bin/postgres and bin/initdb; unpacks about 60 MB (2 s) where it is missing. */
    static Path unpack(Path cache) throws IOException {
        String name = archiveName();
        URL archive = Binaries.class.getResource("/" + name);
        if (archive == null) {
            throw new Refusal("binaries.missing", name);
        }
        Path target =
                cache.toAbsolutePath().resolve("postgresql-" + Launcher.MAJOR + "-" + sum(archive));
        if (Files.exists(target.resolve(".complete"))) {
            return target;
        }
        Trees.create(cache, "rwxr-xr-x");
        sweep(cache);
        Path side = Files.createTempDirectory(cache, "unpack-");
        try {
            // createTempDirectory makes 0700; the server may run under another user id
            Files.setPosixFilePermissions(side, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(archive, side);
            Files.createFile(side.resolve(".complete"));
            Files.move(side, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Trees.delete(side);
            if (!Files.exists(target.resolve(".complete"))) {
                throw e;
            }
        } catch (IOException e) {
            Trees.delete(side);
            throw e;
        }
        return target;
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String cpu =
                switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                };
        return "postgres-" + (system.contains("mac") ? "darwin" : "linux") + "-" + cpu + ".txz";
    }

    /** The jar's directory already knows the checksum: nothing is read on a warm start. */
    private static String sum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        try (var in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return Long.toHexString(in.getChecksum().getValue());
        }
    }

    private static void extract(URL archive, Path side) throws IOException {
        try (InputStream raw = archive.openStream();
                var tar =
                        new TarArchiveInputStream(
                                new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, side);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path side)
            throws IOException {
        Path file = side.resolve(entry.getName()).normalize();
        if (!file.startsWith(side)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Leftovers of an unpacking that was killed: older than an hour, so nobody works there now. */
    private static void sweep(Path cache) throws IOException {
        // file times come from the machine's clock, so they are compared with that clock
        long old = System.currentTimeMillis() - 3_600_000;
        for (Path each : Trees.children(cache)) {
            if (each.getFileName().toString().startsWith("unpack-")
                    && Files.getLastModifiedTime(each).toMillis() < old) {
                Trees.delete(each);
            }
        }
    }
}
