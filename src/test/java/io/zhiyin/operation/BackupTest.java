package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zhiyin.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups of a running and of a stopped database, brought back. */
class BackupTest {
    private static final Map<String, String> SMALL =
            Map.of("shared_buffers", "16MB", "max_connections", "20");

    private final TestClock clock = new TestClock();
    private Path folder;
    private Path data;
    private Path target;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("zhiyin-backup-");
        data = folder.resolve("数据");
        target = folder.resolve("backups");
        System.setProperty("zhiyin.programs", TestServer.programs().toString());
    }

    @AfterEach
    void removeFolder() throws IOException {
        System.clearProperty("zhiyin.programs");
        Trees.delete(folder);
    }

    private Launcher start(Path where) {
        return Launcher.start(where, SMALL, TestServer.programs(), 0);
    }

    private static void run(Launcher launcher, String database, String... sql)
            throws SQLException, IOException {
        try (Connection connection = launcher.connect(database);
                var statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    private static String ask(Launcher launcher, String query) throws SQLException, IOException {
        try (Connection connection = launcher.connect("zhiyin");
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Launcher prepared() throws Exception {
        Launcher launcher = start(data);
        run(launcher, "postgres", "create database zhiyin");
        run(
                launcher,
                "zhiyin",
                "create table installation (only_row boolean primary key default true,"
                        + " epoch text not null, created_at timestamptz not null)",
                "insert into installation values (true, 'first', '2026-01-01Z')",
                "create table t (n bigint primary key, pad text)",
                "insert into t select n, repeat('x', 300) from generate_series(1, 20000) n");
        Files.createDirectories(data.resolve("files/ab"));
        Files.writeString(data.resolve("files/ab/abcdef"), "内容");
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/fields.json"), "secret");
        return launcher;
    }

    private static void refused(
            String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @Test
    void aBackupTakenUnderLoadHoldsEveryRowCommittedBeforeItEnded() throws Exception {
        Path backup;
        AtomicLong before = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        try (Launcher launcher = prepared()) {
            Thread writer =
                    Thread.startVirtualThread(
                            () -> {
                                try (Connection connection = launcher.connect("zhiyin");
                                        var sql = connection.createStatement()) {
                                    for (long n = 100_000; !stop.get(); n++) {
                                        sql.execute(
                                                "insert into t values ("
                                                        + n
                                                        + ", repeat('y', 2000))");
                                        sql.execute(
                                                "update t set pad = 'z' where n = " + n % 20_000);
                                        before.set(n);
                                    }
                                } catch (SQLException | IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            Child.await(() -> before.get() > 100_050);
            long sure = before.get();
            backup = Backup.make(data, target, clock);
            stop.set(true);
            writer.join();
            before.set(sure);
        }
        assertThat(backup).hasFileName("zhiyin-20260302-010000");
        Path copy = folder.resolve("copy");
        Restore.run(backup, copy, false, clock);
        try (Launcher launcher = start(copy)) {
            assertThat(Long.parseLong(ask(launcher, "select max(n) from t")))
                    .isGreaterThanOrEqualTo(before.get());
            assertThat(ask(launcher, "select count(*) from t where n <= 20000")).isEqualTo("20000");
            assertThat(ask(launcher, "select count(*) = max(n) - 100000 + 20001 from t"))
                    .isEqualTo("t");
            assertThat(ask(launcher, "select epoch from installation"))
                    .isNotEqualTo("first")
                    .hasSizeGreaterThan(20);
            run(launcher, "zhiyin", "insert into t values (0, 'after')");
        }
        assertThat(copy.resolve("files/ab/abcdef")).hasContent("内容");
        assertThat(copy.resolve("keys/fields.json")).hasContent("secret");
    }

    @Test
    void aStoppedInstallationIsBackedUpToo() throws Exception {
        prepared().close();
        Path backup = Backup.make(data, target, clock);
        assertThat(Manifest.read(backup).fact("kind")).isEqualTo("stopped");
        Path copy = folder.resolve("copy");
        Restore.run(backup, copy, false, clock);
        try (Launcher launcher = start(copy)) {
            assertThat(ask(launcher, "select count(*) from t")).isEqualTo("20000");
        }
    }

    @Test
    void aKilledOneIsBackedUpWithItsLog() throws Exception {
        prepared().close();
        Child child = Child.holder(folder, data.toString(), "write").awaitText("KEPT 20\n");
        child.kill();
        Path backup = Backup.make(data, target, clock);
        Path copy = folder.resolve("copy");
        Restore.run(backup, copy, false, clock);
        try (Launcher launcher = start(copy);
                Connection connection = launcher.connect("postgres");
                var rows = connection.createStatement().executeQuery("select max(n) from kept")) {
            rows.next();
            assertThat(rows.getLong(1)).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void anotherProgramBacksUpARunningOne() throws Exception {
        try (Launcher launcher = prepared()) {
            Child child =
                    Child.program(
                            folder, "backup", "--data", data.toString(), "--to", target.toString());
            assertThat(child.awaitEnd()).as(child.output()).isZero();
            assertThat(child.output()).contains("Backup made and checked");
            assertThat(ask(launcher, "select count(*) from pg_replication_slots")).isEqualTo("0");
        }
        assertThat(BackupFolder.complete(target)).hasSize(1);
    }

    @Test
    void aChangedOrMissingByteIsFoundAndNothingIsTouched() throws Exception {
        prepared().close();
        Path backup = Backup.make(data, target, clock);
        Path file = backup.resolve("database.zip");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Path copy = folder.resolve("copy");
        refused("backup.damaged", () -> Restore.run(backup, copy, false, clock));
        Files.delete(file);
        refused("backup.damaged", () -> Restore.run(backup, copy, false, clock));
        Files.delete(backup.resolve("MANIFEST"));
        refused("backup.none", () -> Restore.run(backup, copy, false, clock));
        Path list = Files.writeString(folder.resolve("客户.csv"), "不是备份");
        refused("backup.none", () -> Restore.run(list, copy, false, clock));
        refused("backup.none", () -> Restore.run(folder.resolve("nowhere"), copy, false, clock));
        assertThat(copy).doesNotExist();
    }

    @Test
    void restoreRefusesAFolderWithDataUnlessToldToReplaceItAndThenKeepsTheOld() throws Exception {
        prepared().close();
        Path backup = Backup.make(data, Backup.defaultTarget(data), clock);
        try (Launcher launcher = start(data)) {
            run(launcher, "zhiyin", "insert into t values (-1, 'later')");
            refused("folder.taken", () -> Restore.run(backup, data, true, clock));
        }
        refused("restore.occupied", () -> Restore.run(backup, data, false, clock));
        Restore.run(backup, data, true, clock);
        try (Launcher launcher = start(data)) {
            assertThat(ask(launcher, "select count(*) from t where n = -1")).isEqualTo("0");
        }
        assertThat(data.resolve("replaced-20260302-010000/database/pg18/PG_VERSION")).exists();
        assertThat(data.resolve("replaced-20260302-010000/keys/fields.json")).exists();
        assertThat(backup.resolve("MANIFEST")).exists();
    }

    @Test
    void filesThatWereThereYesterdayAreNotCopiedAgain() throws Exception {
        prepared().close();
        Path first = Backup.make(data, target, clock);
        clock.advance(Duration.ofDays(1));
        Path second = Backup.make(data, target, clock);
        assertThat(Files.getAttribute(second.resolve("files/ab/abcdef"), "unix:ino"))
                .isEqualTo(Files.getAttribute(first.resolve("files/ab/abcdef"), "unix:ino"));
        Manifest.read(second).verify(second);
    }

    @Test
    void eachNightOneIsMadeAndSevenAreKept() throws Exception {
        prepared().close();
        var daily = new DailyBackup(data, true, clock, new SimpleMeterRegistry());
        assertThat(daily.due()).isTrue();
        for (int day = 0; day < 9; day++) {
            daily.run();
            assertThat(daily.due()).isFalse();
            clock.advance(Duration.ofDays(1));
            assertThat(daily.due()).isTrue();
        }
        assertThat(BackupFolder.complete(Backup.defaultTarget(data))).hasSize(7);
    }

    @Test
    void whatAKilledBackupLeftIsSweptAway() throws Exception {
        prepared().close();
        Files.createDirectories(target.resolve("zhiyin-20260301-020000.part/database"));
        Backup.make(data, target, clock);
        assertThat(Trees.children(target).stream().map(p -> p.getFileName().toString()))
                .containsExactly(".lock", "zhiyin-20260302-010000");
    }
}
