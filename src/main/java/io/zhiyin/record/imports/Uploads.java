package io.zhiyin.record.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The uploaded files and the error files of imports, in the data folder, readable by the program
 * alone. An upload goes when its commit is done; everything goes after seven days.
 */
@Component
class Uploads {
    static final Duration KEPT = Duration.ofDays(7);

    private final Path folder;
    private final ImportStore store;
    private final Clock clock;

    Uploads(@Value("${zhiyin.data:./data}") Path data, ImportStore store, Clock clock) {
        this.folder = data.resolve("imports").toAbsolutePath();
        this.store = store;
        this.clock = clock;
    }

    /** A place to write to before there is an import. */
    Path incoming() throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.createTempFile(folder, "incoming-", ".tmp");
    }

    void keep(Path incoming, long id) throws IOException {
        Files.move(incoming, upload(id), StandardCopyOption.ATOMIC_MOVE);
    }

    Path upload(long id) {
        return folder.resolve(id + ".upload");
    }

    Path errors(long id) {
        return folder.resolve(id + ".errors.xlsx");
    }

    boolean has(long id) {
        return Files.exists(upload(id));
    }

    void deleteUpload(long id) {
        delete(upload(id));
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the files of old imports, and what a killed program left half uploaded. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT6H")
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Long> old = store.olderThan(clock.instant().minus(KEPT));
        for (long id : old) {
            delete(upload(id));
            delete(errors(id));
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".tmp")).toList()) {
                var age =
                        Duration.between(
                                Files.getLastModifiedTime(file).toInstant(), clock.instant());
                if (age.compareTo(Duration.ofDays(1)) > 0) {
                    delete(file);
                }
            }
        }
    }
}
