package io.zhiyin.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/** Whole folders: made private, removed, listed. */
final class Trees {
    private Trees() {}

    static void delete(Path top) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var walk = Files.walk(top)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Creates the folder with its parents; only a folder made here gets the mode. */
    static Path create(Path folder, String mode) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
        }
        return folder;
    }

    static List<Path> children(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        return !Files.isDirectory(folder) || children(folder).isEmpty();
    }
}
