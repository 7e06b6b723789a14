package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The proof of one request: who calls, and by which session or token. */
public final class SignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final transient Credential credential;
    private final boolean mustChangePassword;

    SignedIn(Actor actor, Credential credential, boolean mustChangePassword) {
        super(List.of());
        this.actor = actor;
        this.credential = credential;
        this.mustChangePassword = mustChangePassword;
        super.setAuthenticated(true);
    }

    /** The one of this request, or null. */
    static SignedIn current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                ? signedIn
                : null;
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return actor.username();
    }

    Credential credential() {
        return credential;
    }

    /** A browser sends its session with every request, asked or not; a token only who means it. */
    boolean bySession() {
        return credential.kind() == Credential.Kind.SESSION;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
