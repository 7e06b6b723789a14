package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
    private static String nested(int depth) {
        return "{\"op\":\"not\",\"conditions\":[".repeat(depth - 1)
                + "{\"field\":\"grade\",\"op\":\"eq\",\"value\":\"KEY\"}"
                + "]}".repeat(depth - 1);
    }

    @Test
    void aBareLeafIsAFilter() {
        assertThat(Filter.parse("{\"field\":\"grade\",\"op\":\"eq\",\"value\":\"KEY\"}"))
                .isInstanceOf(Filter.Leaf.class);
    }

    @Test
    void twentyLevelsAreReadAndTwentyOneRefused() {
        assertThat(Filter.parse(nested(20))).isInstanceOf(Filter.Group.class);
        assertThatThrownBy(() -> Filter.parse(nested(21))).hasMessage("FILTER_TOO_DEEP");
    }

    @Test
    void twoThousandLevelsAreRefusedWithoutFallingOver() {
        assertThatThrownBy(() -> Filter.parse(nested(2000))).isInstanceOf(Problem.class);
    }

    @Test
    void twoHundredLeavesAreReadAndOneMoreRefused() {
        String leaf = "{\"field\":\"grade\",\"op\":\"eq\",\"value\":\"KEY\"}";
        assertThat(Filter.parse(all(leaf, 200))).isNotNull();
        assertThatThrownBy(() -> Filter.parse(all(leaf, 201))).hasMessage("FILTER_TOO_LARGE");
    }

    private static String all(String leaf, int count) {
        return "{\"op\":\"and\",\"conditions\":["
                + String.join(",", java.util.Collections.nCopies(count, leaf))
                + "]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"x\"",
                "{}",
                "{\"op\":1}",
                "{\"op\":\"and\"}",
                "{\"op\":\"or\",\"conditions\":{}}",
                "{\"op\":\"and\",\"conditions\":[1]}",
                "{",
                "{\"op\":\"eq\""
            })
    void whatIsNoTreeIsABadFilter(String text) {
        assertThatThrownBy(() -> Filter.parse(text)).hasMessage("BAD_FILTER");
    }
}
