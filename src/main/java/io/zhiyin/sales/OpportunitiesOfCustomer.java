package io.zhiyin.sales;

import io.zhiyin.customer.OverviewPart;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a customer's page shows of selling: its opportunities, and each stage they reached. */
@Configuration(proxyBeanMethods = false)
class OpportunitiesOfCustomer {
    @Bean
    OverviewPart opportunityPart() {
        return new OverviewPart(
                Opportunities.NAME,
                "opportunity",
                "stage",
                List.of("closeNote", "stageNote"),
                "-createdAt",
                List.of(
                        "code",
                        "name",
                        "stage",
                        "stageDays",
                        "stuck",
                        "expectedAmount",
                        "probability",
                        "expectedCloseDate",
                        "ownerId",
                        "followStatus"));
    }
}
