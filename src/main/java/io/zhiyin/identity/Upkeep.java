package io.zhiyin.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Each minute writes down who was seen – which is what keeps a session open – and sweeps out what
 * has run out; so that no request waits for it.
 */
@Component
class Upkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final JdbcTemplate jdbc;
    private final Callers callers;
    private final Failures failures;
    private final Clock clock;
    private ScheduledExecutorService thread;
    private Instant seenUntil = Instant.EPOCH;

    Upkeep(JdbcTemplate jdbc, Callers callers, Failures failures, Clock clock) {
        this.jdbc = jdbc;
        this.callers = callers;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public void start() {
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        work ->
                                Thread.ofPlatform()
                                        .name("sign-in upkeep")
                                        .daemon()
                                        .unstarted(work));
        var unused = thread.scheduleWithFixedDelay(this::quietly, 60, 60, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        thread.shutdown();
        thread = null;
        quietly();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void quietly() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.warn("could not write down who was seen: {}", e.getMessage());
        }
    }

    synchronized void run() {
        Instant now = clock.instant();
        List<Object[]> sessions = new ArrayList<>();
        List<Object[]> tokens = new ArrayList<>();
        callers.used(
                seenUntil,
                now.minus(UNUSED),
                (credential, at) -> {
                    var seen = at.atOffset(ZoneOffset.UTC);
                    if (credential.kind() == Credential.Kind.SESSION) {
                        sessions.add(
                                new Object[] {
                                    seen,
                                    seen.plus(Sessions.IDLE_REMEMBERED),
                                    seen.plus(Sessions.IDLE),
                                    credential.id()
                                });
                    } else {
                        tokens.add(new Object[] {seen, credential.id()});
                    }
                });
        jdbc.batchUpdate(
                """
                update session set seen_at = ?, expires_at = case when remember then cast(? as timestamptz) else ? end
                where id = ?
                """,
                sessions);
        jdbc.batchUpdate("update access_token set used_at = ? where id = ?", tokens);
        seenUntil = now;
        jdbc.update("delete from session where expires_at < ?", now.atOffset(ZoneOffset.UTC));
        failures.sweep();
    }
}
