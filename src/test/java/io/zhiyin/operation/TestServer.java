package io.zhiyin.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The database server of a test run, through the same launcher as the program's. */
public final class TestServer {
    private static Path folder;
    private final Launcher launcher;

    private TestServer(Launcher launcher) {
        this.launcher = launcher;
    }

    /** Lives until the test run ends; its folder is removed then. */
    public static TestServer start() {
        Map<String, String> settings = new LinkedHashMap<>(DatabaseSettings.of(1L << 30));
        settings.put("fsync", "off");
        settings.put("synchronous_commit", "off");
        settings.put("full_page_writes", "off");
        Launcher launcher = Launcher.start(dataFolder(), settings, programs(), 0);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    launcher.close();
                                    remove(dataFolder());
                                }));
        return new TestServer(launcher);
    }

    /** Data folder shared by all tests of this run. */
    public static synchronized Path dataFolder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("zhiyin-test-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder;
    }

    static Path programs() {
        return Path.of("target", "programs").toAbsolutePath();
    }

    static String postgres() throws IOException {
        return Binaries.unpack(programs()).resolve("bin/postgres").toString();
    }

    /** Words before a server's command that make it run in the tests' own folders. */
    static List<String> asServerUser() throws IOException {
        return Shell.self() == 0 ? List.of("unshare", "-U", "--") : List.of();
    }

    static void remove(Path path) {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String database) {
        return launcher.url(database);
    }

    public Connection connect(String database) throws SQLException {
        try {
            return launcher.connect(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
