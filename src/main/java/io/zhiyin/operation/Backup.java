package io.zhiyin.operation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A whole copy of one installation: database, files, keys. Taken while the program runs, or of a
 * stopped one; restorable by itself.
 */
final class Backup {
    /** What the server makes anew, or what belongs to its running process. */
    private static final Set<String> EMPTIED =
            Set.of(
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> SKIPPED =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

    static final List<String> BESIDE = List.of("files", "keys", "tls");
    static final String DATABASE = "database.zip";
    static final String PASSWORD = "database.password";

    private final DataPlace place;
    private final Clock clock;
    private final Manifest manifest = new Manifest();
    private Path part;
    private Path before;
    private Manifest known;
    private ZipOutputStream zip;

    private Backup(DataPlace place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /**
     * Backs up into a new folder below {@code target} and reads it back.
     *
     * @return the backup's folder
     * @throws Refusal when it could not be made; nothing half-made keeps a backup's name
     */
    static Path make(Path data, Path target, Clock clock) {
        try (BackupFolder folder = BackupFolder.take(target.toAbsolutePath().normalize())) {
            Backup backup = new Backup(new DataPlace(data.toAbsolutePath().normalize()), clock);
            return backup.into(folder);
        } catch (IOException | UncheckedIOException e) {
            Refusal refusal = new Refusal("backup.failed", e.toString());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Where backups go unless told otherwise. */
    static Path defaultTarget(Path data) {
        String elsewhere = System.getenv().getOrDefault("ZHIYIN_BACKUP_DIR", "");
        return elsewhere.isBlank() ? data.resolve("backups") : Path.of(elsewhere);
    }

    private Path into(BackupFolder folder) throws IOException {
        if (!Files.exists(place.cluster().resolve("PG_VERSION"))) {
            throw new Refusal("backup.nothing", place.data());
        }
        before = folder.newest().orElse(null);
        known = before == null ? null : Manifest.read(before);
        part = folder.begin(clock.instant());
        boolean whole = false;
        try {
            manifest.fact("format", "1");
            manifest.fact("postgresql", Launcher.MAJOR);
            manifest.fact("begun", clock.instant().toString());
            Optional<DatabaseFolder> held = stopped();
            if (held.isPresent()) {
                try (DatabaseFolder mine = held.get()) {
                    mine.settleOldServer(Duration.ofSeconds(60));
                    manifest.fact("kind", "stopped");
                    keepDatabase(() -> copyCluster(true));
                    copyBeside();
                }
            } else {
                manifest.fact("kind", "running");
                keepDatabase(() -> new RunningCopy(place).copy(this));
                // after the database: every file a row names is there by then
                copyBeside();
            }
            keep(place.passwordFile(), PASSWORD);
            manifest.write(part);
            manifest.verify(part);
            whole = true;
            return folder.finish(part);
        } finally {
            if (!whole) {
                Trees.delete(part);
            }
        }
    }

    /** The folder itself when nobody works on it; empty while a program does. */
    private Optional<DatabaseFolder> stopped() throws IOException {
        try {
            return Optional.of(DatabaseFolder.take(place.data(), Duration.ofSeconds(30)));
        } catch (Refusal e) {
            if (e.key().equals("folder.taken")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** One archive for the thousand files of a database: one to write, to flush and to check. */
    private void keepDatabase(Step step) throws IOException {
        keep(
                out -> {
                    zip = new ZipOutputStream(out);
                    // fast rather than small: pages of a database shrink to a third either way
                    zip.setLevel(Deflater.BEST_SPEED);
                    step.run();
                    zip.finish();
                },
                DATABASE);
    }

    /**
     * Copies the database's files into the archive.
     *
     * @param log whether with the write-ahead log, as of a stopped server
     */
    void copyCluster(boolean log) throws IOException {
        Path cluster = place.cluster();
        Files.walkFileTree(
                cluster,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes seen)
                            throws IOException {
                        String name = cluster.relativize(dir).toString();
                        if (!name.isEmpty()) {
                            zip.putNextEntry(new ZipEntry(name + "/")); // the server misses none
                            zip.closeEntry();
                        }
                        boolean skip =
                                EMPTIED.contains(name)
                                        || dir.getFileName().toString().startsWith("pgsql_tmp")
                                        || (!log && name.equals("pg_wal"));
                        return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes seen)
                            throws IOException {
                        String name = cluster.relativize(file).toString();
                        if (seen.isRegularFile()
                                && !SKIPPED.contains(name)
                                && !name.endsWith("/pg_internal.init")) {
                            pack(file, name);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // dropped meanwhile: the log knows
                        }
                        throw e;
                    }
                });
    }

    private void copyBeside() throws IOException {
        for (String each : BESIDE) {
            Path folder = place.data().resolve(each);
            if (Files.isDirectory(folder)) {
                try (var walk = Files.walk(folder)) {
                    for (Path file : walk.filter(Files::isRegularFile).toList()) {
                        keepUnlessKnown(file, each + "/" + folder.relativize(file));
                    }
                }
            }
        }
    }

    /** A file named by its content never changes: the last backup's copy serves this one too. */
    private void keepUnlessKnown(Path file, String name) throws IOException {
        Manifest.Entry entry = known == null ? null : known.entry(name);
        if (entry != null && name.startsWith("files/") && entry.size() == Files.size(file)) {
            Path copy = part.resolve(name);
            Files.createDirectories(copy.getParent());
            try {
                Files.createLink(copy, before.resolve(name));
                manifest.add(entry);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // a file system without links: copy it
            }
        }
        keep(file, name);
    }

    /** Adds a file of the database; one that was dropped meanwhile the log knows. */
    void pack(Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
        } catch (NoSuchFileException e) {
            // dropped between listing and reading
        }
    }

    void pack(String text, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void keep(Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            keep(in::transferTo, name);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The digest is of what is sent to the disk, so reading back proves the disk. */
    private void keep(Content content, String name) throws IOException {
        Path copy = part.resolve(name);
        Files.createDirectories(copy.getParent());
        MessageDigest digest = Manifest.sha256();
        try (var out =
                new BufferedOutputStream(
                        new DigestOutputStream(Files.newOutputStream(copy), digest), 1 << 16)) {
            content.writeTo(out);
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        manifest.add(new Manifest.Entry(sum, Files.size(copy), name));
    }
}
