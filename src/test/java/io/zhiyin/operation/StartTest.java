package io.zhiyin.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.TestClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StartTest extends ProgramTest {
    @Autowired private Clock time;

    @Test
    void theProgramIsHealthyOnAFreshDatabase() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address() + "/actuator/health")).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(
                        jdbc.sql("select count(*) from job where state = 'FAILED'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void timeIsTheTestsTime() {
        assertThat(time.instant()).isEqualTo(TestClock.BEGIN);
    }
}
