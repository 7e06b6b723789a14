package io.zhiyin.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A whole backup each night at two, kept for seven days; made up for, after a quiet quarter of an
 * hour, when the program was off at that time.
 */
@Component
class DailyBackup implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DailyBackup.class);
    private static final int KEPT = 7;
    private static final LocalTime HOUR = LocalTime.of(2, 0);
    private static final Duration QUIET = Duration.ofMinutes(15);
    private static final Duration RETRY = Duration.ofHours(1);

    private final Path data;
    private final Clock clock;
    private final ZoneId zone;
    private final boolean embedded;
    private Thread thread;
    private Instant notBefore;

    DailyBackup(
            @Value("${zhiyin.data:./data}") Path data,
            @Value("${zhiyin.database.embedded:false}") boolean embedded,
            Clock clock,
            MeterRegistry meters) {
        this.data = data.toAbsolutePath();
        this.embedded = embedded;
        this.clock = clock;
        this.zone = ZoneId.systemDefault();
        if (embedded) {
            tellAge(meters);
        }
    }

    private void tellAge(MeterRegistry meters) {
        Gauge.builder("zhiyin.backup.age", this, DailyBackup::ageSeconds)
                .baseUnit("seconds")
                .description("Age of the newest complete backup; NaN where there is none")
                .register(meters);
    }

    private double ageSeconds() {
        Instant newest = newest();
        return newest == null ? Double.NaN : Duration.between(newest, clock.instant()).toSeconds();
    }

    /** When the newest complete backup was begun, or null. */
    Instant newest() {
        try {
            List<Path> all = BackupFolder.complete(Backup.defaultTarget(data));
            return all.isEmpty() ? null : Instant.parse(Manifest.read(all.getLast()).fact("begun"));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Whether the last two o'clock has passed without a backup. */
    boolean due() {
        ZonedDateTime now = clock.instant().atZone(zone);
        ZonedDateTime two = now.with(HOUR);
        Instant last = (two.isAfter(now) ? two.minusDays(1) : two).toInstant();
        Instant newest = newest();
        return newest == null || newest.isBefore(last);
    }

    void run() {
        Path target = Backup.defaultTarget(data);
        try {
            Path made = Backup.make(data, target, clock);
            try (BackupFolder folder = BackupFolder.take(target)) {
                folder.keep(KEPT);
            }
            LOG.info("backup made: {}", made);
        } catch (Refusal | IOException e) {
            LOG.error("the daily backup failed: {}", e.getMessage());
            notBefore = clock.instant().plus(RETRY);
        }
    }

    /** Who keeps another database keeps its backups too. */
    @Override
    public boolean isAutoStartup() {
        return embedded;
    }

    @Override
    public void start() {
        notBefore = clock.instant().plus(QUIET);
        thread = Thread.ofVirtual().name("daily-backup").start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(Duration.ofSeconds(30));
                if (!clock.instant().isBefore(notBefore) && due()) {
                    run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt(); // a backup under way leaves only a folder ending in .part
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
