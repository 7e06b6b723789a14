package io.zhiyin.operation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Brings a backup back into a data folder. */
final class Restore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("'replaced-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path backup;
    private final Manifest manifest;

    private Restore(Path backup, Manifest manifest) {
        this.backup = backup;
        this.manifest = manifest;
    }

    /**
     * Checks the backup byte by byte, then puts it in place and starts it once.
     *
     * @param replace whether to move what is there aside, into DATA/replaced-TIME
     * @throws Refusal when the backup is damaged or the folder is not free; nothing is changed then
     */
    static void run(Path from, Path data, boolean replace, Clock clock) {
        try {
            Path backup = from.toAbsolutePath().normalize();
            Manifest manifest = Manifest.read(backup);
            if (!manifest.fact("postgresql").equals(Launcher.MAJOR)) {
                throw new Refusal(
                        "database.major", backup, manifest.fact("postgresql"), Launcher.MAJOR);
            }
            manifest.verify(backup);
            new Restore(backup, manifest).into(data, replace, clock);
        } catch (IOException | SQLException e) {
            Refusal refusal = new Refusal("restore.failed", e.toString());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private void into(Path data, boolean replace, Clock clock) throws IOException, SQLException {
        checkSpace(data);
        try (DatabaseFolder folder = DatabaseFolder.take(data, Duration.ofSeconds(30))) {
            List<Path> old = occupied(folder);
            if (!old.isEmpty() && !replace) {
                throw new Refusal("restore.occupied", folder.top());
            }
            folder.settleOldServer(Duration.ofSeconds(60));
            Path side = folder.top().resolve("restore-" + ProcessHandle.current().pid());
            try {
                unpack(side);
                moveAside(old, folder.top().resolve(STAMP.format(clock.instant())));
                place(side, folder);
            } finally {
                Trees.delete(side);
            }
        }
        begin(data);
    }

    private void checkSpace(Path data) throws IOException {
        Path there = data.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        // packed files grow to about four times their size
        if (Files.getFileStore(there).getUsableSpace() < 4 * manifest.size()) {
            throw new Refusal("disk.low", data, Files.getFileStore(there).getUsableSpace() >> 20);
        }
    }

    private static List<Path> occupied(DatabaseFolder folder) throws IOException {
        List<Path> old = new ArrayList<>();
        if (Files.exists(folder.cluster())) {
            old.add(folder.home());
        }
        for (String each : Backup.BESIDE) {
            if (!Trees.isEmpty(folder.top().resolve(each))) {
                old.add(folder.top().resolve(each));
            }
        }
        return old;
    }

    private void unpack(Path side) throws IOException {
        Trees.create(side, "rwx------");
        for (Manifest.Entry each : manifest.entries()) {
            if (!each.name().equals(Backup.DATABASE)) {
                Path file = side.resolve(each.name());
                Files.createDirectories(file.getParent());
                Files.copy(backup.resolve(each.name()), file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        Path cluster = Trees.create(side.resolve(Backup.DATABASE), "rwx------");
        try (var zip = new ZipFile(backup.resolve(Backup.DATABASE).toFile())) {
            for (ZipEntry each : Collections.list(zip.entries())) {
                unpack(zip, each, cluster);
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path cluster) throws IOException {
        Path file = cluster.resolve(entry.getName()).normalize();
        if (!file.startsWith(cluster)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void moveAside(List<Path> old, Path aside) throws IOException {
        for (Path each : old) {
            Trees.create(aside, "rwx------");
            Files.move(each, aside.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The database last: until it is there the folder counts as empty. */
    private static void place(Path side, DatabaseFolder folder) throws IOException {
        for (String each : Backup.BESIDE) {
            if (Files.isDirectory(side.resolve(each))) {
                Path target = folder.top().resolve(each);
                Files.deleteIfExists(target);
                Files.setPosixFilePermissions(
                        side.resolve(each), PosixFilePermissions.fromString("rwx------"));
                Files.move(side.resolve(each), target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Trees.create(folder.home(), "rwx------");
        Files.move(
                side.resolve(Backup.PASSWORD),
                folder.passwordFile(),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(side.resolve(Backup.DATABASE), folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Starts the database once, which replays its log, and marks it as another life: readers of the
     * change log must not trust transaction numbers from before.
     */
    private static void begin(Path data) throws SQLException, IOException {
        try (Launcher launcher = Launcher.start(data, Map.of());
                Connection connection = launcher.connect(DataPlace.DATABASE);
                var sql =
                        connection.prepareStatement(
                                "insert into installation (epoch, created_at) values (?, ?)"
                                        + " on conflict (only_row)"
                                        + " do update set epoch = excluded.epoch")) {
            sql.setString(1, UUID.randomUUID().toString());
            sql.setObject(2, Clock.systemUTC().instant().atOffset(ZoneOffset.UTC));
            sql.executeUpdate();
        }
    }
}
