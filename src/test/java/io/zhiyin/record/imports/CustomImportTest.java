package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A company's own fields come in from a file like any other. */
class CustomImportTest extends ImportFixture {
    private static final String FILE =
            """
            公司名称,联系人,手机,行业,会员等级,custom.headcount,Since when,对接人
            甲公司,张三,13800000001,制造业,金卡,"1,200",2025年3月1日,admin
            乙公司,李四,13800000002,零售业,GOLD,,,
            丙公司,王五,13800000003,教育,铁卡,很多,,
            """;

    @BeforeEach
    void fields() {
        field(
                "tier",
                "会员等级",
                "Tier",
                "CHOICE",
                "[{\"code\":\"GOLD\",\"labelZh\":\"金卡\",\"labelEn\":\"Gold\"}]");
        field("headcount", "人数规模", "Headcount", "NUMBER", null);
        field("since", "何时起", "Since when", "DATE", null);
        field("guide", "对接人", "Guide", "USER", null);
    }

    @AfterEach
    void gone() {
        jdbc.sql("delete from field_definition").update();
    }

    private void field(String name, String zh, String en, String type, String options) {
        ObjectNode body = Json.object().put("entity", "customers").put("name", name);
        body.put("labelZh", zh).put("labelEn", en).put("type", type);
        if (options != null) {
            body.set("options", Json.read(options));
        }
        Answer made = admin.post("/api/v1/field-definitions", body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
    }

    @Test
    void headingsAreTheFieldsNamesInEitherLanguageOrTheirPath() {
        Answer made = upload(admin, FILE);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        Map<String, String> mapped =
                made.at("columns")
                        .valueStream()
                        .filter(c -> !c.get("field").isNull())
                        .collect(
                                Collectors.toMap(
                                        c -> c.get("header").asString(),
                                        c -> c.get("field").asString()));
        assertThat(mapped)
                .containsEntry("会员等级", "custom.tier")
                .containsEntry("custom.headcount", "custom.headcount")
                .containsEntry("Since when", "custom.since")
                .containsEntry("对接人", "custom.guide");
        Answer checked = check(admin, made.id());
        assertThat(counts(checked, "total", "new", "invalid")).containsExactly(3, 2, 1);
        assertThat(kinds(checked))
                .containsEntry("custom.tier NOT_CHOICE", 1)
                .containsEntry("custom.headcount NOT_NUMBER", 1);
        assertThat(checked.at("problems").toString()).contains("会员等级");
        commit(admin, made.id(), "SKIP");
        Answer stored = admin.get("/api/v1/customers?sort=fullName&q=甲公司");
        assertThat(stored.text("items.0.custom.tier")).isEqualTo("GOLD");
        assertThat(stored.at("items.0.custom.headcount").intValue()).isEqualTo(1200);
        assertThat(stored.text("items.0.custom.since")).isEqualTo("2025-03-01");
        assertThat(stored.text("items.0.custom.guide")).isNotBlank();
    }

    @Test
    void aSecondFileFillsWhatIsEmptyAndLeavesTheRest() {
        imported(admin, FILE, "SKIP");
        String second =
                "公司名称,联系人,手机,行业,会员等级,人数规模\n甲公司,张三,13800000001,制造业,金卡,5\n乙公司,李四,13800000002,零售业,金卡,7\n";
        Answer done = imported(admin, second, "FILL");
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(
                        jdbc.sql(
                                        "select full_name || (custom->>'headcount')::numeric::int from customer order by full_name collate \"C\"")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("甲公司1200", "乙公司7");
    }
}
