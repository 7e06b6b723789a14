package io.zhiyin.operation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Where backups are kept: complete ones by name, one being written under a name ending in .part.
 */
final class BackupFolder implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("'zhiyin-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private BackupFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @throws Refusal when another backup is being written here, or the folder cannot be used
     */
    static BackupFolder take(Path folder) throws IOException {
        try {
            Trees.create(folder, "rwx------");
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // another backup of this very program
            }
            if (lock == null) {
                channel.close();
                throw new Refusal("backup.busy", folder);
            }
            BackupFolder taken = new BackupFolder(folder, channel, lock);
            taken.sweep();
            return taken;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new Refusal("backup.folder", folder, reason);
        }
    }

    /** What a killed backup left: we hold the lock, so nobody is writing it. */
    private void sweep() throws IOException {
        for (Path each : Trees.children(folder)) {
            if (each.getFileName().toString().matches("zhiyin-\\d{8}-\\d{6}\\.part")) {
                Trees.delete(each);
            }
        }
    }

    Path begin(Instant at) throws IOException {
        Path part = folder.resolve(STAMP.format(at) + ".part");
        return Trees.create(part, "rwx------");
    }

    /** Gives a finished backup its name, once every byte is on the disk. */
    Path finish(Path part) throws IOException {
        sync(part);
        String name = part.getFileName().toString();
        Path target = folder.resolve(name.substring(0, name.length() - ".part".length()));
        for (int n = 2; Files.exists(target); n++) {
            target = folder.resolve(target.getFileName().toString().substring(0, 22) + "-" + n);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    private static void sync(Path tree) throws IOException {
        try (var walk = Files.walk(tree)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                try (FileChannel file = FileChannel.open(each, StandardOpenOption.READ)) {
                    file.force(true);
                }
            }
        }
    }

    /** Complete backups, oldest first. */
    static List<Path> complete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Trees.children(folder).stream()
                .filter(
                        each ->
                                each.getFileName()
                                        .toString()
                                        .matches("zhiyin-\\d{8}-\\d{6}(-\\d+)?"))
                .filter(each -> Files.exists(each.resolve(Manifest.NAME)))
                .toList();
    }

    Optional<Path> newest() throws IOException {
        List<Path> all = complete(folder);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    void keep(int newest) throws IOException {
        List<Path> all = complete(folder);
        for (Path each : all.subList(0, Math.max(0, all.size() - newest))) {
            // without its list it is no backup any more, should we be stopped half-way
            Files.delete(each.resolve(Manifest.NAME));
            Trees.delete(each);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
