package io.zhiyin.identity;

import java.time.ZoneId;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What holds for the whole installation: its language and its time zone. */
@Component
class Company {
    private final Locale language;
    private final ZoneId zone;

    Company(
            @Value("${zhiyin.language:zh-CN}") String language,
            @Value("${zhiyin.zone:Asia/Shanghai}") String zone) {
        this.language = Languages.of(language);
        this.zone = ZoneId.of(zone);
    }

    Locale language() {
        return language;
    }

    ZoneId zone() {
        return zone;
    }
}
