package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static Set<String> tokens(String letter, String value) {
        var tokens = new LinkedHashSet<String>();
        Tokens.collect(tokens, letter, value);
        return tokens;
    }

    /** Found as the condition does: all tokens of one way are among the record's. */
    private static boolean found(String keyword, Set<String> record) {
        return Tokens.ways(keyword).stream().anyMatch(way -> record.containsAll(way.tokens()));
    }

    @Test
    void aNameIsCutIntoPiecesOfTwoCharactersAcrossScripts() {
        assertThat(tokens("n", "测试123")).containsExactly("n:测试", "n:试1", "n:12", "n:23");
    }

    @Test
    void twoChineseCharactersFindAName() {
        assertThat(found("恒拓", tokens("n", "苏州恒拓精密机械有限公司"))).isTrue();
        assertThat(found("拓恒", tokens("n", "苏州恒拓精密机械有限公司"))).isFalse();
    }

    @Test
    void widthCaseAndSpacesDoNotMatter() {
        assertThat(found("ａｂｃ 科技", tokens("n", "ABC科技"))).isTrue();
    }

    @Test
    void charactersOutsideTheBasicPlaneStayWhole() {
        assertThat(tokens("n", "𠮷野家")).containsExactly("n:𠮷野", "n:野家");
    }

    @Test
    void aRunOfFourDigitsFindsAMobile() {
        Set<String> mobile = tokens("m", "+8613812345678");
        assertThat(found("5678", mobile)).isTrue();
        assertThat(found("138-1234", mobile)).isTrue();
        assertThat(found("567", mobile)).isFalse();
        assertThat(found("9999", mobile)).isFalse();
    }

    @Test
    void pinyinInitialsFindAName() {
        var record = new LinkedHashSet<String>();
        Tokens.collectInitials(record, Tokens.initials("张三"));
        assertThat(found("zs", record)).isTrue();
        assertThat(Tokens.initials("重庆长安")).isEqualTo("cqca");
        assertThat(Tokens.initials("Acme")).isNull();
    }

    @Test
    void aCodeIsFoundWholeAndByItsNumber() {
        assertThat(found("crm2024001", tokens("c", "CRM2024001"))).isTrue();
        assertThat(found("2024001", tokens("c", "CRM2024001"))).isTrue();
    }

    @Test
    void mailIsFoundByAddressByPersonAndByDomain() {
        Set<String> mail = tokens("e", "Gu.My@hengtuo.example");
        assertThat(List.of("gu.my@hengtuo.example", "gu.my", "hengtuo.example"))
                .allMatch(w -> found(w, mail));
    }

    @Test
    void oneCharacterIsTooShortToLookFor() {
        assertThat(Tokens.ways("张")).isEmpty();
    }
}
