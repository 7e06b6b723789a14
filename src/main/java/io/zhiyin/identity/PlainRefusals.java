package io.zhiyin.identity;

import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.ProblemAdvice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the web server refuses before the program sees it – an address it cannot read, a method
 * nobody has – is told in the same form as every other problem, not as a page of its own.
 */
@Configuration(proxyBeanMethods = false)
class PlainRefusals {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainRefusal(
            ProblemAdvice problems, Company company) {
        return factory ->
                factory.addContextCustomizers(
                        context ->
                                context.getParent()
                                        .getPipeline()
                                        .addValve(new Told(problems, company)));
    }

    /** What the status alone tells. */
    static Problem problem(int status) {
        return switch (status) {
            case 400, 414, 431 -> Problem.malformed("BAD_ADDRESS");
            case 404, 405, 406, 413, 415 -> new Problem(status, "HTTP_" + status);
            default -> new Problem(status, status < 500 ? "HTTP_400" : "UNEXPECTED");
        };
    }

    private static final class Told extends ErrorReportValve {
        private final ProblemAdvice problems;
        private final Company company;

        private Told(ProblemAdvice problems, Company company) {
            this.problems = problems;
            this.company = company;
        }

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            Locale asked = Languages.asked(request.getHeader("Accept-Language"));
            String text =
                    Json.write(
                            problems.body(
                                    problem(status), asked == null ? company.language() : asked));
            try {
                response.setContentType("application/problem+json");
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                response.getReporter().write(text);
                response.finishResponse();
            } catch (IOException e) {
                response.setError(); // the caller hung up
            }
        }
    }
}
