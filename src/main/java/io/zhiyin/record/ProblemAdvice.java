package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Every failure becomes problem+json here, in the caller's language, without a trace of the inside.
 */
@RestControllerAdvice
public class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Texts texts;

    ProblemAdvice(Texts texts) {
        this.texts = texts;
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> expected(Problem problem, WebRequest request) {
        return answer(problem, language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> duplicate(DuplicateKeyException e, WebRequest request) {
        return answer(Problem.conflict("DUPLICATE"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> integrity(
            DataIntegrityViolationException e, WebRequest request) {
        log.warn("refused by the database: {}", e.getMostSpecificCause().getMessage());
        return answer(Problem.conflict("CONFLICT"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> locked(
            PessimisticLockingFailureException e, WebRequest request) {
        return answer(Problem.conflict("BUSY"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> slow(QueryTimeoutException e, WebRequest request) {
        return answer(new Problem(422, "TOO_SLOW"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> json(JacksonException e, WebRequest request) {
        return answer(malformed(e), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(
            HttpMessageNotReadableException e, WebRequest request) {
        return answer(
                e.getCause() instanceof JacksonException cause
                        ? malformed(cause)
                        : Problem.malformed("MALFORMED"),
                language(request));
    }

    private static Problem malformed(JacksonException e) {
        return e instanceof StreamConstraintsException
                ? Problem.malformed("JSON_TOO_DEEP", Json.DEPTH)
                : Problem.malformed("MALFORMED");
    }

    @ExceptionHandler({TypeMismatchException.class, MissingServletRequestParameterException.class})
    ResponseEntity<Map<String, Object>> parameter(Exception e, WebRequest request) {
        String name =
                switch (e) {
                    case MethodArgumentTypeMismatchException wrong -> wrong.getName();
                    case MissingServletRequestParameterException missing ->
                            missing.getParameterName();
                    default -> null;
                };
        Problem problem =
                name == null
                        ? Problem.malformed("BAD_PARAMETER")
                        : Problem.malformed("BAD_PARAMETER_NAMED", name);
        return answer(problem, language(request));
    }

    /** An address whose escapes or characters nobody can read. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> address(InvalidParameterException e, WebRequest request) {
        return answer(Problem.malformed("BAD_ADDRESS"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> large(
            MaxUploadSizeExceededException e, WebRequest request) {
        return answer(new Problem(413, "TOO_LARGE"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> multipart(MultipartException e, WebRequest request) {
        return answer(Problem.malformed("BAD_UPLOAD"), language(request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> other(Exception e, WebRequest request) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            int status = known.getStatusCode().value();
            var told = answer(new Problem(status, "HTTP_" + status), language(request));
            var headers = new HttpHeaders();
            headers.putAll(known.getHeaders()); // what is allowed instead, for 405 and 415
            headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            return new ResponseEntity<>(told.getBody(), headers, told.getStatusCode());
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.debug("the caller hung up", e); // nobody is there to read an answer
        } else {
            log.error("unexpected", e);
        }
        return answer(new Problem(500, "UNEXPECTED"), language(request));
    }

    /** The caller's language: what he asks for, else what he has chosen, else Chinese. */
    public static Locale language(WebRequest request) {
        if (request instanceof ServletWebRequest call
                && RequestContextUtils.getLocaleResolver(call.getRequest()) != null) {
            return RequestContextUtils.getLocale(call.getRequest());
        }
        String asked = request.getHeader("Accept-Language");
        return asked != null && asked.toLowerCase(Locale.ROOT).startsWith("en")
                ? Locale.ENGLISH
                : Locale.CHINA;
    }

    public ResponseEntity<Map<String, Object>> answer(Problem problem, Locale locale) {
        var response =
                ResponseEntity.status(problem.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.extra().get("retryAfter") instanceof Number seconds) {
            response.header("Retry-After", seconds.toString());
        }
        return response.body(body(problem, locale));
    }

    /** The body of a problem, for filters that answer before a controller is reached. */
    public Map<String, Object> body(Problem problem, Locale locale) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "about:blank");
        body.put("title", texts.text("problem.title." + problem.status(), locale));
        body.put("status", problem.status());
        body.put(
                "detail",
                Texts.wellFormed(
                        texts.text("problem." + problem.code(), locale, problem.args().toArray())));
        body.put("code", problem.code());
        if (!problem.errors().isEmpty()) {
            body.put("errors", errors(problem.errors(), locale));
        }
        body.putAll(problem.extra());
        return body;
    }

    public List<Map<String, Object>> errors(List<Problem.FieldError> errors, Locale locale) {
        var list = new ArrayList<Map<String, Object>>();
        for (Problem.FieldError error : errors) {
            list.add(
                    Map.of(
                            "field", Texts.wellFormed(error.field()),
                            "code", error.code(),
                            "message",
                                    texts.text(
                                            "error." + error.code(),
                                            locale,
                                            error.args().toArray())));
        }
        return list;
    }
}
