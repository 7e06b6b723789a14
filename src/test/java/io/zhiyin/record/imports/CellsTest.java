package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, and what they mean. */
class CellsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-01",
                "2025-3-1",
                "2025/3/1",
                "2025.03.01",
                "2025年3月1日",
                "2025年03月1号",
                "20250301",
                "２０２５／３／１",
                "2025-03-01 00:00:00",
                "45717",
                " 2025 年 3 月 1 日 ",
                "2025-03-01T08:30:00Z",
                "2025/3/1 8:30"
            })
    void datesInTheUsualWays(String text) {
        assertThat(Cells.date(text)).hasToString("2025-03-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "明年",
                "2025-13-01",
                "2025-02-30",
                "3/1/2025",
                "",
                "123",
                "2025",
                "2025-03-01 下午"
            })
    void whatIsNoDate(String text) {
        assertThat(Cells.date(text)).isNull();
    }

    @Test
    void timesOfDay() {
        assertThat(Cells.dateTime("2025/3/1 8:05")).hasToString("2025-03-01T08:05");
        assertThat(Cells.dateTime("2025年3月1日 18时30分")).hasToString("2025-03-01T18:30");
        assertThat(Cells.dateTime("2025-03-01 18:30:15")).hasToString("2025-03-01T18:30:15");
    }

    @ParameterizedTest
    @CsvSource({
        "'1,234.50',1234.50", "￥1234元,1234", "12万,120000", "1.5亿元,150000000", "３０％,30",
        "-5,-5", "'1，234',1234", "50万元,500000", "3k,3000", ".5,.5"
    })
    void numbersInTheUsualWays(String text, String number) {
        assertThat(Cells.number(text)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"面议", "12,34", "1.2.3", "10-30万", "", "1e5"})
    void whatIsNoNumber(String text) {
        assertThat(Cells.number(text)).isNull();
    }

    @Test
    void blanksAndWidthsAreCleaned() {
        assertThat(Cells.trimmed("\u3000\u00A0 苏州 恒拓\u200B\uFEFF ")).isEqualTo("苏州 恒拓");
        assertThat(Cells.halfWidth("１３８－００１３８０００")).isEqualTo("138-00138000");
        assertThat(Cells.narrowName("Ａｃｍｅ（中国）１")).isEqualTo("Acme（中国）1");
        assertThat(Cells.folded(" IT 服务　ＡＢ")).isEqualTo("it服务ab");
        assertThat(Cells.several("甲、乙，丙；丁;戊/己")).containsExactly("甲", "乙", "丙", "丁", "戊", "己");
        assertThat(Cells.flag("是")).isTrue();
        assertThat(Cells.flag(" ＮＯ ")).isFalse();
        assertThat(Cells.flag("也许")).isNull();
    }

    @Test
    void aSetOfNumbersKnowsWhatItHolds() {
        LongSet set = new LongSet();
        assertThat(LongStream.range(0, 100_000).filter(i -> !set.add(i * i)).count()).isZero();
        assertThat(LongStream.range(0, 100_000).filter(i -> set.add(i * i)).count()).isZero();
        LongSet hashes = new LongSet();
        for (int i = 0; i < 500_000; i++) {
            assertThat(hashes.add(LongSet.hash("+86138" + (10_000_000 + i)))).isTrue();
        }
    }
}
