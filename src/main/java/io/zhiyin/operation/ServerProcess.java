package io.zhiyin.operation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One run of the database server, seen from the program that started it. */
final class ServerProcess {
    /** The server ended before it was ready. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1;
        private final String output;

        Ended(String output) {
            super(output);
            this.output = output;
        }

        String output() {
            return output;
        }
    }

    private final DatabaseFolder folder;
    private final int port;
    private final Process process;
    private final OutputStream leash;
    private long pid;

    private ServerProcess(DatabaseFolder folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.leash = process.getOutputStream();
    }

    static ServerProcess start(ProcessBuilder builder, DatabaseFolder folder, int port)
            throws IOException {
        // the kernel's signal follows the thread that started the server: this one never ends first
        var started = new CompletableFuture<Process>();
        Thread.ofPlatform()
                .daemon(true)
                .name("database-owner")
                .start(
                        () -> {
                            try {
                                Process process = builder.start();
                                started.complete(process);
                                process.waitFor();
                            } catch (IOException e) {
                                started.completeExceptionally(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        try {
            return new ServerProcess(folder, port, started.get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted");
        }
    }

    /** Ready is when the process file says so and names our port and a process of ours. */
    void awaitReady(Duration within) throws IOException, Ended {
        long end = System.nanoTime() + within.toNanos();
        while (!ready()) {
            if (!process.isAlive()) {
                throw new Ended(Launcher.text(folder.serverLog()));
            }
            if (System.nanoTime() > end) {
                stop(Duration.ofSeconds(20));
                Path log = folder.serverLog();
                throw new Refusal("database.slow", folder.cluster(), within.toSeconds(), log);
            }
            DatabaseFolder.sleep(15);
        }
    }

    private boolean ready() {
        try {
            List<String> lines = Files.readAllLines(folder.pidFile(), StandardCharsets.ISO_8859_1);
            if (lines.size() < 8 || !lines.get(7).startsWith("ready")) {
                return false;
            }
            long candidate = DatabaseFolder.pidIn(lines);
            if (!lines.get(3).strip().equals("" + port) || !folder.runsHere(candidate)) {
                return false;
            }
            pid = candidate;
            return true;
        } catch (IOException e) {
            return false; // not written yet
        }
    }

    /** Calls back once when the server has ended, however it did. */
    void onEnd(Runnable then) {
        process.onExit().thenRunAsync(then);
    }

    int port() {
        return port;
    }

    long pid() {
        return pid;
    }

    void stop(Duration patience) {
        try {
            closeLeash();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                if (pid != 0) {
                    Shell.signal("QUIT", pid);
                }
                process.waitFor(10, TimeUnit.SECONDS);
            }
            awaitOrphan(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeLeash() {
        try {
            leash.close();
        } catch (IOException e) {
            // its reader is gone already
        }
    }

    /** Somebody killed the watchdog alone: the server itself may still be there. */
    private void awaitOrphan(Duration patience) throws InterruptedException {
        if (pid == 0 || !folder.runsHere(pid)) {
            return;
        }
        Shell.signal("INT", pid);
        long end = System.nanoTime() + patience.toNanos();
        while (folder.runsHere(pid) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }
}
