package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.operation.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files come in, hang on records, are read by whoever may, and go. */
class FilesTest extends ProgramTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final byte[] PNG = {
        (byte) 0x89,
        'P',
        'N',
        'G',
        13,
        10,
        26,
        10,
        0,
        0,
        0,
        13,
        'I',
        'H',
        'D',
        'R',
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        8,
        2,
        0,
        0,
        0
    };

    @Autowired private LooseFiles loose;
    private Visitor admin;

    @BeforeEach
    void signIn() {
        admin = visitor().token(adminToken());
    }

    private static Answer send(Visitor who, String name, byte[] content) {
        return who.upload("/api/v1/files", name, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String file(Visitor who) {
        Answer made = send(who, "照片.png", PNG);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private String customer(Visitor who, String files) {
        Answer made =
                who.post(
                        "/api/v1/customers",
                        "{\"fullName\":\"有附件的公司\",\"industry\":\"IT\",\"files\":%s,\"primaryContact\":{\"name\":\"何\",\"mobile\":\"136%08d\"}}"
                                .formatted(files, 20_000_000 + NUMBER.incrementAndGet()));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private static int read(Visitor who, String id) {
        return who.get("/api/v1/files/" + id).status();
    }

    @Test
    void whoSendsTooMuchInADayThatNoRecordHoldsMustWait() {
        Visitor sender = user("files.hoarder", "SALES_REPRESENTATIVE");
        String settings = "/api/v1/settings";
        byte[] large = new byte[600_000];
        assertThat(admin.put(settings, "{\"uploads.unusedPerDay\":1}").status()).isEqualTo(200);
        try {
            String first = send(sender, "一.bin", large).id();
            Answer refused = send(sender.header("Accept-Language", "en"), "二.bin", large);
            assertThat(refused.status()).as("%s", refused).isEqualTo(429);
            assertThat(refused.text("code")).isEqualTo("TOO_MANY_FILES");
            assertThat(refused.text("detail")).contains("more than 1 MB");
            assertThat(refused.header("Retry-After")).contains("3600");
            assertThat(send(admin, "别人的.bin", large).status()).isEqualTo(201);
            assertThat(
                            jdbc.sql("select count(*) from stored_file where name = '二.bin'")
                                    .query(Long.class)
                                    .single())
                    .isZero();

            customer(sender, "[\"" + first + "\"]");
            assertThat(send(sender, "三.bin", large).status())
                    .as("held ones do not count")
                    .isEqualTo(201);
            assertThat(send(sender, "四.bin", large).status()).isEqualTo(429);
            clock.advance(Duration.ofHours(25));
            assertThat(send(visitor().token(adminToken()), "五.bin", large).status()).isEqualTo(201);
        } finally {
            admin.put(settings, "{\"uploads.unusedPerDay\":null}");
        }
    }

    @Test
    void whatAFileIsIsJudgedByItsContentAndOnlyPicturesAreShown() {
        record Case(String name, byte[] content, String type, boolean shown) {}
        List<Case> cases =
                List.of(
                        new Case("照片.png", PNG, "image/png", true),
                        new Case("照片.exe", PNG, "image/png", true),
                        new Case(
                                "photo.jpg",
                                text("<!DOCTYPE html><html><script>alert(1)</script></html>"),
                                "text/html",
                                false),
                        new Case(
                                "logo.svg",
                                text(
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
                                "image/svg+xml",
                                false),
                        new Case("合同.pdf", text("%PDF-1.7\n%âãÏÓ\n"), "application/pdf", false),
                        new Case("备注.txt", text("一二三"), "text/plain", false));
        for (Case each : cases) {
            Answer made = send(admin, each.name(), each.content());
            assertThat(made.status()).as("%s", made).isEqualTo(201);
            assertThat(made.text("type")).as(each.name()).isEqualTo(each.type());
            assertThat(made.text("name")).isEqualTo(each.name());
            assertThat(made.at("size").asInt()).isEqualTo(each.content().length);
            assertThat(admin.download("/api/v1/files/" + made.id())).isEqualTo(each.content());
            Answer answer = admin.get("/api/v1/files/" + made.id());
            assertThat(answer.header("Content-Type").orElseThrow()).startsWith(each.type());
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Content-Security-Policy").orElseThrow())
                    .contains("sandbox", "default-src 'none'");
            assertThat(answer.raw().headers().allValues("Content-Security-Policy")).hasSize(1);
            assertThat(answer.header("Content-Disposition").orElseThrow())
                    .startsWith(each.shown() ? "inline" : "attachment")
                    .contains("filename*=UTF-8''");
        }
    }

    @Test
    void aNameIsNeverAPathAndNeverTurnsRound() throws Exception {
        Answer made = send(admin, "../../../etc/cron.d/\u202Egnp.exe", text("x"));
        assertThat(made.text("name")).isEqualTo("gnp.exe");
        try (var files = Files.walk(TestServer.dataFolder().resolve("files"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            assertThat(all).allMatch(f -> f.getFileName().toString().matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void whatIsNoFileOrTooLargeIsRefused() {
        assertThat(send(admin, "leer.txt", new byte[0]).text("errors.0.code")).isEqualTo("EMPTY");
        assertThat(admin.post("/api/v1/files", "{}").status()).isIn(415, 422);
        Answer large = send(admin, "gross.bin", new byte[(50 << 20) + 1]);
        assertThat(large.status()).isEqualTo(413);
        assertThat(visitor().get("/api/v1/files/1").status()).isEqualTo(401);
        for (String id : List.of("999999", "99999999999999999999", "abc", "0", "-1")) {
            assertThat(admin.get("/api/v1/files/" + id).status()).as(id).isEqualTo(404);
        }
    }

    @Test
    void aFileThatHangsNowhereIsItsSendersAlone() {
        Visitor seller = user("files.sender", "SALES_REPRESENTATIVE");
        String id = file(seller);
        assertThat(read(seller, id)).isEqualTo(200);
        assertThat(read(admin, id)).isEqualTo(404);
        assertThat(read(user("files.other", "SALES_REPRESENTATIVE"), id)).isEqualTo(404);
    }

    @Test
    void aFileOnARecordIsReadByWhoeverSeesTheRecordAndNobodyElse() {
        Visitor seller = user("files.seller", "SALES_REPRESENTATIVE");
        Visitor other = user("files.stranger", "SALES_REPRESENTATIVE");
        String id = file(admin);
        String own = file(seller);
        String customer = customer(seller, "[\"" + own + "\"]");
        assertThat(read(seller, own)).isEqualTo(200);
        assertThat(read(admin, own)).isEqualTo(200);
        assertThat(read(other, own)).isEqualTo(404);

        Answer talk =
                admin.post(
                        "/api/v1/follow-ups",
                        "{\"customerId\":\"%s\",\"method\":\"VISIT\",\"content\":\"看厂\",\"nextAction\":\"NONE\",\"photos\":[\"%s\"]}"
                                .formatted(customer, id));
        assertThat(talk.status()).as("%s", talk).isEqualTo(201);
        assertThat(read(seller, id)).isEqualTo(200);
        assertThat(read(other, id)).isEqualTo(404);

        admin.delete("/api/v1/follow-ups/" + talk.id() + "?version=1");
        assertThat(read(seller, id)).as("in the recycle bin").isEqualTo(404);
        assertThat(read(admin, id)).as("its sender, but it hangs in the bin").isEqualTo(404);
        admin.post("/api/v1/follow-ups/" + talk.id() + "/restore", null);
        assertThat(read(seller, id)).isEqualTo(200);
    }

    @Test
    void aFileOfSomebodyElseCannotBeHungOnARecordOfOnesOwn() {
        Visitor seller = user("files.thief", "SALES_REPRESENTATIVE");
        String id = file(admin);
        String customer = customer(seller, "[]");
        for (String wrong : List.of(id, "999999")) {
            Answer answer =
                    seller.patch(
                            "/api/v1/customers/" + customer,
                            "{\"version\":1,\"files\":[\"" + wrong + "\"]}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(422);
            assertThat(answer.text("errors.0.field")).isEqualTo("files");
            assertThat(answer.text("errors.0.code")).isEqualTo("NOT_FOUND");
        }
        assertThat(read(seller, id)).isEqualTo(404);
        Answer talk =
                seller.post(
                        "/api/v1/follow-ups",
                        "{\"customerId\":\"%s\",\"method\":\"VISIT\",\"content\":\"x\",\"nextAction\":\"NONE\",\"voice\":[\"%s\"]}"
                                .formatted(customer, id));
        assertThat(talk.text("errors.0.field")).isEqualTo("voice");
    }

    @Test
    void aFileTakenOffARecordComesBackWithTheEarlierVersion() {
        Visitor seller = user("files.back", "SALES_REPRESENTATIVE");
        String id = file(seller);
        String customer = customer(seller, "[\"" + id + "\"]");
        String path = "/api/v1/customers/" + customer;
        assertThat(admin.patch(path, "{\"version\":1,\"files\":[]}").status()).isEqualTo(200);
        assertThat(read(admin, id)).as("hangs nowhere now").isEqualTo(404);
        assertThat(read(seller, id)).isEqualTo(200);
        Answer back = admin.post(path + "/versions/1/restore", "{\"version\":2}");
        assertThat(back.status()).as("%s", back).isEqualTo(200);
        assertThat(back.at("files").toString()).contains(id);
        assertThat(read(admin, id)).isEqualTo(200);
    }

    private boolean there(String id) {
        Map<String, Object> row =
                jdbc.sql("select count(*) as n from stored_file where id = ?")
                        .param(Long.valueOf(id))
                        .query()
                        .singleRow();
        return (Long) row.get("n") == 1;
    }

    private String place(String id) {
        return jdbc.sql("select place from stored_file where id = ?")
                .param(Long.valueOf(id))
                .query(String.class)
                .single();
    }

    @Test
    void aFileThatNeverHungAnywhereGoesAfterADayAndOneTakenOffAfterThirty() throws Exception {
        String never = file(admin);
        Path bytes =
                TestServer.dataFolder()
                        .resolve("files/" + place(never).substring(0, 2) + "/" + place(never));
        String held = file(admin);
        String removed = file(admin);
        String customer = customer(admin, "[\"" + held + "\",\"" + removed + "\"]");
        loose.sweep(() -> {});
        admin.patch(
                "/api/v1/customers/" + customer, "{\"version\":1,\"files\":[\"" + held + "\"]}");
        clock.advance(Duration.ofHours(23));
        loose.sweep(() -> {});
        assertThat(there(never)).isTrue();
        assertThat(bytes).exists();
        clock.advance(Duration.ofHours(2));
        loose.sweep(() -> {});
        assertThat(there(never)).isFalse();
        assertThat(bytes).doesNotExist();
        assertThat(there(held)).isTrue();
        assertThat(there(removed)).isTrue();
        clock.advance(Duration.ofDays(31));
        loose.sweep(() -> {});
        assertThat(there(held)).isTrue();
        assertThat(there(removed)).isFalse();
    }
}
