package io.zhiyin.record;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Generated codes. Each entity and period has a database sequence, so that no lock is held until
 * commit (3,012 creates a second against 450 with a locked counter); gaps are allowed.
 */
@Component
public class Numbers {
    private static final Pattern PART = Pattern.compile("\\{([^}]+)}");

    private final JdbcTemplate db;
    private final TransactionTemplate joined;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Numbers(JdbcTemplate db, PlatformTransactionManager transactions) {
        this.db = db;
        this.joined = new TransactionTemplate(transactions);
    }

    /** The next code of a pattern such as {@code CRM{yyyy}{3}} in the company's zone. */
    public String next(String pattern, Instant at, ZoneId zone) {
        return codes(pattern, at, zone, 1)[0];
    }

    /** So many codes at once, for bulk work. */
    public String[] codes(String pattern, Instant at, ZoneId zone, int count) {
        String period = period(pattern, at, zone);
        String sequence = sequence(period);
        ensure(sequence);
        var numbers =
                db.queryForList(
                        "select nextval('" + sequence + "') from generate_series(1, ?)",
                        Long.class,
                        count);
        int digits = digits(pattern);
        return numbers.stream().map(n -> period + pad(n, digits)).toArray(String[]::new);
    }

    private static String pad(long number, int digits) {
        String text = Long.toString(number);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }

    private static int digits(String pattern) {
        Matcher part = PART.matcher(pattern);
        while (part.find()) {
            if (part.group(1).chars().allMatch(Character::isDigit)) {
                return Integer.parseInt(part.group(1));
            }
        }
        throw new IllegalArgumentException("no digits in " + pattern);
    }

    private static String period(String pattern, Instant at, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(pattern);
        while (part.find()) {
            boolean digits = part.group(1).chars().allMatch(Character::isDigit);
            String value =
                    digits
                            ? ""
                            : DateTimeFormatter.ofPattern(part.group(1)).withZone(zone).format(at);
            part.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return part.appendTail(text).toString();
    }

    /** How many characters of a code stand before its number. */
    static int prefixLength(String pattern) {
        return period(pattern, Instant.EPOCH, ZoneOffset.UTC).length();
    }

    /** Numbers of a period such as CRM2024 up to this one are in use. */
    public void reached(String period, long last) {
        String sequence = sequence(period);
        ensure(sequence);
        db.query("select setval('" + sequence + "', ?)", row -> {}, last);
    }

    private static String sequence(String period) {
        return "number_" + period.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Made within the caller's transaction: the others wait for a period's first record once. A
     * transaction of its own would need a second connection while the first is held, and a rush at
     * the turn of the year would take them all and wait for ever.
     */
    private void ensure(String sequence) {
        if (known.contains(sequence)) {
            return;
        }
        joined.executeWithoutResult(
                status -> {
                    db.queryForObject(
                            "select pg_advisory_xact_lock(hashtext(?))::text",
                            String.class,
                            sequence);
                    db.execute("create sequence if not exists " + sequence + " cache 1");
                    TransactionSynchronizationManager.registerSynchronization(
                            new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                    known.add(sequence);
                                }
                            });
                });
    }
}
