package io.zhiyin.demo;

import io.zhiyin.identity.GeneratedPassword;
import io.zhiyin.record.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Before the first request of a program started with {@code --demo} on a database without
 * customers: the example company, with one password for all its people that is printed once.
 */
@Component
class Demo implements SmartLifecycle {
    private final Fill fill;
    private final Texts texts;
    private final Clock clock;
    private final boolean wanted;
    private final int customers;
    private final String given;
    private final Locale language;
    private volatile boolean running;

    Demo(
            Fill fill,
            Texts texts,
            Clock clock,
            @Value("${zhiyin.demo:false}") boolean wanted,
            @Value("${zhiyin.demo.customers:0}") int customers,
            @Value("${ZHIYIN_DEMO_PASSWORD:}") String given,
            @Value("${zhiyin.language:zh-CN}") String language) {
        this.fill = fill;
        this.texts = texts;
        this.clock = clock;
        this.wanted = wanted;
        this.customers = customers;
        this.given = given;
        this.language = Locale.forLanguageTag(language);
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    /** After roles and administrator, before the web server. */
    @Override
    public int getPhase() {
        return 1000;
    }

    @Override
    public void start() {
        Instant begin = clock.instant();
        String password = given.isEmpty() ? "demo-" + GeneratedPassword.of(8) : given;
        System.out.println(texts.text("demo.filling", language));
        boolean made = customers == 0 ? fill.company(password) : fill.measured(customers, password);
        if (made) {
            long seconds = Duration.between(begin, clock.instant()).toSeconds();
            System.out.println(texts.text("demo.filled", language, seconds, password));
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
