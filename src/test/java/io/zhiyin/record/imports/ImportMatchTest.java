package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what a row of a list is known to be a customer that is there already (C6). */
class ImportMatchTest extends ImportFixture {
    private static final String HEAD = "公司名称,联系人,手机,固定电话,邮箱,行业,城市,职务,客户类型\n";
    private static final String THERE =
            HEAD + "苏州恒拓机械有限公司,张三,13800000001,,zhang@hengtuo.example,制造业,苏州,,企业客户\n";

    private Answer again(String policy, String... rows) {
        imported(admin, THERE, "SKIP");
        return imported(admin, HEAD + String.join("\n", rows) + "\n", policy);
    }

    private List<String> customers(String fields) {
        return jdbc.sql(
                        "select concat_ws(' ', "
                                + fields
                                + ") from customer c join contact p on p.customer_id = c.id and p.is_primary order by c.id")
                .query(String.class)
                .list();
    }

    @Test
    void aCompanyIsKnownHoweverItsNameIsWritten() {
        Answer done =
                again(
                        "SKIP",
                        "苏州恒拓机械,张三,,0512-65001234,,制造业,,,",
                        "苏州恒拓机械股份有限公司,张三,,0512-65001234,,制造业,,,",
                        "苏州 恒拓 机械（有限责任公司）,张三,,0512-65001234,,制造业,,,",
                        "（中国）苏州恒拓机械集团有限公司,张三,,0512-65001234,,制造业,,,");
        assertThat(counts(done, "created", "skipped", "invalid")).containsExactly(0, 4, 0);
    }

    @Test
    void aForeignCompanyIsKnownWithoutItsLegalFormAndCase() {
        imported(admin, HEAD + "Hengtuo Machinery Co.，Ltd.,张三,13800000001,,,制造业,苏州,,\n", "SKIP");
        Answer done =
                imported(
                        admin,
                        HEAD
                                + "HENGTUO MACHINERY LIMITED,李四,,0512-65001234,,制造业,,,\n"
                                + "ＨＥＮＧＴＵＯ　Machinery Inc.,李四,,0512-65001234,,制造业,苏州市,,\n",
                        "SKIP");
        assertThat(counts(done, "created", "skipped")).containsExactly(0, 2);
    }

    @Test
    void theSameCompanyInTheSameCityGetsTheOtherContactAsAFurtherOne() {
        Answer done = again("FILL", "苏州恒拓机械公司,李四,13800000002,,li@hengtuo.example,制造业,苏州市,经理,");
        assertThat(counts(done, "created", "updated")).containsExactly(0, 1);
        assertThat(customers("full_name, p.name, p.mobile, p.email"))
                .containsExactly("苏州恒拓机械有限公司 张三 +8613800000001 zhang@hengtuo.example");
        assertThat(
                        jdbc.sql(
                                        "select concat_ws(' ', name, title, mobile) from contact where not is_primary")
                                .query(String.class)
                                .list())
                .containsExactly("李四 经理 +8613800000002");
        String before = image();
        for (String policy : List.of("FILL", "OVERWRITE")) {
            again(policy, "苏州恒拓机械有限公司,李四,13800000002,,li@hengtuo.example,制造业,苏州,经理,");
        }
        assertThat(image()).isEqualTo(before);
    }

    @Test
    void theSameCompanyNameWithAnotherMobileAndNoCityIsNewAndTold() {
        imported(admin, THERE, "SKIP");
        Answer made = upload(admin, HEAD + "苏州恒拓机械公司,李四,13800000002,,,制造业,,,\n");
        Answer checked = check(admin, made.id());
        assertThat(counts(checked, "new", "duplicate")).containsExactly(1, 0);
        assertThat(kinds(checked)).containsEntry("fullName POSSIBLE_DUPLICATE", 1);
        assertThat(counts(commit(admin, made.id(), "SKIP"), "created")).containsExactly(1);
    }

    @Test
    void theSameCompanyNameInAnotherCityIsAnotherCustomer() {
        Answer done = again("OVERWRITE", "苏州恒拓机械有限公司,张三,,021-55551234,,制造业,上海,,");
        assertThat(counts(done, "created", "updated")).containsExactly(1, 0);
    }

    @Test
    void aPersonIsKnownByHisMail() {
        Answer done = again("FILL", "恒拓,张三,,0512-65001234,Zhang@Hengtuo.example,制造业,,总监,");
        assertThat(counts(done, "created", "updated")).containsExactly(0, 1);
        assertThat(customers("full_name, p.name, p.title, c.phone"))
                .containsExactly("苏州恒拓机械有限公司 张三 总监 +8651265001234");
    }

    @Test
    void aMailThatSomebodyElseOfAnotherCompanyHasIsNewAndTold() {
        imported(admin, THERE, "SKIP");
        Answer made =
                upload(admin, HEAD + "无锡百川贸易有限公司,李四,,0510-85001234,zhang@hengtuo.example,制造业,,,\n");
        Answer checked = check(admin, made.id());
        assertThat(kinds(checked)).containsEntry("primaryContact.email POSSIBLE_DUPLICATE", 1);
        assertThat(counts(commit(admin, made.id(), "OVERWRITE"), "created")).containsExactly(1);
    }

    @Test
    void twoPeopleOfOneNameAreTwoCustomers() {
        String people =
                HEAD
                        + "张伟,张伟,13800000011,,,零售业,苏州,,个人客户\n张伟,张伟,13800000012,,,零售业,苏州,,个人客户\n"
                        + "张伟,张伟,13800000013,,,零售业,苏州,,\n张伟,张伟,,0512-65001234,,零售业,苏州,,\n"
                        + "买买提·艾力江,买买提,13800000014,,,零售业,苏州,,\n买买提·艾力江,买买提,13800000015,,,零售业,苏州,,\n"
                        + "John Smithson,John,13800000016,,,零售业,苏州,,\nJohn Smithson,John,13800000017,,,零售业,苏州,,\n";
        assertThat(counts(imported(admin, people, "OVERWRITE"), "created", "updated"))
                .containsExactly(8, 0);
        Answer more =
                imported(
                        admin,
                        HEAD + "张伟,张伟,13800000018,,,零售业,苏州,,\n张伟,张伟,,0512-65009999,,零售业,苏州,,\n",
                        "OVERWRITE");
        assertThat(counts(more, "created", "updated")).containsExactly(2, 0);
    }

    @Test
    void twoRowsOfOneCompanyInOneCityAreOneCustomerWithTwoContacts() {
        Answer done =
                imported(
                        admin,
                        HEAD
                                + "苏州恒拓机械有限公司,张三,13800000001,,,制造业,苏州,,\n苏州恒拓机械公司,李四,13800000002,,,制造业,苏州市,,\n",
                        "FILL");
        assertThat(counts(done, "created", "updated")).containsExactly(1, 1);
        assertThat(jdbc.sql("select name from contact order by id").query(String.class).list())
                .containsExactly("张三", "李四");
    }
}
