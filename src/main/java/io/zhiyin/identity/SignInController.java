package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Signing in and out. */
@RestController
@RequestMapping("/api/v1/auth")
class SignInController {
    /** How long a browser keeps a remembered session's cookie; when it ends the server decides. */
    private static final Duration COOKIE = Duration.ofDays(180);

    private final SigningIn signingIn;
    private final Sessions sessions;
    private final Callers callers;
    private final Profile profile;
    private final Company company;
    private final Audit audit;

    SignInController(
            SigningIn signingIn,
            Sessions sessions,
            Callers callers,
            Profile profile,
            Company company,
            Audit audit) {
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.callers = callers;
        this.profile = profile;
        this.company = company;
        this.audit = audit;
    }

    /** What the sign-in page has to know. */
    @GetMapping("/state")
    Map<String, Object> state() {
        var state = new LinkedHashMap<String, Object>();
        state.put("language", Languages.tag(company.language()));
        state.put("languages", Languages.TAGS);
        state.put("zone", company.zone().getId());
        state.put("signedIn", SignedIn.current() != null);
        return state;
    }

    @PostMapping("/login")
    Map<String, Object> login(
            @RequestBody JsonNode body, HttpServletRequest request, HttpServletResponse response) {
        Form form = new Form(body, "username", "password", "remember");
        String username = form.exact("username", 1000);
        String password = form.exact("password", 1000);
        boolean remember = form.flag("remember");
        form.check();
        long id = signingIn.prove(username, password, request.getRemoteAddr());
        SignedIn before = SignedIn.current();
        if (before != null && before.bySession()) {
            sessions.close(before.credential());
        }
        String secret =
                sessions.open(
                        id,
                        remember,
                        request.getRemoteAddr(),
                        request.getHeader(HttpHeaders.USER_AGENT));
        Person person = callers.person(id).orElseThrow(() -> new Problem(401, "BAD_CREDENTIALS"));
        give(response, cookie(secret, remember ? COOKIE : null, request));
        return profile.of(person.actor(), person.mustChangePassword());
    }

    @PostMapping("/logout")
    ResponseEntity<Void> logout(
            Actor actor, HttpServletRequest request, HttpServletResponse response) {
        if (SignedIn.current().bySession()) {
            sessions.close(SignedIn.current().credential());
            audit.add(actor, "LOGOUT", "users", actor.id(), Map.of());
        }
        give(response, cookie("", Duration.ZERO, request));
        return ResponseEntity.noContent().build();
    }

    /** Added, not set: the answer may carry the cookie against forged requests already. */
    private static void give(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static ResponseCookie cookie(String value, Duration age, HttpServletRequest request) {
        var cookie =
                ResponseCookie.from(SignInFilter.COOKIE, value)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .path("/");
        return (age == null ? cookie : cookie.maxAge(age)).build();
    }
}
