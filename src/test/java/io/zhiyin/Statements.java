package io.zhiyin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the SQL statements that some work sends from its own thread. */
public final class Statements {
    private Statements() {}

    public static int of(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var seen = new ListAppender<ILoggingEvent>();
        seen.start();
        Level before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(seen);
        try {
            work.run();
        } finally {
            logger.detachAppender(seen);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        String own = Thread.currentThread().getName();
        return (int)
                seen.list.stream()
                        .filter(event -> event.getThreadName().equals(own))
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(m -> m.startsWith("Executing prepared SQL statement"))
                        .count();
    }
}
