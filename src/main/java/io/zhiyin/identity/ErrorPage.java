package io.zhiyin.identity;

import io.zhiyin.record.ProblemAdvice;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The server's own page for a refusal: a problem like every other. */
@RestController
class ErrorPage implements ErrorController {
    private final ProblemAdvice problems;
    private final Company company;

    ErrorPage(ProblemAdvice problems, Company company) {
        this.problems = problems;
        this.company = company;
    }

    @RequestMapping("/error")
    ResponseEntity<Map<String, Object>> tell(HttpServletRequest request) {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 404;
        Locale asked = Languages.asked(request.getHeader("Accept-Language"));
        return problems.answer(
                PlainRefusals.problem(status), asked == null ? company.language() : asked);
    }
}
