package io.zhiyin.record;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The options of choice fields: the built-in codes with texts from the catalogues, then what the
 * company added to an extendable list. Kept in memory, read again after at most five seconds.
 */
@Component
public class Choices {
    private static final long SECONDS = 5;

    /** One option as a screen shows it. */
    public record Option(String code, String label) {}

    /** A list whose options are records of the owning package, such as the stages of pipelines. */
    public interface Source {
        String list();

        List<Option> options(Locale locale);
    }

    /** What the company added, retired ones too. */
    record Added(String code, String zh, String en, boolean active) {}

    private record Loaded(Instant at, Map<String, List<Added>> byList) {}

    private final JdbcTemplate db;
    private final Texts texts;
    private final Clock clock;
    private final ObjectProvider<Source> sources;
    private volatile Loaded loaded = new Loaded(Instant.MIN, Map.of());

    Choices(JdbcTemplate db, Texts texts, Clock clock, ObjectProvider<Source> sources) {
        this.sources = sources;
        this.db = db;
        this.texts = texts;
        this.clock = clock;
    }

    boolean has(Field.Choices of, String code) {
        if (!of.own().isEmpty()) {
            return of.own().stream().anyMatch(a -> a.active() && a.code().equals(code));
        }
        return of.codes().contains(code)
                || (of.extendable()
                        && added(of.list()).stream()
                                .anyMatch(a -> a.active() && a.code().equals(code)))
                || supplied(of.list(), Locale.ROOT).stream().anyMatch(o -> o.code().equals(code));
    }

    private List<Option> supplied(String list, Locale locale) {
        for (Source source : sources) {
            if (source.list().equals(list)) {
                return source.options(locale);
            }
        }
        return List.of();
    }

    /** The text of one code; the code itself when nothing is known of it any more. */
    public String label(Field.Choices of, String code, Locale locale) {
        List<Added> own = of.own();
        if (own.isEmpty() && of.codes().contains(code)) {
            return texts.text("option." + of.list() + "." + code, locale);
        }
        boolean chinese = locale.getLanguage().equals("zh");
        return (own.isEmpty() ? added(of.list()) : own)
                .stream()
                        .filter(a -> a.code().equals(code))
                        .map(a -> chinese ? a.zh() : a.en())
                        .findFirst()
                        .or(
                                () ->
                                        supplied(of.list(), locale).stream()
                                                .filter(o -> o.code().equals(code))
                                                .map(Option::label)
                                                .findFirst())
                        .orElse(code);
    }

    /** The options that may be chosen, in order. */
    public List<Option> options(Field.Choices of, Locale locale) {
        var options = new ArrayList<Option>();
        if (!of.own().isEmpty()) {
            boolean chinese = locale.getLanguage().equals("zh");
            of.own().stream()
                    .filter(Added::active)
                    .forEach(a -> options.add(new Option(a.code(), chinese ? a.zh() : a.en())));
            return options;
        }
        for (String code : of.codes()) {
            options.add(new Option(code, texts.text("option." + of.list() + "." + code, locale)));
        }
        options.addAll(supplied(of.list(), locale));
        if (of.extendable()) {
            boolean chinese = locale.getLanguage().equals("zh");
            for (Added a : added(of.list())) {
                if (a.active()) {
                    options.add(new Option(a.code(), chinese ? a.zh() : a.en()));
                }
            }
        }
        return options;
    }

    /** Adds an option to an extendable list, or changes the one with this code. */
    public void put(String list, String code, String zh, String en, boolean active) {
        db.update(
                """
                insert into choice_option (list, code, label_zh, label_en, active, position)
                values (?, ?, ?, ?, ?, (select count(*) from choice_option where list = ?))
                on conflict (list, code) do update
                set label_zh = excluded.label_zh, label_en = excluded.label_en, active = excluded.active
                """,
                list,
                code,
                zh,
                en,
                active,
                list);
        loaded = new Loaded(Instant.MIN, Map.of());
    }

    /**
     * Puts the company's own options of a list into this order; those not named keep theirs,
     * behind.
     */
    void order(String list, List<String> codes) {
        db.update(
                """
                update choice_option set position = coalesce(array_position(?::text[], code), position + 100000)
                where list = ?
                """,
                codes.toArray(String[]::new),
                list);
        loaded = new Loaded(Instant.MIN, Map.of());
    }

    List<Added> added(String list) {
        Loaded now = loaded;
        Instant at = clock.instant();
        if (now.at() == Instant.MIN || now.at().plusSeconds(SECONDS).isBefore(at)) {
            var byList = new HashMap<String, List<Added>>();
            db.query(
                    "select list, code, label_zh, label_en, active from choice_option order by list, position",
                    row -> {
                        byList.computeIfAbsent(row.getString(1), k -> new ArrayList<>())
                                .add(
                                        new Added(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getBoolean(5)));
                    });
            now = new Loaded(at, byList);
            loaded = now;
        }
        return now.byList().getOrDefault(list, List.of());
    }
}
