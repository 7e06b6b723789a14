package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a company decides once for all, as its administrator sees and changes it. */
class CompanySettingsTest extends ProgramTest {
    private static final String PATH = "/api/v1/settings";

    @Autowired private List<Setting> offered;
    @Autowired private Settings settings;
    @Autowired private Texts texts;

    @AfterEach
    void asAtFirst() {
        jdbc.sql("delete from setting where name in ('recycleBin.days', 'customer.mobileOrPhone')")
                .update();
        settings.forget();
    }

    private Visitor chief() {
        return visitor().token(adminToken()).header("Accept-Language", "zh-CN");
    }

    @Test
    void eachSettingIsToldWithAllAScreenNeeds() {
        Answer all = chief().get(PATH);
        assertThat(all.status()).as("%s", all).isEqualTo(200);
        assertThat(all.text("items.0.name")).isEqualTo("customer.mobileOrPhone");
        assertThat(all.text("items.0.kind")).isEqualTo("boolean");
        assertThat(all.text("items.0.value")).isEqualTo("false");
        assertThat(all.text("items.1.name")).isEqualTo("recycleBin.days");
        assertThat(all.text("items.1.groupLabel")).isEqualTo("回收站");
        assertThat(all.text("items.1.kind")).isEqualTo("integer");
        assertThat(all.text("items.1.unit")).isEqualTo("天");
        assertThat(all.text("items.1.min")).isEqualTo("1");
        assertThat(all.text("items.1.max")).isEqualTo("3650");
        assertThat(all.text("items.1.default")).isEqualTo("30");
    }

    @Test
    void eachSettingIsSaidInBothLanguages() {
        for (Setting setting : offered) {
            for (Locale locale : List.of(Locale.CHINA, Locale.ENGLISH)) {
                String key = "setting." + setting.name();
                assertThat(texts.optional(key, locale)).as(key).isNotBlank();
                assertThat(texts.optional(key + ".help", locale)).as(key + ".help").isNotBlank();
                assertThat(texts.optional("settingGroup." + setting.group(), locale)).isNotBlank();
                if (setting.kind() == Setting.Kind.INTEGER) {
                    assertThat(texts.optional(key + ".unit", locale)).as(key).isNotBlank();
                }
            }
        }
    }

    @Test
    void aChangeHoldsAtOnceAndIsWrittenDown() {
        Answer changed =
                chief().put(PATH, "{\"recycleBin.days\":60,\"customer.mobileOrPhone\":true}");
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(changed.text("items.1.value")).isEqualTo("60");
        assertThat(changed.text("items.1.changedBy.name")).isNotBlank();
        assertThat(settings.number(RecycleBin.DAYS)).isEqualTo(60);
        assertThat(entries())
                .contains("recycleBin.days 30>60", "customer.mobileOrPhone false>true");

        int before = entries().size();
        chief().put(PATH, "{\"recycleBin.days\":60}");
        assertThat(entries()).as("the same again is no change").hasSize(before);
        Answer back = chief().put(PATH, "{\"recycleBin.days\":null}");
        assertThat(back.text("items.1.value")).isEqualTo("30");
        assertThat(back.text("items.0.value")).as("absent stays").isEqualTo("true");
    }

    private List<String> entries() {
        return jdbc.sql(
                        """
                        select concat(detail->>'setting', ' ', detail->>'valueBefore', '>', detail->>'value')
                        from audit_entry where action = 'SETTING_CHANGED' order by id
                        """)
                .query(String.class)
                .list();
    }

    @Test
    void badValuesAreRefusedAndNothingIsKept() {
        refused("{\"recycleBin.days\":0}", "recycleBin.days", "NOT_BETWEEN");
        refused("{\"recycleBin.days\":3651}", "recycleBin.days", "NOT_BETWEEN");
        refused("{\"recycleBin.days\":99999999999999999999}", "recycleBin.days", "NOT_BETWEEN");
        refused("{\"recycleBin.days\":1.5}", "recycleBin.days", "NOT_INTEGER");
        refused("{\"recycleBin.days\":\"7\"}", "recycleBin.days", "NOT_INTEGER");
        refused("{\"customer.mobileOrPhone\":1}", "customer.mobileOrPhone", "NOT_BOOLEAN");
        refused("{\"roles.builtIn\":[]}", "roles.builtIn", "UNKNOWN_FIELD");
        refused(
                "{\"customer.mobileOrPhone\":true,\"recycleBin.days\":-1}",
                "recycleBin.days",
                "NOT_BETWEEN");
        assertThat(chief().put(PATH, "[]").status()).isEqualTo(400);
        assertThat(chief().get(PATH).text("items.0.value")).isEqualTo("false");
    }

    private void refused(String body, String field, String code) {
        Answer answer = chief().put(PATH, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.text("errors.0.field")).isEqualTo(field);
        assertThat(answer.text("errors.0.code")).isEqualTo(code);
        assertThat(answer.text("errors.0.message")).doesNotContain("{");
    }

    @Test
    void onlyAdministratorsSeeAndChangeThem() {
        Visitor director = user("decides-nothing", "SALES_DIRECTOR");
        assertThat(director.get(PATH).status()).isEqualTo(403);
        assertThat(director.put(PATH, "{\"recycleBin.days\":1}").status()).isEqualTo(403);
        assertThat(visitor().get(PATH).status()).isEqualTo(401);
    }
}
