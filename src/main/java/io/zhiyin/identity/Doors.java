package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.GenericFilterBean;

/**
 * Which address is open to whom. What somebody may do behind it is decided by his rights, not here.
 */
final class Doors extends GenericFilterBean {
    static final String LOGIN = "/api/v1/auth/login";
    private static final String STATE = "/api/v1/auth/state";

    /** All that is left to whoever must change his password first. */
    private static final Set<String> BEFORE_CHANGE =
            Set.of("/api/v1/me", "/api/v1/me/password", "/api/v1/auth/logout", LOGIN, STATE);

    private final Refusals refusals;

    Doors(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Addresses for which it matters who calls; the others are the files of the pages. */
    static boolean guarded(String path) {
        return path.startsWith("/api/")
                || path.equals("/api")
                || (path.startsWith("/actuator") && !health(path));
    }

    private static boolean health(String path) {
        return path.equals("/actuator/health") || path.startsWith("/actuator/health/");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Problem refusal = refusal((HttpServletRequest) request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            refusals.answer((HttpServletRequest) request, (HttpServletResponse) response, refusal);
        }
    }

    private static Problem refusal(HttpServletRequest request) {
        String path = request.getServletPath();
        if (!guarded(path) || open(path, request.getMethod())) {
            return null;
        }
        SignedIn caller = SignedIn.current();
        if (caller == null) {
            return new Problem(401, "UNAUTHENTICATED");
        }
        if (caller.mustChangePassword() && !BEFORE_CHANGE.contains(path)) {
            return new Problem(403, "PASSWORD_CHANGE_REQUIRED");
        }
        if (path.startsWith("/actuator") && !caller.getPrincipal().rights().administrator()) {
            return Problem.forbidden();
        }
        return null;
    }

    private static boolean open(String path, String method) {
        return (path.equals(LOGIN) && method.equals("POST"))
                || (path.equals(STATE) && method.equals("GET"));
    }
}
