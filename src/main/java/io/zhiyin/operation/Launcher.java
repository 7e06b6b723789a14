package io.zhiyin.operation;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The embedded PostgreSQL server: one folder, one server, one program that owns it. However the
 * program ends, the server ends with it: a watchdog waits on a pipe that only we hold, and the
 * kernel signals the server when the thread that started it is gone.
 */
final class Launcher implements AutoCloseable {
    static final String MAJOR = "18";

    /** How long a server of an earlier run, or a program that is stopping, may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration READY_WITHIN = Duration.ofMinutes(5); // recovery after a crash
    private static final int PORT_TRIES = 5;
    private static final int MOST_REVIVALS = 5;

    /** Keeps signals of the terminal away from the server; end of input stops it. */
    private static final String WATCHDOG =
            "trap '' HUP INT TERM; exec 3<&0 </dev/null; \"$@\" 3<&- & p=$!;"
                    + " { read x <&3; kill -INT $p; } >/dev/null 2>&1 & w=$!; exec 3<&-;"
                    + " wait $p; rc=$?; kill -9 $w 2>/dev/null; exit $rc";

    private final DatabaseFolder folder;
    private final Map<String, String> settings;
    private final Path programs;
    private ServerUser user;
    private Path binaries;
    private ServerProcess server;
    private boolean closing;
    private int revivals;

    private Launcher(DatabaseFolder folder, Map<String, String> settings, Path programs) {
        this.folder = folder;
        this.settings = settings;
        this.programs = programs;
    }

    /**
     * Starts the database of a folder, making it where there is none.
     *
     * @param data the installation's data folder
     * @param settings server settings, name to value
     * @throws Refusal with the reason in one sentence; nothing keeps running then
     */
    static Launcher start(Path data, Map<String, String> settings) {
        String elsewhere = System.getProperty("zhiyin.programs", "");
        Path programs = elsewhere.isEmpty() ? null : Path.of(elsewhere);
        return start(data, settings, programs, 0);
    }

    static Launcher start(Path data, Map<String, String> settings, Path programs, int port) {
        Launcher launcher = null;
        try {
            launcher = new Launcher(DatabaseFolder.take(data, PATIENCE), settings, programs);
            launcher.run(port);
            launcher.watch();
            return launcher;
        } catch (IOException | SQLException e) {
            Refusal refusal = Sentences.refusal(String.valueOf(e), data);
            refusal.initCause(e);
            abandon(launcher);
            throw refusal;
        } catch (RuntimeException e) {
            abandon(launcher);
            throw e;
        }
    }

    private static void abandon(Launcher launcher) {
        if (launcher != null) {
            launcher.close();
        }
    }

    private void run(int wantedPort) throws IOException, SQLException {
        checkSpace();
        binaries = Binaries.unpack(programs == null ? folder.top().resolve("programs") : programs);
        boolean exists = folder.holdsDatabase();
        user = ServerUser.choose(folder, binaries);
        folder.settleOldServer(PATIENCE);
        if (!exists) {
            initialise();
        }
        launch(wantedPort);
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** A full disk can let the server start and fail at the first connection. */
    private void checkSpace() throws IOException {
        long free = Files.getFileStore(folder.home()).getUsableSpace();
        if (free < 64L << 20) {
            throw new Refusal("disk.low", folder.top(), free >> 20);
        }
    }

    /** Made beside and renamed, so that a half-made database never counts as one. */
    private void initialise() throws IOException {
        for (Path each : Trees.children(folder.home())) {
            if (each.getFileName().toString().startsWith("init-")) {
                Trees.delete(each);
            }
        }
        folder.makePassword(user.owner());
        Path side = folder.home().resolve("init-" + ProcessHandle.current().pid());
        List<String> command = new ArrayList<>(user.prefix());
        command.addAll(List.of(binaries + "/bin/initdb", "-D", side.toString()));
        command.addAll(List.of("-U", "postgres", "--pwfile=" + folder.passwordFile()));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        command.addAll(List.of("--data-checksums", "--no-instructions"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "timezone=UTC"));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "log_timezone=UTC"));
        Path output = folder.home().resolve("init.log");
        try {
            int code = await(process(command, output).start());
            if (code != 0) {
                throw Sentences.refusal(Files.readString(output), folder.cluster());
            }
            Files.move(side, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(output);
        } finally {
            Trees.delete(side);
        }
    }

    private void launch(int wantedPort) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = wantedPort != 0 ? wantedPort : freePort();
            try {
                server = ServerProcess.start(process(command(port), log()), folder, port);
                server.awaitReady(READY_WITHIN);
                return;
            } catch (ServerProcess.Ended e) {
                boolean again =
                        Sentences.passing(e.output())
                                || (Sentences.portTaken(e.output()) && wantedPort == 0);
                if (attempt == PORT_TRIES || !again) {
                    if (Sentences.portTaken(e.output())) {
                        throw new Refusal("database.port", port);
                    }
                    throw Sentences.refusal(e.output(), folder.cluster());
                }
                DatabaseFolder.sleep(Sentences.passing(e.output()) ? 2_000 : 0);
            }
        }
    }

    private void watch() {
        ServerProcess watched = server;
        watched.onEnd(() -> revive(watched));
    }

    /**
     * The server was killed, by the system for want of memory perhaps: starts it on its old port.
     */
    private synchronized void revive(ServerProcess ended) {
        if (closing || ended != server) {
            return;
        }
        System.err.println(Texts.of("operation.database.gone", folder.serverLog().toString()));
        try {
            if (++revivals > MOST_REVIVALS) {
                throw new Refusal("database.hopeless", folder.serverLog());
            }
            folder.settleOldServer(PATIENCE);
            launch(ended.port());
            watch();
        } catch (Refusal | IOException e) {
            System.err.println(e.getMessage());
            // the hooks need this object's lock
            Thread.ofPlatform().start(() -> System.exit(1));
        }
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>();
        if (Shell.works("setsid", "true")) {
            command.add("setsid"); // a session of its own: Ctrl-C must not reach the server first
        }
        command.addAll(List.of("sh", "-c", WATCHDOG, "pgwatch"));
        command.addAll(user.prefix());
        if (Shell.works("setpriv", "--pdeathsig", "INT", "true")) {
            // after every change of user: changing it clears the wish
            command.addAll(List.of("setpriv", "--pdeathsig", "INT", "--"));
        }
        command.addAll(List.of(binaries + "/bin/postgres", "-D", folder.cluster().toString()));
        command.addAll(List.of("-p", "" + port, "-c", "listen_addresses=127.0.0.1"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "logging_collector=off"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private Path log() throws IOException {
        Path log = folder.serverLog();
        if (Files.exists(log)) {
            Path before = folder.home().resolve("server.log.1");
            Files.move(log, before, StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** Nothing of the program's own environment, secrets perhaps, goes to the server. */
    private ProcessBuilder process(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.home().toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "TMPDIR"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder.redirectErrorStream(true).redirectOutput(output.toFile());
    }

    private static int await(Process process) {
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted");
        } catch (IOException e) {
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** The administrator's connection: for making databases and for backups, not for requests. */
    Connection connect(String database) throws SQLException, IOException {
        return folder.place().connect(server.port(), database);
    }

    String url(String database) {
        return DataPlace.url(server.port(), database);
    }

    DatabaseFolder folder() {
        return folder;
    }

    long pid() {
        return server.pid();
    }

    File programs() {
        return binaries.toFile();
    }

    /** Stops the server (fast shutdown, 30 s, then at once) and gives the folder free. */
    @Override
    public synchronized void close() {
        closing = true;
        folder.stopping();
        if (server != null) {
            server.stop(Duration.ofSeconds(30));
        }
        try {
            folder.close();
        } catch (IOException e) {
            // the lock goes with the process
        }
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
