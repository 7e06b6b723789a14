package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a company's name counts when two are compared (C6). */
class OrganisationNameTest {
    private static String key(String name) {
        return OrganisationName.key("COMPANY", name);
    }

    @Test
    void legalFormSignsWidthAndCaseDoNotCount() {
        assertThat(
                        List.of(
                                "苏州恒拓机械有限公司",
                                "苏州恒拓机械有限责任公司",
                                "苏州恒拓机械股份有限公司",
                                "苏州恒拓机械集团有限公司",
                                "苏州恒拓机械（集团）股份有限公司",
                                "（中国）苏州恒拓机械公司",
                                " 苏州 恒拓　机械 "))
                .allSatisfy(name -> assertThat(key(name)).isEqualTo("苏州恒拓机械"));
        assertThat(
                        List.of(
                                "Hengtuo Machinery Co., Ltd.",
                                "HENGTUO MACHINERY CO.，LTD",
                                "ＨＥＮＧＴＵＯ Machinery Limited",
                                "Hengtuo-Machinery Inc."))
                .allSatisfy(name -> assertThat(key(name)).isEqualTo("hengtuomachinery"));
        assertThat(key("ABC 国际贸易（上海）有限公司")).isEqualTo("abc国际贸易上海");
    }

    @Test
    void aNameThatMayBeAPersonsTellsNothing() {
        assertThat(List.of("张伟", "欧阳建国", "买买提·艾力江", "John Smithson", "Cisco", "门市部", "公司", "???"))
                .allSatisfy(name -> assertThat(key(name)).as(name).isNull());
        assertThat(OrganisationName.key("PERSON", "苏州恒拓机械有限公司")).isNull();
        assertThat(OrganisationName.key("COMPANY", null)).isNull();
    }
}
