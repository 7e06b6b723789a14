package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.FieldType;
import io.zhiyin.record.imports.Headings.Guess;
import io.zhiyin.record.sheet.SheetColumn;
import io.zhiyin.record.sheet.SheetRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which column means which field. */
class HeadingsTest {
    private static final List<Target> TARGETS =
            List.of(
                    target("fullName", FieldType.TEXT, "客户全称", "Full name", "客户名称", "公司名称"),
                    target("shortName", FieldType.TEXT, "简称", "Short name"),
                    target("industry", FieldType.CHOICE, "所属行业", "Industry", "行业"),
                    target("phone", FieldType.PHONE, "固定电话", "Phone", "座机"),
                    target("expectedPurchaseDate", FieldType.DATE, "采购时间", "Expected purchase"),
                    target("primaryContact.name", FieldType.TEXT, "联系人", "Contact", "关键决策人"),
                    target(
                            "primaryContact.mobile",
                            FieldType.PHONE,
                            "手机号码",
                            "Mobile",
                            "手机",
                            "联系电话"),
                    target("primaryContact.email", FieldType.EMAIL, "邮箱", "E-mail"));
    private final Headings headings = new Headings(TARGETS);

    private static Target target(String path, FieldType type, String... names) {
        return new Target(path, names[0], type, false, List.of(names));
    }

    private static SheetRow row(long number, String... cells) {
        return new SheetRow(number, Arrays.asList(cells), List.of());
    }

    private Map<Integer, String> fields(SheetRow header, SheetRow... rows) {
        return headings.guess(SheetColumn.of(header, List.of(rows))).stream()
                .collect(Collectors.toMap(Guess::column, Guess::field));
    }

    @Test
    void namesAliasesAndDecoratedHeadingsAreKnown() {
        assertThat(
                        fields(
                                row(1, "客户名称*", "联 系 人", "手机（必填）", "INDUSTRY", "E-mail", "备注"),
                                row(2, "甲公司", "张三", "13800138000", "制造业", "a@b.cn", "老客户")))
                .isEqualTo(
                        Map.of(
                                0, "fullName",
                                1, "primaryContact.name",
                                2, "primaryContact.mobile",
                                3, "industry",
                                4, "primaryContact.email"));
    }

    @Test
    void aHeadingThatContainsANameIsAGuessThatContentsConfirm() {
        List<Guess> guesses =
                headings.guess(
                        SheetColumn.of(
                                row(1, "老板手机", "客户公司名称"), List.of(row(2, "138-0013-8000", "甲公司"))));
        assertThat(guesses)
                .extracting(Guess::field)
                .containsExactly("primaryContact.mobile", "fullName");
        assertThat(guesses).allMatch(g -> g.confidence() < 0.9);
    }

    @Test
    void oneFieldIsGivenToOneColumnOnly() {
        assertThat(
                        fields(
                                row(1, "手机", "手机", "联系电话"),
                                row(2, "13800138000", "13800138001", "13800138002")))
                .isEqualTo(Map.of(0, "primaryContact.mobile"));
    }

    @Test
    void aColumnWithoutAHeadingIsKnownByItsContents() {
        assertThat(
                        fields(
                                row(1, "公司名称", "", ""),
                                row(2, "甲", "13800138000", "a@b.com"),
                                row(3, "乙", "+86 139 0000 0000", "c@d.com")))
                .isEqualTo(
                        Map.of(
                                0, "fullName",
                                1, "primaryContact.mobile",
                                2, "primaryContact.email"));
    }

    @Test
    void contentsThatSpeakAgainstANameMakeItUnsure() {
        List<Guess> guesses =
                headings.guess(
                        SheetColumn.of(row(1, "邮箱"), List.of(row(2, "北京市朝阳区"), row(3, "上海市"))));
        assertThat(guesses).allMatch(g -> g.confidence() < 0.8);
    }

    @Test
    void theRowOfHeadingsIsFoundBelowATitle() {
        List<SheetRow> head =
                List.of(
                        row(1, "2025年客户名单"),
                        row(2, "制表：张三", "", "日期：2025-03-01"),
                        row(4, "公司名称", "联系人", "手机", "备注"),
                        row(5, "甲", "李四", "13800138000", "x"));
        assertThat(headings.headerRow(head)).isEqualTo(2);
        assertThat(
                        headings.headerRow(
                                List.of(
                                        row(1, "名单"),
                                        row(2, "a", "b", "c"),
                                        row(3, "1", "2", "3"))))
                .isEqualTo(1);
    }
}
