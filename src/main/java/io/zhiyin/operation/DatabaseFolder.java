package io.zhiyin.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data folder of one installation, held by one program at a time, and what an earlier database
 * server left in it.
 */
final class DatabaseFolder implements AutoCloseable {
    /** A server in a deeper folder crashes instead of complaining. */
    private static final int LONGEST_PATH = 800;

    private static final String NOBODY = "2147483646";

    /**
     * Held by this process: opening such a lock file again, and closing it, would drop the lock.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final DataPlace place;
    private final FileChannel channel;
    private final FileLock lock;

    private DatabaseFolder(Path top, FileChannel channel, FileLock lock) {
        this.place = new DataPlace(top);
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, creating it where needed.
     *
     * @param wait how long a program that is stopping may keep it
     * @throws Refusal when another program runs on it, or it cannot be written
     */
    static DatabaseFolder take(Path folder, Duration wait) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        checkName(absolute);
        try {
            Trees.create(absolute, "rwx------");
            Path top = absolute.toRealPath();
            checkName(top);
            if (HELD.contains(top)) {
                throw new Refusal("folder.taken", top, number(line("running")));
            }
            Trees.create(top.resolve("database"), "rwx------");
            FileChannel channel =
                    FileChannel.open(
                            top.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = lock(top, channel, wait);
            DatabaseFolder taken = new DatabaseFolder(top, channel, lock);
            HELD.add(top);
            taken.write("running");
            return taken;
        } catch (AccessDeniedException e) {
            throw new Refusal("folder.denied", absolute, who());
        } catch (FileSystemException e) {
            boolean file = Files.exists(absolute) && !Files.isDirectory(absolute);
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new Refusal("folder.unusable", absolute, file ? "Not a directory" : reason);
        }
    }

    /** The user's name, or his number where the machine knows no name. */
    private static String who() throws IOException {
        String name = System.getProperty("user.name");
        return name == null || name.equals("?") ? String.valueOf(Shell.self()) : name;
    }

    private static void checkName(Path path) {
        String name = path.toString();
        if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding"))
                && (name.indexOf('?') >= 0 || name.indexOf('\uFFFD') >= 0)) {
            throw new Refusal("folder.locale");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new Refusal("folder.long", LONGEST_PATH);
        }
    }

    private static FileLock lock(Path top, FileChannel channel, Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            String holder = holder(channel);
            if (!holder.contains("stopping") || System.nanoTime() > end) {
                channel.close();
                throw new Refusal("folder.taken", top, number(holder));
            }
            sleep(100);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held inside this very program, by another folder object
        }
    }

    /** Read through the same channel: closing a second one would drop the holder's own lock. */
    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }

    private void write(String state) throws IOException {
        byte[] text = String.format("%-60s", line(state)).getBytes(StandardCharsets.UTF_8);
        channel.write(ByteBuffer.wrap(text), 0);
    }

    /** The process that a lock's line names. */
    private static String number(String line) {
        String digits = line.replaceAll("\\D+", "");
        return digits.isEmpty() ? "?" : digits;
    }

    private static String line(String state) {
        return "pid " + ProcessHandle.current().pid() + " " + state;
    }

    /** From here on a newcomer waits for us instead of being refused. */
    void stopping() {
        try {
            write("stopping");
        } catch (IOException e) {
            // only a courtesy to the next program
        }
    }

    DataPlace place() {
        return place;
    }

    Path top() {
        return place.data();
    }

    Path home() {
        return place.home();
    }

    Path cluster() {
        return place.cluster();
    }

    Path serverLog() {
        return place.home().resolve("server.log");
    }

    Path passwordFile() {
        return place.passwordFile();
    }

    Path pidFile() {
        return place.pidFile();
    }

    String password() throws IOException {
        return place.password();
    }

    /** Makes the administrator's password where there is none yet. */
    void makePassword(int owner) throws IOException {
        if (!Files.exists(passwordFile())) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(
                    passwordFile(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile(), HexFormat.of().formatHex(random) + "\n");
        }
        if (owner > 0) {
            Files.setAttribute(passwordFile(), "unix:uid", owner);
        }
    }

    /**
     * Refuses a folder of another database version, or one that holds something else.
     *
     * @return whether a database is there
     */
    boolean holdsDatabase() throws IOException {
        Path version = cluster().resolve("PG_VERSION");
        if (Files.exists(version)) {
            String major = Files.readString(version).strip();
            if (!major.equals(Launcher.MAJOR)) {
                throw new Refusal("database.major", cluster(), major, Launcher.MAJOR);
            }
            return true;
        }
        if (!Trees.isEmpty(cluster())) {
            throw new Refusal("database.foreign", cluster());
        }
        Files.deleteIfExists(cluster());
        return false;
    }

    /**
     * A server of an earlier run: waits for one that still ends, tells it to stop after a while,
     * and tidies a process file that points at nobody or at a stranger.
     */
    void settleOldServer(Duration patience) throws IOException {
        long begin = System.nanoTime();
        boolean told = false;
        while (Files.exists(pidFile())) {
            List<String> lines;
            try {
                lines = Files.readAllLines(pidFile(), StandardCharsets.ISO_8859_1);
            } catch (NoSuchFileException e) {
                return;
            }
            long pid = pidIn(lines);
            if (pid <= 0) {
                Files.deleteIfExists(pidFile()); // empty or garbled after a power cut
                return;
            }
            if (!runsHere(pid)) {
                disown(lines, pid);
                return;
            }
            long waited = (System.nanoTime() - begin) / 1_000_000;
            if (!told && waited > 1_500) {
                Shell.signal("INT", pid);
                told = true;
            }
            if (waited > patience.toMillis()) {
                throw new Refusal("database.old", pid, cluster(), patience.toSeconds());
            }
            sleep(50);
        }
    }

    /** The number now belongs to a stranger: postgres would take him for its own and refuse. */
    private void disown(List<String> lines, long pid) throws IOException {
        if (Shell.alive(pid)) {
            // the other lines stay: by them postgres still finds orphans in shared memory
            lines.set(0, NOBODY);
            Files.write(pidFile(), lines, StandardCharsets.ISO_8859_1);
        }
    }

    static long pidIn(List<String> lines) {
        try {
            return Math.abs(Long.parseLong(lines.getFirst().strip()));
        } catch (RuntimeException e) {
            return -1;
        }
    }

    /** Whether the process is a postgres that works in this folder. */
    boolean runsHere(long pid) {
        if (!Shell.hasProc()) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().commandLine())
                    .filter(line -> line.contains("postgres") && line.contains("" + cluster()))
                    .isPresent();
        }
        Path process = Path.of("/proc/" + pid);
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster().toRealPath())
                    && Files.readString(process.resolve("comm")).startsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }

    static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isValid()) {
            lock.release();
        }
        channel.close();
        HELD.remove(place.data());
    }
}
