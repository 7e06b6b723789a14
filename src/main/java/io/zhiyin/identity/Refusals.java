package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.LocaleResolver;

/** Tells a refusal made before any controller in the same form as every other problem. */
@Component
class Refusals {
    private final ObjectProvider<HandlerExceptionResolver> resolver;
    private final LocaleResolver languages;

    Refusals(
            @Qualifier("handlerExceptionResolver")
                    ObjectProvider<HandlerExceptionResolver> resolver,
            LocaleResolver languages) {
        this.resolver = resolver;
        this.languages = languages;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        request.setAttribute(DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, languages);
        if (resolver.getObject().resolveException(request, response, null, problem) == null) {
            response.sendError(problem.status());
        }
    }
}
