package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a person does with his own account. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
    private static final List<String> THEMES = List.of("system", "light", "dark");

    private final Profile profile;
    private final Callers callers;
    private final Sessions sessions;
    private final SigningIn signingIn;
    private final Accounts accounts;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MeController(
            Profile profile,
            Callers callers,
            Sessions sessions,
            SigningIn signingIn,
            Accounts accounts,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.profile = profile;
        this.callers = callers;
        this.sessions = sessions;
        this.signingIn = signingIn;
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @GetMapping
    Map<String, Object> me(Actor actor) {
        return profile.of(actor, SignedIn.current().mustChangePassword());
    }

    @PatchMapping
    Map<String, Object> change(Actor actor, @RequestBody JsonNode body) {
        Form form = new Form(body, "locale", "theme", "displayName", "email");
        String locale = form.word("locale", Languages.TAGS);
        String theme = form.word("theme", THEMES);
        form.check();
        transaction.executeWithoutResult(
                status -> {
                    profile.change(actor, body);
                    profile.prefer(actor, locale, theme);
                });
        Person now = callers.person(actor.id()).orElseThrow(Problem::notFound);
        return profile.of(now.actor(), SignedIn.current().mustChangePassword());
    }

    /** A new password in exchange for the current one; ends every other session of the person. */
    @PostMapping("/password")
    ResponseEntity<Void> password(Actor actor, @RequestBody JsonNode body) {
        Form form = new Form(body, "current", "next");
        String current = form.exact("current", 1000);
        String next = form.exact("next", 1000);
        form.check();
        String fault = PasswordRules.fault(next, actor.username());
        if (fault != null) {
            throw Problem.invalid("next", fault, PasswordRules.SHORTEST, PasswordRules.LONGEST);
        }
        if (!signingIn.again(actor, current)) {
            throw Problem.invalid("current", "PASSWORD_WRONG");
        }
        if (next.equals(current)) {
            throw Problem.invalid("next", "PASSWORD_UNCHANGED");
        }
        accounts.changeOwnPassword(actor, next, SignedIn.current().credential());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/tokens")
    Map<String, Object> tokens(Actor actor) {
        return Map.of("items", sessions.tokens(actor.id()));
    }

    /** The token itself is told in this answer and never again. */
    @PostMapping("/tokens")
    ResponseEntity<Map<String, Object>> createToken(Actor actor, @RequestBody JsonNode body) {
        Form form = new Form(body, "name", "expiresAt");
        String name = form.line("name", 100);
        Instant expiresAt = form.instant("expiresAt");
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            form.fault("expiresAt", "IN_THE_PAST");
        }
        form.check();
        Map<String, Object> token =
                transaction.execute(
                        status -> {
                            var made = sessions.createToken(actor.id(), name, expiresAt);
                            audit.add(
                                    actor,
                                    "TOKEN_CREATED",
                                    "users",
                                    actor.id(),
                                    Map.of("token", made.get("id"), "name", name));
                            return made;
                        });
        return ResponseEntity.created(URI.create("/api/v1/me/tokens/" + token.get("id")))
                .body(token);
    }

    @DeleteMapping("/tokens/{id:\\d{1,18}}")
    ResponseEntity<Void> revokeToken(Actor actor, @PathVariable long id) {
        end(actor, new Credential(Credential.Kind.TOKEN, id), "TOKEN_REVOKED", "token");
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/sessions")
    Map<String, Object> sessions(Actor actor) {
        return Map.of("items", sessions.of(actor.id(), SignedIn.current().credential()));
    }

    @DeleteMapping("/sessions/{id:\\d{1,18}}")
    ResponseEntity<Void> endSession(Actor actor, @PathVariable long id) {
        end(actor, new Credential(Credential.Kind.SESSION, id), "SESSION_ENDED", "session");
        return ResponseEntity.noContent().build();
    }

    /** Ends every session but the one that asks. */
    @DeleteMapping("/sessions")
    ResponseEntity<Void> endOtherSessions(Actor actor) {
        transaction.executeWithoutResult(
                status -> {
                    int ended = sessions.closeOthers(actor.id(), SignedIn.current().credential());
                    audit.add(actor, "SESSION_ENDED", "users", actor.id(), Map.of("count", ended));
                });
        return ResponseEntity.noContent().build();
    }

    private void end(Actor actor, Credential credential, String action, String what) {
        transaction.executeWithoutResult(
                status -> {
                    if (!sessions.close(actor.id(), credential)) {
                        throw Problem.notFound();
                    }
                    audit.add(
                            actor,
                            action,
                            "users",
                            actor.id(),
                            Map.of(what, Long.toString(credential.id())));
                });
    }
}
