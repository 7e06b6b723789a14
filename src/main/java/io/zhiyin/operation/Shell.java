package io.zhiyin.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Short commands of the operating system, and what /proc tells about processes. */
final class Shell {
    private Shell() {}

    /** Whether the command exists, ends within ten seconds and ends well. */
    static boolean works(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the command prints, errors included; empty where it cannot be run. */
    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    static void signal(String name, long pid) {
        works("sh", "-c", "kill -" + name + " " + pid);
    }

    static boolean hasProc() {
        return Files.exists(Path.of("/proc/self"));
    }

    static boolean alive(long pid) {
        // threads have a folder in /proc too: kill(2) succeeds for them, so postgres would refuse
        return Files.exists(Path.of("/proc/" + pid)) || ProcessHandle.of(pid).isPresent();
    }

    static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    static int self() throws IOException {
        return hasProc() ? owner(Path.of("/proc/self")) : Integer.parseInt(output("id", "-u"));
    }
}
