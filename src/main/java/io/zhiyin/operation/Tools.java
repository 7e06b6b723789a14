package io.zhiyin.operation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The commands that work on a data folder and end. */
final class Tools {
    private static final String USAGE = "option.";

    private Path data = Path.of("data");
    private Path to;
    private Path from;
    private boolean replace;

    private Tools() {}

    static void run(String command, List<String> words, PrintStream out) {
        Tools tools = new Tools();
        tools.read(command, words);
        try {
            if (command.equals("backup")) {
                tools.backup(out);
            } else {
                tools.restore(out);
            }
        } catch (IOException e) {
            throw new Refusal("backup.failed", e.toString());
        }
    }

    private void read(String command, List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.poll();
            switch (word) {
                case "--data" -> data = Options.path(Options.value(word, rest));
                case "--to" -> to = Options.path(Options.value(word, rest));
                case "--replace" -> replace = true;
                default -> {
                    if (word.startsWith("--") || from != null || command.equals("backup")) {
                        throw new Refusal(USAGE + command, word);
                    }
                    from = Options.path(word);
                }
            }
        }
        if (command.equals("restore") && from == null) {
            throw new Refusal("restore.which");
        }
    }

    private void backup(PrintStream out) throws IOException {
        refuseExternal("backup.external");
        Path target = to == null ? Backup.defaultTarget(data.toAbsolutePath()) : to;
        Path made = Backup.make(data, target, Clock.systemUTC());
        long megabytes = Manifest.read(made).size() >> 20;
        out.println(Texts.of("operation.backup.made", made.toString(), Long.toString(megabytes)));
    }

    /** Copies of a database elsewhere are its own tools' work. */
    private static void refuseExternal(String key) {
        if (!System.getenv().getOrDefault("ZHIYIN_DATABASE_URL", "").isBlank()) {
            throw new Refusal(key);
        }
    }

    private void restore(PrintStream out) {
        refuseExternal("restore.external");
        Restore.run(from, data, replace, Clock.systemUTC());
        out.println(Texts.of("operation.restore.done", data.toAbsolutePath().toString()));
    }
}
