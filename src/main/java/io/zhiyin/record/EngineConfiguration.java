package io.zhiyin.record;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** Lets the web layer read and write with the engine's JSON mapper, and its timers run. */
@Configuration
@EnableScheduling
class EngineConfiguration {
    @Bean
    Setting recycleBinDays() {
        return RecycleBin.DAYS;
    }

    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }

    @Bean
    Setting unusedUploads() {
        return StoredFiles.LOOSE;
    }
}
