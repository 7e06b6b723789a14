package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program is killed again and again while it commits a list of customers. */
class KilledImportTest {
    private static final String PASSWORD = "a rather long secret";
    private static final int ROWS = 10_000;
    private static final int KILLS = 3;

    private final Random moments = new Random(20_261_122);
    private Path folder;
    private Path data;
    private int port;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("zhiyin-killed-");
        data = folder.resolve("data");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void removeFolder() throws IOException {
        Trees.delete(folder);
    }

    private Child program() {
        return Child.start(
                        folder,
                        List.of(),
                        Child.classPath(),
                        "io.zhiyin.Zhiyin",
                        Map.of("ZHIYIN_ADMIN_PASSWORD", PASSWORD),
                        "--port",
                        "" + port,
                        "--data",
                        data.toString())
                .awaitText("Zhiyin is running");
    }

    /** Every 50th row has no number at all, every 40th repeats the one before. */
    private static byte[] list() {
        var csv = new StringBuilder("公司名称,联系人,手机,行业\n");
        for (int n = 1; n <= ROWS; n++) {
            long number = 13_700_000_000L + (n % 40 == 0 ? n - 1 : n);
            csv.append("断电").append(n).append("公司,张三,");
            csv.append(n % 50 == 0 ? "12" : "" + number).append(",制造业\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static final int INVALID = ROWS / 50;
    private static final int REPEATED = ROWS / 40 - ROWS / 200;

    @Test
    void noRowIsLostAndNoneIsDoubleHoweverOftenTheCommitIsKilled() throws Exception {
        Child child = program();
        try {
            Visitor signing = new Visitor("http://127.0.0.1:" + port);
            assertThat(signing.signIn("admin", PASSWORD).status()).isEqualTo(200);
            String token = signing.post("/api/v1/me/tokens", "{\"name\":\"killed\"}").text("token");
            Visitor admin = new Visitor("http://127.0.0.1:" + port).token(token);
            String id = admin.upload("/api/v1/customers/imports", "断电.csv", list()).id();
            String at = "/api/v1/imports/" + id;
            assertThat(ended(admin, admin.post(at + "/check", null).text("jobId")))
                    .isEqualTo("DONE");
            String job = admin.post(at + "/commit", "{\"duplicates\":\"SKIP\"}").text("jobId");
            int before = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                int was = before;
                Child.await(() -> done(admin, job) > was);
                Thread.sleep(Duration.ofMillis(moments.nextInt(250)));
                before = done(admin, job);
                child.kill();
                assertThat(before).as("in the middle, kill %d", kill).isBetween(was + 1, ROWS - 1);
                child = program();
            }
            assertThat(ended(admin, job)).isEqualTo("DONE");
            whole(admin.get(at));
        } finally {
            child.close();
        }
    }

    private static int done(Visitor who, String job) {
        return who.get("/api/v1/jobs/" + job).at("done").asInt();
    }

    private static String ended(Visitor who, String job) {
        String[] state = new String[1];
        Child.await(
                () -> {
                    state[0] = who.get("/api/v1/jobs/" + job).text("state");
                    return !state[0].equals("QUEUED") && !state[0].equals("RUNNING");
                });
        return state[0];
    }

    private void whole(Visitor.Answer done) throws Exception {
        int created = ROWS - INVALID - REPEATED;
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(done.at("counts.total").asInt()).isEqualTo(ROWS);
        assertThat(done.at("counts.created").asInt()).isEqualTo(created);
        assertThat(done.at("counts.skipped").asInt()).isEqualTo(REPEATED);
        assertThat(done.at("counts.invalid").asInt()).isEqualTo(INVALID);
        assertThat(ask("select count(*) from customer")).isEqualTo(created);
        assertThat(ask("select count(distinct identity_mobile) from customer")).isEqualTo(created);
        assertThat(ask("select count(distinct full_name) from customer")).isEqualTo(created);
        assertThat(ask("select count(distinct code) from customer")).isEqualTo(created);
        assertThat(ask("select count(*) from contact where is_primary")).isEqualTo(created);
        assertThat(
                        ask(
                                "select count(distinct record_id) from change where entity = 'customers'"
                                        + " and kind = 'CREATE'"))
                .isEqualTo(created)
                .isEqualTo(ask("select count(*) from change where entity = 'customers'"));
        assertThat(ask("select count(*) from import_rejection")).isEqualTo(INVALID);
    }

    private int ask(String sql) throws Exception {
        try (Connection connection = new DataPlace(data).connect("zhiyin");
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
