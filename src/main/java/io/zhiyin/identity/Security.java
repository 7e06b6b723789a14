package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The chain every request passes: headers, who calls, forged requests, doors. Put together by hand
 * from four filters: the usual chain has a dozen, of which a program without server pages and
 * server-side state needs no other.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class Security {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Bean
    SecurityFilterChain chain(Callers callers, Refusals refusals) {
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                headers(),
                new SignInFilter(callers),
                csrf(refusals),
                new Doors(refusals));
    }

    /** Nobody signs in through Spring's own manager; without one it would invent a user. */
    @Bean
    AuthenticationManager noManager() {
        return authentication -> {
            throw new AuthenticationServiceException("sign in through " + Doors.LOGIN);
        };
    }

    /** One measured span per filter and request would cost more than the filters. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** An address no browser of ours makes up: told like every other bad call. */
    @Bean
    RequestRejectedHandler rejected(Refusals refusals) {
        return (request, response, rejected) -> {
            boolean known = METHODS.contains(request.getMethod());
            if (!known) {
                response.setHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
            }
            refusals.answer(
                    request,
                    response,
                    known ? Problem.malformed("BAD_ADDRESS") : new Problem(405, "HTTP_405"));
        };
    }

    private static HeaderWriterFilter headers() {
        var filter = new HeaderWriterFilter(List.of(new Headers(), new HstsHeaderWriter()));
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
    }

    private static CsrfFilter csrf(Refusals refusals) {
        var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        var filter = new CsrfFilter(repository);
        filter.setRequestHandler(new PlainToken());
        filter.setRequireCsrfProtectionMatcher(Security::forgeable);
        filter.setAccessDeniedHandler(
                (request, response, denied) ->
                        refusals.answer(request, response, new Problem(403, "CSRF")));
        return filter;
    }

    /** A change asked for by a browser that sends its session with whatever page asks. */
    private static boolean forgeable(HttpServletRequest request) {
        if (SAFE.contains(request.getMethod()) || request.getServletPath().equals(Doors.LOGIN)) {
            return false;
        }
        SignedIn caller = SignedIn.current();
        return caller != null && caller.bySession();
    }

    /** The header must equal the cookie; the cookie is set as soon as it is absent. */
    private static final class PlainToken implements CsrfTokenRequestHandler {
        @Override
        public void handle(
                HttpServletRequest request,
                HttpServletResponse response,
                Supplier<CsrfToken> token) {
            request.setAttribute(CsrfToken.class.getName(), token.get());
        }

        @Override
        public String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
            return request.getHeader(token.getHeaderName());
        }
    }
}
