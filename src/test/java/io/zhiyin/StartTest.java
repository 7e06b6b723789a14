package io.zhiyin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first start, on a database that nobody else uses. */
class StartTest {
    @TempDir Path data;

    @Test
    void theProgramIsHealthyOnAFreshDatabaseAndHasNothingToDo() throws Exception {
        TestDatabase fresh = TestDatabase.fresh();
        try (ConfigurableApplicationContext program =
                new SpringApplicationBuilder(Zhiyin.class, TestTime.class)
                        .profiles("test")
                        .run(
                                "--server.port=0",
                                "--spring.datasource.url=" + fresh.url(),
                                "--spring.datasource.username=" + fresh.user(),
                                "--spring.datasource.password=" + fresh.password(),
                                "--ZHIYIN_ADMIN_PASSWORD=a rather long secret",
                                "--zhiyin.data=" + data)) {
            String port = program.getEnvironment().getProperty("local.server.port");
            var health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
            var answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(health).build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(program.getBean(Clock.class).instant()).isEqualTo(TestClock.BEGIN);
            Integer jobs =
                    program.getBean(JdbcClient.class)
                            .sql("select count(*) from job")
                            .query(Integer.class)
                            .single();
            assertThat(jobs).isZero();
        }
    }
}
