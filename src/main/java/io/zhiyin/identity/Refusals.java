package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Tells a refusal made before any controller in the same form as every other problem. */
@Component
class Refusals {
    private final ObjectProvider<HandlerExceptionResolver> resolver;

    Refusals(
            @Qualifier("handlerExceptionResolver")
                    ObjectProvider<HandlerExceptionResolver> resolver) {
        this.resolver = resolver;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        if (resolver.getObject().resolveException(request, response, null, problem) == null) {
            response.sendError(problem.status());
        }
    }
}
