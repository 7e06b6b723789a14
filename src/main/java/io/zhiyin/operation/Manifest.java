package io.zhiyin.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup consists of: one line per file with SHA-256, size and name, after lines that say
 * where it came from. Written last, so a backup without one is not a backup.
 */
final class Manifest {
    static final String NAME = "MANIFEST";

    record Entry(String digest, long size, String name) {}

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    void fact(String name, String value) {
        facts.put(name, value);
    }

    String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    void add(Entry entry) {
        entries.put(entry.name(), entry);
    }

    Entry entry(String name) {
        return entries.get(name);
    }

    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    long size() {
        return entries.values().stream().mapToLong(Entry::size).sum();
    }

    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        facts.forEach((name, value) -> lines.add(("# " + name + " " + value).strip()));
        entries.values()
                .forEach(each -> lines.add(each.digest() + " " + each.size() + " " + each.name()));
        Files.write(folder.resolve(NAME), lines);
    }

    /**
     * @throws Refusal when the folder holds no complete backup
     */
    static Manifest read(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        if (!Files.isDirectory(folder)) {
            throw new Refusal("backup.none", folder);
        }
        try {
            for (String line : Files.readAllLines(folder.resolve(NAME))) {
                String[] words = line.split(" ", 3);
                if (words[0].equals("#")) {
                    manifest.fact(words[1], words.length > 2 ? words[2] : "");
                } else {
                    manifest.add(new Entry(words[0], Long.parseLong(words[1]), words[2]));
                }
            }
        } catch (NoSuchFileException e) {
            throw new Refusal("backup.none", folder);
        } catch (CharacterCodingException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new Refusal("backup.damaged", folder, NAME);
        }
        return manifest;
    }

    /** Reads every file again; a missing, changed or strange one is named in the refusal. */
    void verify(Path folder) throws IOException {
        for (Entry each : entries.values()) {
            Path file = folder.resolve(each.name()).normalize();
            if (!file.startsWith(folder)
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) != each.size()
                    || !digest(file).equals(each.digest())) {
                throw new Refusal("backup.damaged", folder, each.name());
            }
        }
    }

    static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
