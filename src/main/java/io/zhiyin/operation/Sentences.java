package io.zhiyin.operation;

import java.nio.file.Path;
import java.util.List;

/** Turns what the database server wrote before it ended into one sentence for people. */
final class Sentences {
    private record Rule(String key, String... words) {}

    /** The first rule of which any word stands in the text wins. */
    private static final List<Rule> RULES =
            List.of(
                    new Rule("disk.full", "No space left on device", "wrote only "),
                    new Rule("disk.quota", "Disk quota exceeded"),
                    new Rule("disk.readonly", "Read-only file system"),
                    new Rule(
                            "database.incompatible",
                            "incompatible with server",
                            "was initialized by PostgreSQL version"),
                    new Rule("database.damaged", "checksum in control file", "pg_control"),
                    new Rule(
                            "database.damaged",
                            "could not locate a valid checkpoint record",
                            "PANIC"),
                    new Rule("root.refused", "cannot be run as root", "\"root\" execution"),
                    new Rule("database.ownership", "has wrong ownership"),
                    new Rule("database.mode", "has invalid permissions"),
                    new Rule("path.long", "stack smashing"),
                    new Rule("binaries.noexec", "failed to execute", "cannot execute"),
                    new Rule(
                            "database.inuse",
                            "lock file \"postmaster.pid\" already exists",
                            "pre-existing shared memory block"),
                    new Rule(
                            "memory",
                            "could not map anonymous shared memory",
                            "Cannot allocate memory"),
                    new Rule("database.denied", "Permission denied"));

    private Sentences() {}

    static boolean portTaken(String text) {
        return text.contains("Address already in use");
    }

    /** After a crash the old memory segment may live on for a moment: worth another try. */
    static boolean passing(String text) {
        return text.contains("pre-existing shared memory block")
                || text.contains("lock file \"postmaster.pid\" is empty");
    }

    static Refusal refusal(String text, Path cluster) {
        for (Rule rule : RULES) {
            for (String word : rule.words()) {
                if (text.contains(word)) {
                    return new Refusal(rule.key(), cluster, first(text));
                }
            }
        }
        return new Refusal("database.failed", cluster, first(text));
    }

    private static String first(String text) {
        return text.lines()
                .filter(
                        line ->
                                line.contains("FATAL")
                                        || line.contains("PANIC")
                                        || line.contains("error:")
                                        || line.contains("could not"))
                .findFirst()
                .orElseGet(() -> text.lines().reduce((a, b) -> b).orElse("?"))
                .strip();
    }
}
