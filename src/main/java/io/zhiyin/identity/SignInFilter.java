package io.zhiyin.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.GenericFilterBean;

/** Finds out who calls: by {@code Authorization: Bearer …}, else by the session cookie. */
final class SignInFilter extends GenericFilterBean {
    static final String COOKIE = "ZHIYIN_SESSION";
    private static final String BEARER = "Bearer ";

    private final Callers callers;

    SignInFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void doFilter(
            jakarta.servlet.ServletRequest request,
            jakarta.servlet.ServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        SignedIn signedIn = find((HttpServletRequest) request);
        if (signedIn == null) {
            chain.doFilter(request, response);
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(signedIn));
        try {
            chain.doFilter(request, (HttpServletResponse) response);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private SignedIn find(HttpServletRequest request) {
        if (!Doors.guarded(request.getServletPath())) {
            return null; // the pages' own files are everybody's
        }
        Callers.Caller caller;
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            caller = callers.find(Credential.Kind.SESSION, cookie(request));
        } else if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            caller =
                    callers.find(
                            Credential.Kind.TOKEN,
                            authorization.substring(BEARER.length()).strip());
        } else {
            caller = null;
        }
        if (caller == null) {
            return null;
        }
        Person person = caller.person();
        return new SignedIn(
                person.calling(
                        Languages.asked(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                        request.getRemoteAddr()),
                caller.credential(),
                person.mustChangePassword());
    }

    private static String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
