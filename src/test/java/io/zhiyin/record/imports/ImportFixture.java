package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import io.zhiyin.record.sheet.SheetFile;
import io.zhiyin.record.sheet.SheetLimits;
import io.zhiyin.record.sheet.SheetRow;
import io.zhiyin.record.sheet.SheetRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody with a list of customers: uploads, checks, commits, and looks what came of it. */
abstract class ImportFixture extends ProgramTest {
    static final Path LISTS = Path.of("src/test/resources/import");

    @TempDir Path folder;
    @Autowired Uploads uploads;
    Visitor admin;

    @BeforeEach
    void signIn() {
        jdbc.sql("delete from import").update();
        jdbc.sql("truncate follow_up, contact, customer, change restart identity cascade").update();
        admin = admin();
    }

    static Answer upload(Visitor who, String name, byte[] content) {
        return who.upload("/api/v1/customers/imports", name, content);
    }

    static Answer upload(Visitor who, String csv) {
        return upload(who, "名单.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    Answer check(Visitor who, String id) {
        Answer started = who.post("/api/v1/imports/" + id + "/check", null);
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        return ended(who, id, started.text("jobId"));
    }

    Answer commit(Visitor who, String id, String duplicates) {
        Answer started =
                who.post(
                        "/api/v1/imports/" + id + "/commit",
                        Json.object().put("duplicates", duplicates));
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        return ended(who, id, started.text("jobId"));
    }

    Answer ended(Visitor who, String id, String job) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            String state = who.get("/api/v1/jobs/" + job).text("state");
            if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
                assertThat(state).as("%s", who.get("/api/v1/jobs/" + job)).isEqualTo("DONE");
                return who.get("/api/v1/imports/" + id);
            }
            pause();
        }
        throw new AssertionError("the job does not end");
    }

    static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Answer imported(Visitor who, String csv, String duplicates) {
        Answer made = upload(who, csv);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        check(who, made.id());
        return commit(who, made.id(), duplicates);
    }

    static List<Integer> counts(Answer of, String... names) {
        List<Integer> counts = new ArrayList<>();
        for (String name : names) {
            counts.add(of.at("counts." + name).asInt());
        }
        return counts;
    }

    static Map<String, Integer> kinds(Answer of) {
        return of.at("problems")
                .valueStream()
                .collect(
                        Collectors.toMap(
                                p -> p.get("field").asString() + " " + p.get("code").asString(),
                                p -> p.get("count").asInt()));
    }

    long customers() {
        return jdbc.sql("select count(*) from customer").query(Long.class).single();
    }

    static List<SheetRow> rows(Path file) throws IOException {
        List<SheetRow> rows = new ArrayList<>();
        try (SheetFile opened = SheetFile.open(file, SheetLimits.USUAL);
                SheetRows all = opened.rows(opened.sheets().getFirst())) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    String image() {
        return jdbc.sql(
                        """
                        select string_agg(t, '|') from (
                          select customer::text as t from customer union all select contact::text from contact
                          union all select change::text from change order by 1) x
                        """)
                .query(String.class)
                .single();
    }

    static final String FIRST =
            "公司名称,联系人,手机,行业,城市,职务\n甲公司,张三,13800000001,制造业,苏州,\n乙公司,李四,13800000002,零售业,,经理\n";
    static final String SECOND =
            "公司名称,联系人,手机,行业,城市,职务\n甲改名,张三丰,138-0000-0001,金融,无锡,总监\n丙公司,王五,13800000003,教育,,\n";
}
