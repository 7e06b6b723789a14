package io.zhiyin.operation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/** Starts the database of a folder, then writes rows until it is stopped: says each kept one. */
final class HoldDatabase {
    private HoldDatabase() {}

    public static void main(String[] words) throws Exception {
        Launcher launcher;
        try {
            launcher = Launcher.start(Path.of(words[0]), Map.of("max_connections", "20"));
        } catch (Refusal e) {
            System.out.println("REFUSED " + e.key() + " " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::close));
        try (Connection connection = launcher.connect("postgres");
                Statement sql = connection.createStatement()) {
            sql.execute("create table if not exists kept (n bigint primary key, pad text)");
            System.out.println("READY " + launcher.pid());
            boolean write = words.length > 1 && words[1].equals("write");
            while (true) {
                if (!write) {
                    Thread.sleep(100);
                    continue;
                }
                try (var rows =
                        sql.executeQuery(
                                "insert into kept select coalesce(max(n), 0) + 1, repeat('x', 500)"
                                        + " from kept returning n")) {
                    rows.next();
                    System.out.println("KEPT " + rows.getLong(1));
                }
            }
        }
    }
}
