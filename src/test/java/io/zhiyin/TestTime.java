package io.zhiyin;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives the program under test its movable clock. */
@TestConfiguration(proxyBeanMethods = false)
class TestTime {
    @Bean
    TestClock testClock() {
        return new TestClock();
    }
}
