package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a commit ends that does not simply run through: cancelled, or refused by the database. */
class ImportEndingTest extends ImportFixture {
    private static String list(int rows) {
        var csv = new StringBuilder("公司名称,联系人,手机,行业,城市\n");
        for (int n = 1; n <= rows; n++) {
            boolean bad = n % 100 == 0;
            csv.append("取消").append(n).append("号公司,张三,");
            csv.append(bad ? "12" : Long.toString(13_900_000_000L + n)).append(",制造业,苏州\n");
        }
        return csv.toString();
    }

    private long stored() {
        return jdbc.sql("select count(distinct identity_mobile) from customer")
                .query(Long.class)
                .single();
    }

    @Test
    void aCancelledCommitKeepsWhatIsDoneSaysSoAndCanBeTakenUpAgain() throws IOException {
        int rows = 12_000;
        Answer made = upload(admin, list(rows));
        check(admin, made.id());
        String job =
                admin.post("/api/v1/imports/" + made.id() + "/commit", "{\"duplicates\":\"SKIP\"}")
                        .text("jobId");
        while (admin.get("/api/v1/jobs/" + job).at("done").asInt() < 1_000) {
            Thread.onSpinWait();
        }
        admin.post("/api/v1/jobs/" + job + "/cancel", null);
        String state;
        do {
            state = admin.get("/api/v1/jobs/" + job).text("state");
        } while (state.equals("QUEUED") || state.equals("RUNNING"));
        assertThat(state).isEqualTo("CANCELLED");

        Answer cancelled = admin.get("/api/v1/imports/" + made.id());
        assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
        int total = cancelled.at("counts.total").asInt();
        assertThat(total).isBetween(1_000, rows - 1_000);
        assertThat(counts(cancelled, "created", "invalid"))
                .containsExactly(total - total / 100, total / 100);
        assertThat(customers()).isEqualTo(total - total / 100).isEqualTo(stored());
        assertThat(kinds(cancelled)).containsEntry("primaryContact.mobile NOT_PHONE", total / 100);
        assertThat(cancelled.at("rowCount").asInt()).isEqualTo(rows);
        Path errors = folder.resolve("cancelled.xlsx");
        Files.write(errors, admin.download("/api/v1/imports/" + made.id() + "/errors"));
        assertThat(rows(errors)).hasSize(total / 100 + 1);

        Answer done = commit(admin, made.id(), "SKIP");
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(counts(done, "total", "created", "skipped", "invalid"))
                .containsExactly(
                        rows,
                        rows - rows / 100 - (total - total / 100),
                        total - total / 100,
                        rows / 100);
        assertThat(customers()).isEqualTo(rows - rows / 100).isEqualTo(stored());
    }

    @Test
    void aChunkThatTheDatabaseRefusesIsStoredRecordByRecordAndOnlyTheCulpritIsRefused() {
        jdbc.sql("alter table contact add constraint no_such_name check (name <> '数据库不要')")
                .update();
        try {
            String csv = list(1_500).replace("取消777号公司,张三", "取消777号公司,数据库不要");
            Answer done = imported(admin, csv, "SKIP");
            assertThat(counts(done, "total", "created", "invalid"))
                    .containsExactly(1_500, 1_484, 16);
            assertThat(kinds(done))
                    .containsEntry(" CONFLICT", 1)
                    .containsEntry("primaryContact.mobile NOT_PHONE", 15);
            JsonNode refused =
                    done.at("problems")
                            .valueStream()
                            .filter(p -> p.get("code").asString().equals("CONFLICT"))
                            .findFirst()
                            .orElseThrow();
            assertThat(refused.get("rows").get(0).get("row").asInt()).isEqualTo(778);
            assertThat(customers()).isEqualTo(1_484).isEqualTo(stored());
            assertThat(
                            jdbc.sql(
                                            "select count(*) from contact where is_primary and deleted_at is null")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1_484);
            assertThat(
                            jdbc.sql(
                                            "select count(*) from change where cause like 'import:%' and kind = 'CREATE'")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1_484);
        } finally {
            jdbc.sql("alter table contact drop constraint no_such_name").update();
        }
    }
}
