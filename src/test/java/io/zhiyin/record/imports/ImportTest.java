package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.sheet.SheetRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A list of customers comes in from a file. */
class ImportTest extends ImportFixture {
    @Test
    void anUntidyWorkbookComesInAsFarAsItCan() throws IOException {
        Answer made = upload(admin, "客户名单.xlsx", Files.readAllBytes(LISTS.resolve("客户名单.xlsx")));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(made.text("format")).isEqualTo("xlsx");
        assertThat(made.text("sheet")).isEqualTo("客户主表");
        assertThat(made.at("sheets")).hasSize(2);
        assertThat(made.at("headerRow").asInt()).isEqualTo(2);
        assertThat(made.at("rowCount").asInt()).isEqualTo(45);
        Map<String, String> fields =
                made.at("columns")
                        .valueStream()
                        .filter(c -> !c.get("field").isNull())
                        .collect(
                                Collectors.toMap(
                                        c -> c.get("header").asString(),
                                        c -> c.get("field").asString()));
        assertThat(fields)
                .containsEntry("客户名称*", "fullName")
                .containsEntry("手机（必填）", "primaryContact.mobile")
                .containsEntry("联系人", "primaryContact.name")
                .containsEntry("行业", "industry")
                .containsEntry("身份证号", "idNumber")
                .doesNotContainKey("备注");

        Answer checked = check(admin, made.id());
        assertThat(checked.text("state")).isEqualTo("CHECKED");
        assertThat(counts(checked, "total", "new", "duplicate", "invalid"))
                .containsExactly(45, 28, 3, 14);
        assertThat(customers()).isZero();
        assertThat(kinds(checked))
                .containsEntry("primaryContact.mobile NOT_PHONE", 5)
                .containsEntry("primaryContact.mobile DUPLICATE_IN_FILE", 3)
                .containsEntry("industry NOT_CHOICE", 1)
                .containsEntry("industry REQUIRED", 1)
                .containsEntry("fullName REQUIRED", 1)
                .containsEntry("fullName TOO_LONG", 1)
                .containsEntry("primaryContact.name REQUIRED", 1)
                .containsEntry("primaryContact.email NOT_EMAIL", 1)
                .containsEntry("companySize NOT_CHOICE", 1)
                .containsEntry("expectedPurchaseDate NOT_DATE", 1);

        Answer done = commit(admin, made.id(), "SKIP");
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(counts(done, "total", "created", "updated", "skipped", "invalid"))
                .containsExactly(45, 28, 0, 3, 14);
        assertThat(customers()).isEqualTo(28);
        assertThat(done.at("hasErrorFile").asBoolean()).isTrue();
        assertThat(uploads.has(Long.parseLong(made.id()))).isFalse();
        storedRows();
    }

    private void storedRows() {
        Map<String, Object> wide =
                jdbc.sql(
                                """
                                select c.full_name, c.industry, c.expected_purchase_date::text as day, c.incomplete,
                                       c.identity_mobile, c.initials, c.code, c.version, p.name, p.mobile, p.is_primary,
                                       c.owner_id = p.owner_id as owned, 'n:国际' = any(c.search) as searched
                                from customer c join contact p on p.customer_id = c.id
                                where c.full_name like 'ABC%'
                                """)
                        .query()
                        .singleRow();
        assertThat(wide)
                .containsEntry("full_name", "ABC 国际贸易（上海）有限公司")
                .containsEntry("industry", "IT")
                .containsEntry("day", "2026-05-01")
                .containsEntry("incomplete", true)
                .containsEntry("identity_mobile", "+8613700001001")
                .containsEntry("name", "林 静")
                .containsEntry("mobile", "+8613700001001")
                .containsEntry("is_primary", true)
                .containsEntry("owned", true)
                .containsEntry("searched", true)
                .containsEntry("version", 1);
        assertThat((String) wide.get("code")).startsWith("CRM2026");
        assertThat(
                        jdbc.sql(
                                        "select full_name from customer where full_name like '%script%' or full_name like '=%' or full_name like '%🧋%' or full_name like '%DROP%'")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder(
                        "<script>alert('x')</script>有限公司",
                        "=1+1 计算公司",
                        "快乐奶茶🧋连锁",
                        "Robert'); DROP TABLE customer;--");
        assertThat(
                        jdbc.sql(
                                        """
                                        select count(*) from change where kind = 'CREATE' and version = 1
                                          and entity in ('customers', 'contacts') and actor_id is not null
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(56);
        assertThat(
                        jdbc.sql("select count(*) from change where cause like 'import:%'")
                                .query(Long.class)
                                .single())
                .isEqualTo(28);
        assertThat(
                        jdbc.sql(
                                        "select phone from customer where identity_mobile is null order by id")
                                .query(String.class)
                                .list())
                .containsExactly("+8651388921234", "+862584801234");
    }

    @Test
    void theErrorFileTellsWhyAndComesInWhenCorrected() throws IOException {
        Answer made = upload(admin, "客户名单.xlsx", Files.readAllBytes(LISTS.resolve("客户名单.xlsx")));
        check(admin, made.id());
        commit(admin, made.id(), "SKIP");
        Path errors = folder.resolve("errors.xlsx");
        Files.write(errors, admin.download("/api/v1/imports/" + made.id() + "/errors"));
        List<SheetRow> rows = rows(errors);
        assertThat(rows).hasSize(15);
        assertThat(rows.getFirst().cells()).startsWith("客户名称*").endsWith("原因");
        assertThat(rows)
                .anySatisfy(r -> assertThat(r.cells().getLast()).contains("手机号码").contains("电话号码"));

        Answer again = upload(admin, "错误.xlsx", Files.readAllBytes(errors));
        assertThat(again.at("headerRow").asInt()).isEqualTo(1);
        Answer checked = check(admin, again.id());
        assertThat(counts(checked, "total", "new", "duplicate", "invalid"))
                .containsExactly(14, 0, 0, 14);
        Path twice = folder.resolve("twice.xlsx");
        Files.write(twice, admin.download("/api/v1/imports/" + again.id() + "/errors"));
        assertThat(rows(twice).getFirst().cells()).isEqualTo(rows.getFirst().cells());
    }

    @Test
    void aListInGb18030ComesInAndASecondTimeChangesNothing() throws IOException {
        byte[] list = Files.readAllBytes(LISTS.resolve("客户名单-gbk.csv"));
        Answer made = upload(admin, "客户名单-gbk.csv", list);
        assertThat(made.text("encoding")).isEqualTo("GB18030");
        assertThat(counts(check(admin, made.id()), "total", "new", "duplicate", "invalid"))
                .containsExactly(12, 9, 1, 2);
        commit(admin, made.id(), "FILL");
        String before = image();
        for (String policy : List.of("SKIP", "FILL")) {
            Answer again = upload(admin, "客户名单-gbk.csv", list);
            assertThat(counts(check(admin, again.id()), "new", "duplicate", "invalid"))
                    .containsExactly(0, 10, 2);
            Answer done = commit(admin, again.id(), policy);
            assertThat(counts(done, "created", "updated", "skipped")).containsExactly(0, 0, 10);
            assertThat(image()).isEqualTo(before);
        }
    }

    @Test
    void peopleReferredToAreFoundByUserNameOrDisplayedName() {
        user("lin.duxiu", "SALES_REPRESENTATIVE");
        jdbc.sql("update app_user set display_name = '林独秀' where username = 'lin.duxiu'").update();
        Answer done =
                imported(
                        admin,
                        "公司名称,联系人,手机,行业,负责人,标签\n甲,张,13800000001,制造业,林独秀,老客户、VIP\n"
                                + "乙,李,13800000002,制造业,LIN.DUXIU,\n丙,王,13800000003,制造业,没有这个人,\n",
                        "SKIP");
        assertThat(counts(done, "created", "invalid")).containsExactly(2, 1);
        assertThat(kinds(done)).containsEntry("ownerId NOT_FOUND", 1);
        assertThat(
                        jdbc.sql(
                                        """
                                        select count(*) from customer c join app_user u on u.id = c.owner_id
                                        where u.username = 'lin.duxiu'
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
        assertThat(
                        jdbc.sql("select cardinality(tag_ids) from customer where full_name = '甲'")
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void encryptedValuesStandNowhereInClear() throws IOException {
        String number = "320501199003078888";
        Answer made =
                upload(
                        admin,
                        "公司名称,联系人,手机,行业,身份证号\n甲,张,13800000001,制造业,"
                                + number
                                + "\n乙,李,1380,制造业,"
                                + number
                                + "\n");
        Answer checked = check(admin, made.id());
        assertThat(checked.text()).contains("idNumber");
        assertThat(databaseText()).doesNotContain(number);
        commit(admin, made.id(), "SKIP");
        assertThat(databaseText()).doesNotContain(number);
        byte[] errors = admin.download("/api/v1/imports/" + made.id() + "/errors");
        Path file = Files.write(folder.resolve("sealed.xlsx"), errors);
        assertThat(rows(file).get(1).cell(4)).startsWith("enc:");

        // the sealed value comes back with its row, for its uploader
        Answer again = upload(admin, "错误.xlsx", errors);
        JsonNode columns = again.at("columns");
        assertThat(columns.get(4).get("field").asString()).isEqualTo("idNumber");
        assertThat(kinds(check(admin, again.id()))).doesNotContainKey("idNumber NOT_SEALED_BY_YOU");
        Visitor other = user("fengxue", "SALES_DIRECTOR");
        Answer theirs = upload(other, "错误.xlsx", errors);
        if (theirs.status() == 201) {
            assertThat(kinds(check(other, theirs.id())))
                    .containsEntry("idNumber NOT_SEALED_BY_YOU", 1);
        }
    }

    private String databaseText() {
        return jdbc.sql(
                        """
                        select coalesce((select string_agg(import::text, '|') from import), '')
                          || coalesce((select string_agg(r::text, '|') from import_rejection r), '')
                          || coalesce((select string_agg(c::text, '|') from change c), '')
                          || coalesce((select string_agg(c::text, '|') from customer c), '')
                          || coalesce((select string_agg(j::text, '|') from job j), '')
                        """)
                .query(String.class)
                .single();
    }
}
