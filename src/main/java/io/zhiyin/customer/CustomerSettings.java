package io.zhiyin.customer;

import io.zhiyin.record.Setting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a company decides about its customers. */
@Configuration
class CustomerSettings {
    @Bean
    Setting mobileOrPhone() {
        return CustomerRules.MOBILE_OR_PHONE;
    }
}
