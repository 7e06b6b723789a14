package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of rows whose customer is there already. */
class ImportPolicyTest extends ImportFixture {
    @Test
    void skipLeavesWhatIsThere() {
        imported(admin, FIRST, "SKIP");
        Answer done = imported(admin, SECOND, "SKIP");
        assertThat(counts(done, "created", "updated", "skipped")).containsExactly(1, 0, 1);
        assertThat(first()).isEqualTo("甲公司 MANUFACTURING 苏州 张三 - v1");
    }

    @Test
    void fillTouchesEmptyFieldsOnly() {
        imported(admin, FIRST, "SKIP");
        Answer done = imported(admin, SECOND, "FILL");
        assertThat(counts(done, "created", "updated", "skipped")).containsExactly(1, 1, 0);
        assertThat(first()).isEqualTo("甲公司 MANUFACTURING 苏州 张三 总监 v2");
        assertThat(
                        jdbc.sql(
                                        "select diff::text from change where entity = 'customers' and version = 2")
                                .query(String.class)
                                .single())
                .contains("总监")
                .doesNotContain("甲改名");
    }

    @Test
    void overwriteTakesWhatTheFileSaysAndBlankCellsEraseNothing() {
        imported(admin, FIRST, "SKIP");
        Answer done =
                imported(
                        admin,
                        SECOND.replace("甲改名,张三丰", "甲改名,") + "乙公司,李四,13800000002,,,\n",
                        "OVERWRITE");
        assertThat(counts(done, "created", "updated", "skipped", "invalid"))
                .containsExactly(1, 1, 1, 0);
        assertThat(first()).isEqualTo("甲改名 FINANCE 无锡 张三 总监 v2");
        assertThat(
                        jdbc.sql("select industry from customer where full_name = '乙公司'")
                                .query(String.class)
                                .single())
                .isEqualTo("RETAIL");
    }

    private String first() {
        return jdbc.sql(
                        """
                        select concat_ws(' ', c.full_name, c.industry, c.city, p.name, coalesce(p.title, '-'), 'v' || c.version)
                        from customer c join contact p on p.customer_id = c.id and p.is_primary
                        where c.identity_mobile = '+8613800000001'
                        """)
                .query(String.class)
                .single();
    }

    @Test
    void aRowThatRepeatsAnEarlierOneFillsIt() {
        Answer done =
                imported(
                        admin,
                        "公司名称,联系人,手机,行业,城市\n甲,张,13800000001,制造业,\n甲,张,13800000001,制造业,苏州\n",
                        "FILL");
        assertThat(counts(done, "created", "updated")).containsExactly(1, 1);
        assertThat(jdbc.sql("select city from customer").query(String.class).single())
                .isEqualTo("苏州");
    }

    @Test
    void whatTheImporterMayNotEditIsLeftAloneAndNotTold() throws IOException {
        imported(admin, FIRST, "SKIP");
        Visitor seller = user("imports.own", "SALES_REPRESENTATIVE");
        String before = image();
        String theirs = SECOND.substring(0, SECOND.indexOf("丙公司"));
        for (String policy : List.of("FILL", "OVERWRITE")) {
            Answer made = upload(seller, theirs);
            Answer checked = check(seller, made.id());
            assertThat(checked.text()).doesNotContain("甲公司", "苏州", "张三\"");
            Answer done = commit(seller, made.id(), policy);
            assertThat(kinds(done)).containsEntry("primaryContact.mobile DUPLICATE_OTHERS", 1);
            assertThat(done.at("counts.updated").asInt()).isZero();
            assertThat(done.text()).doesNotContain("甲公司", "苏州", "张三\"");
            Path errors = folder.resolve("others-" + policy + ".xlsx");
            Files.write(errors, seller.download("/api/v1/imports/" + made.id() + "/errors"));
            assertThat(rows(errors).get(1).cells().toString())
                    .contains("甲改名", "无权修改")
                    .doesNotContain("甲公司", "苏州");
        }
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void aRecordThatMayBeSeenButNotEditedIsNotOverwritten() {
        imported(admin, FIRST, "SKIP");
        Visitor seller = user("imports.shared", "SALES_REPRESENTATIVE");
        jdbc.sql(
                        """
                        insert into record_share (entity, record_id, user_id, can_edit, created_at)
                        select 'customers', c.id, u.id, false, c.created_at from customer c, app_user u
                        where u.username = 'imports.shared'
                        """)
                .update();
        Answer done = imported(seller, SECOND, "OVERWRITE");
        assertThat(counts(done, "created", "updated", "invalid")).containsExactly(1, 0, 1);
        assertThat(first()).isEqualTo("甲公司 MANUFACTURING 苏州 张三 - v1");
    }

    private static final String LANDLINES =
            "公司名称,联系人,固定电话,行业,城市\n老厂,何,0513-88921234,制造业,南通\n老厂,何,0513-88921234,制造业,\n"
                    + "老厂,秦,0512-65001234,制造业,苏州\n门市部,店长,025-84801234,零售业,\n";

    /**
     * A company that lives by landlines: the importer may relax the rule, such rows are flagged.
     */
    @Test
    void aListWithoutMobilesComesInOnceHoweverOftenItIsImported() {
        Answer done = imported(admin, LANDLINES, "SKIP");
        assertThat(counts(done, "created", "skipped", "invalid")).containsExactly(3, 1, 0);
        String before = image();
        for (String policy : List.of("SKIP", "FILL", "OVERWRITE")) {
            Answer made = upload(admin, LANDLINES);
            assertThat(counts(check(admin, made.id()), "new", "duplicate"))
                    .as(policy)
                    .containsExactly(0, 4);
            Answer again = commit(admin, made.id(), policy);
            assertThat(counts(again, "created", "updated", "skipped", "invalid"))
                    .as(policy)
                    .containsExactly(0, 0, 4, 0);
        }
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void aRowWithoutMobileFillsTheCustomerOfItsNameAndPlace() {
        imported(admin, "公司名称,联系人,固定电话,行业,城市\n门市部,店长,025-84801234,零售业,\n", "SKIP");
        Answer done =
                imported(
                        admin,
                        "公司名称,联系人,固定电话,行业,城市\n门市部,店长,025-84801234,零售业,南京\n门市部,别人,021-55551234,零售业,上海\n",
                        "FILL");
        assertThat(counts(done, "created", "updated")).containsExactly(1, 1);
        assertThat(
                        jdbc.sql("select city || ' ' || phone from customer order by id")
                                .query(String.class)
                                .list())
                .containsExactly("南京 +862584801234", "上海 +862155551234");
    }

    @Test
    void aNameIsNotComparedWithRecordsThatTheImporterMayNotSee() {
        imported(admin, LANDLINES, "SKIP");
        Visitor seller = user("imports.blind", "SALES_REPRESENTATIVE");
        Answer made = upload(seller, LANDLINES);
        Answer checked = check(seller, made.id());
        assertThat(kinds(checked)).doesNotContainKey("fullName DUPLICATE_STORED");
        assertThat(counts(commit(seller, made.id(), "SKIP"), "created")).containsExactly(3);
        Answer again = imported(seller, LANDLINES, "SKIP");
        assertThat(counts(again, "created", "skipped")).containsExactly(0, 4);
    }
}
