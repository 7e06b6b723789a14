package io.zhiyin.operation;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
class TimeConfiguration {
    /** The program's one source of time; tests bring their own. */
    @Bean
    @Profile("!test")
    Clock clock() {
        return Clock.systemUTC();
    }
}
