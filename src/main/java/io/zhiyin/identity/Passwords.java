package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords with Argon2id (19 MiB, two passes, as OWASP advises), at most two
 * at once.
 *
 * <p>The work is done by two threads of its own: a hash keeps a processor busy for tens of
 * milliseconds without a pause, and on the threads that carry requests it would hold up everybody
 * else. Whoever comes when the queue is full is told to come again.
 */
@Component
class Passwords implements DisposableBean {
    /** Hashes computed at once. */
    static final int AT_ONCE = 2;

    /** Hashes waiting for their turn; some three seconds' work on two slow cores. */
    static final int WAITING = 40;

    /** When whoever was turned away should come again, in seconds. */
    static final int COME_AGAIN = 3;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor hashing =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    30,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    work ->
                            Thread.ofPlatform()
                                    .name("password-" + number.incrementAndGet())
                                    .daemon()
                                    .priority(Thread.MIN_PRIORITY)
                                    .unstarted(work));

    /** A hash nobody's password has, so that an unknown name costs what a known one does. */
    private final String nobody = argon2.encode("nobody's password");

    Passwords() {
        hashing.allowCoreThreadTimeOut(true);
    }

    /**
     * @throws Problem 429 when too many wait already
     */
    String hash(String password) {
        return wait(() -> argon2.encode(password));
    }

    /**
     * Whether the password belongs to the hash; without a hash never, after the same time.
     *
     * @throws Problem 429 when too many wait already
     */
    boolean matches(String password, String hash) {
        boolean same = wait(() -> argon2.matches(password, hash == null ? nobody : hash));
        return same && hash != null;
    }

    private <T> T wait(Callable<T> work) {
        Future<T> result;
        try {
            result = hashing.submit(work);
        } catch (RejectedExecutionException e) {
            throw new Problem(429, "TOO_MANY_LOGINS").with("retryAfter", COME_AGAIN);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing a password", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void destroy() {
        hashing.shutdownNow();
    }
}
