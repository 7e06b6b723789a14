package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole program as a process of its own: what it says when it cannot start, and when it can.
 */
class ProgramStartTest {
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("zhiyin-program-");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Trees.delete(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int status(int port) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** One line, exit code 1, nothing of the program's inside. */
    private static void refusedWith(Child child, String part) {
        assertThat(child.awaitEnd()).isEqualTo(1);
        assertThat(child.output()).contains(part).doesNotContain("\tat ");
        assertThat(child.output().strip().lines()).hasSize(1);
    }

    static Stream<Arguments> wrongWords() {
        return Stream.of(
                Arguments.of(List.of("--port", "0"), "Port \"0\""),
                Arguments.of(List.of("--port", "http"), "Port \"http\""),
                Arguments.of(List.of("--port"), "--port needs a value"),
                Arguments.of(List.of("--data", ""), "--data needs a value"),
                Arguments.of(List.of("--colour", "red"), "Unknown option --colour"),
                Arguments.of(List.of("--external"), "ZHIYIN_DATABASE_URL"),
                Arguments.of(List.of("--certificate", "a.pem"), "go together"),
                Arguments.of(List.of("restore"), "Usage"),
                Arguments.of(List.of("backup", "--data", "/nowhere"), "no database"));
    }

    @ParameterizedTest
    @MethodSource("wrongWords")
    void wrongWordsAreToldInOneSentence(List<String> words, String part) {
        refusedWith(Child.program(folder, words.toArray(String[]::new)), part);
    }

    @Test
    void aBusyPortIsToldInOneSentence() throws Exception {
        try (ServerSocket busy = new ServerSocket(0)) {
            Path data = folder.resolve("d");
            String port = "" + busy.getLocalPort();
            refusedWith(
                    Child.program(folder, "--port", port, "--data", data.toString()),
                    "Port " + port + " is already used");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        refusedWith(
                Child.program(folder, "--port", "" + freePort(), "--data", file + "/d"),
                "cannot be used");
    }

    @Test
    void anUnreachableExternalDatabaseIsToldInOneSentence() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + freePort() + "/x";
        Child child =
                Child.start(
                        folder,
                        List.of(),
                        Child.classPath(),
                        "io.zhiyin.Zhiyin",
                        Map.of("ZHIYIN_DATABASE_URL", url),
                        "--port",
                        "" + freePort(),
                        "--data",
                        folder.resolve("d").toString());
        refusedWith(child, "cannot be reached");
    }

    @Test
    void itRunsRefusesASecondKeepsRowsThroughAKillAndRefusesANewerDatabase() throws Exception {
        Path data = folder.resolve("数据 1");
        int port = freePort();
        String[] words = {"--port", "" + port, "--data", data.toString()};
        Child first = Child.program(folder, words).awaitText("Zhiyin is running");
        assertThat(first.output()).contains("http://127.0.0.1:" + port);
        assertThat(status(port)).isEqualTo(200);

        refusedWith(
                Child.program(folder, "--port", "" + freePort(), "--data", data.toString()),
                "in use by another running program");
        assertThat(status(port)).isEqualTo(200);

        DataPlace place = new DataPlace(data);
        try (Connection connection = place.connect("zhiyin")) {
            connection
                    .createStatement()
                    .execute("insert into setting values ('kept', '1', '2026-03-02Z')");
        }
        first.kill();

        Child second = Child.program(folder, words).awaitText("Zhiyin is running");
        try (Connection connection = place.connect("zhiyin");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select value from setting where name = 'kept'")) {
            assertThat(rows.next()).isTrue();
            connection
                    .createStatement()
                    .execute(
                            "insert into flyway_schema_history (installed_rank, version,"
                                    + " description, type, script, installed_by, execution_time,"
                                    + " success) values (9999, '9999', 'later', 'SQL', 'V9999', 'x',"
                                    + " 1, true)");
        }
        assertThat(second.terminate()).isIn(0, 143);
        assertThat(place.pidFile()).doesNotExist(); // the database was stopped in order

        refusedWith(Child.program(folder, words), "newer version of the program (step 9999)");
    }

    @Test
    void withHttpsItServesItsOwnCertificateAndAPersonSignsIn() throws Exception {
        Path data = folder.resolve("d");
        int port = freePort();
        Child program =
                Child.start(
                        folder,
                        List.of(),
                        Child.classPath(),
                        "io.zhiyin.Zhiyin",
                        Map.of("ZHIYIN_ADMIN_PASSWORD", "Right-2026-pass!"),
                        "--https",
                        "--port",
                        "" + port,
                        "--data",
                        data.toString());
        program.awaitText("https://127.0.0.1:" + port);
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setCertificateEntry("made", Certificate.read(data.resolve("tls/certificate.pem")));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        var body = "{\"username\":\"admin\",\"password\":\"Right-2026-pass!\"}";
        var signIn =
                HttpRequest.newBuilder(
                                URI.create("https://127.0.0.1:" + port + "/api/v1/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var answer =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .build()
                        .send(signIn, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
        assertThat(program.terminate()).isIn(0, 143);
    }

    @Test
    void theFolderIsForItsOwnerAlone() throws Exception {
        Path data = folder.resolve("d");
        Launcher.start(data, Map.of("shared_buffers", "16MB"), TestServer.programs(), 0).close();
        try (var walk = Files.walk(data, 2)) {
            assertThat(walk.filter(Files::isDirectory).filter(each -> !each.equals(data)))
                    .allSatisfy(
                            each ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(each)))
                                            .isEqualTo("rwx------"));
        }
    }
}
