package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static final Field MOBILE = Field.of("mobile", FieldType.PHONE).masked();
    private static final Field EMAIL = Field.of("email", FieldType.EMAIL).masked();
    private static final Field ACCOUNT = Field.text("bankAccount", 40).encrypted();

    @Test
    void aMobileShowsItsFirstThreeAndLastFourDigits() {
        assertThat(Mask.of(MOBILE, "+8613812345678")).isEqualTo("138****5678");
    }

    @Test
    void aShortNumberShowsNothing() {
        assertThat(Mask.of(MOBILE, "+861234")).isEqualTo("****");
    }

    @Test
    void mailShowsItsFirstLetterAndDomain() {
        assertThat(Mask.of(EMAIL, "gu.my@hengtuo.example")).isEqualTo("g***@hengtuo.example");
    }

    @Test
    void anAccountShowsItsLastFourDigits() {
        assertThat(Mask.of(ACCOUNT, "6222020200001234")).isEqualTo("****1234");
    }

    @Test
    void aShortSecretAndAnAmountShowNothing() {
        assertThat(Mask.of(ACCOUNT, "12345")).isEqualTo("****");
        assertThat(Mask.of(Field.money("budget").masked(), new BigDecimal("500000")))
                .isEqualTo("****");
    }

    @Test
    void nothingIsMaskedToNothing() {
        assertThat(Mask.of(MOBILE, null)).isNull();
    }
}
