package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import org.junit.jupiter.api.Test;

/** What the pages under settings ask for. */
class SettingsPagesTest extends ProgramTest {
    private static final String LIST = "/api/v1/choice-lists/demand";

    @Test
    void jobsAreListedForAdministratorsAndTheirOwners() {
        Visitor admin = visitor().token(adminToken());
        assertThat(admin.get("/api/v1/jobs").status()).isEqualTo(200);
        Visitor.Answer own = admin.get("/api/v1/jobs?mine=true");
        assertThat(own.status()).as("%s", own).isEqualTo(200);
        assertThat(own.text("totalExact")).isEqualTo("true");
        assertThat(admin.get("/api/v1/change-readers").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorAddsRenamesOrdersAndRetiresOptions() {
        Visitor admin = visitor().token(adminToken()).header("Accept-Language", "zh-CN");
        option(admin, "DRILLING", "钻孔", true);
        option(admin, "MILLING", "铣削", true);
        Visitor.Answer ordered = admin.put(LIST, "{\"codes\":[\"MILLING\",\"DRILLING\"]}");
        assertThat(ordered.status()).as("%s", ordered).isEqualTo(200);
        assertThat(ordered.text("added.0.code")).isEqualTo("MILLING");
        assertThat(ordered.text("usedBy.0.field")).isNotBlank();
        option(admin, "MILLING", "铣削加工", false);
        Visitor.Answer retired = option(admin, "DRILLING", "钻孔加工", true);
        assertThat(retired.text("added.0.active")).isEqualTo("false");
        assertThat(retired.text("added.1.labelZh")).isEqualTo("钻孔加工");
        assertThat(retired.toString()).contains("DRILLING");
        Visitor reader = user("reads-choices", "VIEWER");
        assertThat(reader.get("/api/v1/choice-lists").toString()).doesNotContain("铣削加工");
        assertThat(reader.put(LIST, "{\"codes\":[]}").status()).isEqualTo(403);
    }

    private static Visitor.Answer option(Visitor admin, String code, String label, boolean active) {
        Visitor.Answer answer =
                admin.put(
                        LIST + "/" + code,
                        "{\"labelZh\":\"%s\",\"labelEn\":\"%s\",\"active\":%s}"
                                .formatted(label, code, active));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }
}
