package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded database in every situation that was met on real machines. */
class LauncherTest {
    private static final Map<String, String> SMALL =
            Map.of("shared_buffers", "16MB", "max_connections", "10");

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("zhiyin-launcher-");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Trees.delete(folder);
    }

    private static Launcher start(Path data) {
        return Launcher.start(data, SMALL, TestServer.programs(), 0);
    }

    private static void refused(String key, Path data) {
        assertThatThrownBy(() -> start(data).close())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private static String ask(Launcher launcher, String query) throws SQLException, IOException {
        try (Connection connection = launcher.connect("postgres");
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(Launcher launcher, String sql) throws SQLException, IOException {
        try (Connection connection = launcher.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long lastKept(Child child) {
        var numbers = Pattern.compile("KEPT (\\d+)\n").matcher(child.output()).results().toList();
        return numbers.isEmpty() ? 0 : Long.parseLong(numbers.getLast().group(1));
    }

    @Test
    void aFolderWithSpacesQuotesAndChineseWorksAndIsFoundAgain() throws Exception {
        Path data = folder.resolve("数据 目录 'a' \"b\" $c;d");
        try (Launcher launcher = start(data)) {
            run(launcher, "create table t (n integer)");
            assertThat(ask(launcher, "show data_directory")).contains("数据 目录 'a'");
            assertThat(ask(launcher, "show fsync")).isEqualTo("on");
            assertThat(ask(launcher, "show data_checksums")).isEqualTo("on");
        }
        try (Launcher launcher = start(data)) {
            assertThat(ask(launcher, "select to_regclass('t')::text")).isEqualTo("t");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("database/password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void strangersWithoutThePasswordStayOutside() throws Exception {
        try (Launcher launcher = start(folder.resolve("d"))) {
            assertThatThrownBy(
                            () ->
                                    java.sql.DriverManager.getConnection(
                                            launcher.url("postgres"), "postgres", "guess"))
                    .hasMessageContaining("password");
        }
    }

    @Test
    void rowsCommittedBeforeAKillAtAnyMomentAreKept() throws Exception {
        Random random = new Random(7);
        Path data = folder.resolve("d");
        for (int round = 0; round < 5; round++) {
            Child child = Child.holder(folder, data.toString(), "write").awaitText("KEPT");
            Thread.sleep(random.nextInt(700));
            child.kill();
            long said = lastKept(child);
            try (Launcher launcher = start(data)) {
                long there = Long.parseLong(ask(launcher, "select max(n) from kept"));
                assertThat(there).isBetween(said, said + 1); // the last may not have been said
                assertThat(ask(launcher, "select count(*) from kept")).isEqualTo("" + there);
            }
        }
    }

    @Test
    void theServerEndsWithAKilledProgram() throws Exception {
        Child child = Child.holder(folder, folder.resolve("d").toString()).awaitText("READY");
        long server = Long.parseLong(child.output().strip().split(" ")[1]);
        child.kill();
        Child.await(() -> !Shell.alive(server));
    }

    @Test
    void aKilledServerIsStartedAgainOnItsPort() throws Exception {
        assumeTrue(Shell.hasProc());
        try (Launcher launcher = start(folder.resolve("d"))) {
            run(launcher, "create table t (n integer)");
            String url = launcher.url("postgres");
            long first = launcher.pid();
            Shell.signal("KILL", first);
            Child.await(() -> launcher.pid() != first && answers(launcher));
            assertThat(launcher.url("postgres")).isEqualTo(url);
            assertThat(ask(launcher, "select to_regclass('t')::text")).isEqualTo("t");
        }
    }

    private static boolean answers(Launcher launcher) {
        try {
            return ask(launcher, "select 1").equals("1");
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    @Test
    void ofTwoProgramsTheSecondIsRefusedAndTheFirstUnharmed() throws Exception {
        Path data = folder.resolve("d");
        try (Child first = Child.holder(folder, data.toString(), "write").awaitText("KEPT")) {
            Child second = Child.holder(folder, data.toString());
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output()).contains("REFUSED folder.taken").contains("" + first.pid());
            long before = lastKept(first);
            Child.await(() -> lastKept(first) > before);
        }
    }

    @Test
    void thisVeryProgramCannotTakeItsFolderTwice() throws Exception {
        Path data = folder.resolve("d");
        try (Launcher launcher = start(data)) {
            refused("folder.taken", data);
            Child other = Child.holder(folder, data.toString());
            assertThat(other.awaitEnd()).isEqualTo(1); // the lock was not lost by the attempt
            assertThat(ask(launcher, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void ofFourRacingProgramsExactlyOneWins() {
        Path data = folder.resolve("d");
        List<Child> four =
                IntStream.range(0, 4).mapToObj(n -> Child.holder(folder, data.toString())).toList();
        Child.await(
                () ->
                        four.stream().filter(Child::alive).count() == 1
                                && four.stream().anyMatch(c -> c.output().contains("READY")));
        assertThat(four.stream().filter(c -> c.output().contains("REFUSED folder.taken")))
                .hasSize(3);
        four.forEach(Child::close);
    }

    @Test
    void aNewcomerWaitsForAProgramThatIsStopping() throws Exception {
        Path data = folder.resolve("d");
        Child first = Child.holder(folder, data.toString(), "write").awaitText("KEPT");
        Thread ender = Thread.startVirtualThread(first::terminate);
        Child.await(
                () -> Launcher.text(data.resolve("lock")).contains("stopping") || !first.alive());
        try (Launcher launcher = start(data)) {
            assertThat(ask(launcher, "select 1")).isEqualTo("1");
        }
        ender.join();
    }

    @Test
    void aServerLeftAloneIsStoppedBeforeTheNextStart() throws Exception {
        assumeTrue(Shell.hasProc());
        Path data = folder.resolve("d");
        start(data).close();
        Path cluster = data.resolve("database/pg18");
        // as if watchdog and program had been killed at the same moment
        List<String> orphan =
                List.of(
                        TestServer.postgres(),
                        "-D",
                        cluster.toString(),
                        "-p",
                        "" + freePort(),
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=16MB");
        List<String> command = new java.util.ArrayList<>(TestServer.asServerUser());
        command.addAll(orphan);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("orphan.txt").toFile())
                        .start();
        Path pidFile = cluster.resolve("postmaster.pid");
        Child.await(() -> Launcher.text(pidFile).contains("ready"));
        try (Launcher launcher = start(data)) {
            assertThat(process.isAlive()).isFalse();
            assertThat(ask(launcher, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void anEmptyOrGarbledProcessFileIsTidiedAway() throws Exception {
        Path data = folder.resolve("d");
        start(data).close();
        for (String text : List.of("", "rubbish\nmore", "\0\0\0\0", "-\n")) {
            Files.writeString(data.resolve("database/pg18/postmaster.pid"), text);
            start(data).close();
        }
    }

    @Test
    void aProcessFileThatNamesAStrangerHarmsNobody() throws Exception {
        Path data = folder.resolve("d");
        start(data).close();
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Path pidFile = data.resolve("database/pg18/postmaster.pid");
            Files.writeString(
                    pidFile, stranger.pid() + "\n" + data + "\n1\n5432\n\n\n 0 0\nready\n");
            start(data).close();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aFixedPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(
                            () ->
                                    Launcher.start(
                                            folder.resolve("d"),
                                            SMALL,
                                            TestServer.programs(),
                                            busy.getLocalPort()))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.key()).isEqualTo("database.port"));
        }
        start(folder.resolve("d")).close(); // and nothing was left behind
    }

    @Test
    void folderOfAnotherVersionOrWithOtherFilesIsLeftAlone() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("d/database/pg18"));
        Files.writeString(cluster.resolve("letter.txt"), "mine");
        refused("database.foreign", folder.resolve("d"));
        Files.writeString(cluster.resolve("PG_VERSION"), "16\n");
        refused("database.major", folder.resolve("d"));
        assertThat(cluster.resolve("letter.txt")).hasContent("mine");
    }

    @Test
    void aDamagedDatabaseIsToldInOneSentence() throws Exception {
        Path data = folder.resolve("d");
        start(data).close();
        Path control = data.resolve("database/pg18/global/pg_control");
        byte[] bytes = Files.readAllBytes(control);
        bytes[40] ^= 0x55;
        Files.write(control, bytes);
        refused("database.damaged", data);
    }

    @Test
    void aPathTooLongOrAFileInTheWayIsRefused() throws Exception {
        Path deep = folder;
        while (deep.toString().length() < 800) {
            deep = deep.resolve("a-rather-long-name-of-a-folder");
        }
        refused("folder.long", deep);
        Files.writeString(folder.resolve("file"), "");
        refused("folder.unusable", folder.resolve("file"));
        refused("folder.unusable", folder.resolve("file/below"));
    }

    @Test
    void rootWorksBelowAFolderNobodyElseMayEnter() throws Exception {
        assumeTrue(Shell.self() == 0);
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        try (Launcher launcher = start(closed.resolve("d"))) {
            assertThat(ask(launcher, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void rootWithoutNamespacesHandsTheDatabaseToAnotherUser() throws Exception {
        assumeTrue(Shell.self() == 0 && Shell.works("setpriv", "--version"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.resolve("d");
        try (Launcher launcher = start(data)) { // first as root in a namespace
            run(launcher, "create table t (n integer)");
        }
        Path library = Child.library(folder.resolve("l"));
        try (Child child =
                Child.start(
                                folder,
                                List.of(),
                                library + "/*:" + library,
                                HoldDatabase.class.getName(),
                                Map.of("ZHIYIN_USER_NAMESPACE", "off"),
                                data.toString(),
                                "write")
                        .awaitText("KEPT")) {
            assertThat(Shell.owner(data.resolve("database/pg18"))).isEqualTo(65534);
            assertThat(child.alive()).isTrue();
        }
        try (Launcher launcher = start(data)) { // namespaces again: stays with its owner
            assertThat(ask(launcher, "select to_regclass('t')::text")).isEqualTo("t");
        }
    }

    @Test
    void anOrdinaryUserWorksInAFolderOfHisOwnOnly() throws Exception {
        assumeTrue(Shell.self() == 0 && Shell.works("setpriv", "--version"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path library = Child.library(folder.resolve("l"));
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setAttribute(own, "unix:uid", 4321);
        try (Child child =
                Child.holderAs(4321, library, folder, own.resolve("d").toString(), "write")) {
            child.awaitText("KEPT");
            assertThat(Shell.owner(own.resolve("d/database/pg18"))).isEqualTo(4321);
        }
        Path roots = folder.resolve("roots");
        start(roots).close();
        Child denied = Child.holderAs(4321, library, folder, roots.toString());
        assertThat(denied.awaitEnd()).isEqualTo(1);
        assertThat(denied.output()).contains("REFUSED folder.");
    }
}
