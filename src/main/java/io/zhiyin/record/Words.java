package io.zhiyin.record;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How the rows that hold a searched word are best found, by how many they are.
 *
 * <p>The planner knows the frequency of common words only: taking an unknown word for less rare
 * than it is, it would walk the whole list for it. So a word is asked for by itself first. What a
 * rare one finds is sorted; a common one is left to the planner, who weighs the index against the
 * list for each word; and one that is met everywhere is looked for along the list, with a plan made
 * once.
 */
final class Words {
    /** So many rows are few: they can all be fetched and sorted. */
    static final int FEW = 1_000;

    /** So many rows are everywhere: of a million each fiftieth, a page every thousand rows. */
    private static final int EVERYWHERE = 20_000;

    /** What is looked for. */
    enum Kind {
        /** Two characters or four digits: the index alone answers. */
        PIECE,
        /** More digits: few rows, whatever they are. */
        NUMBER,
        /** More characters: nobody knows how many rows. */
        TEXT
    }

    /** No word is looked for. */
    static final Found ALL = new Found(null, null, true, null);

    /** No row can hold it. */
    static final Found NOTHING = new Found(List.of(), null, true, null);

    private final JdbcTemplate db;
    private final SteadyReads steady;
    private final Crowds common = new Crowds();
    private final Crowds everywhere = new Crowds();

    Words(JdbcTemplate db, SteadyReads steady) {
        this.db = db;
        this.steady = steady;
    }

    /**
     * Rows to look at.
     *
     * @param few all of them in the list's order, whoever may see them; null for more than {@link
     *     #FEW}
     * @param condition for a page of the others, over alias t; null for none
     * @param plannedOnce whether the page's plan is the same for each word of this kind
     * @param counted the condition for counting them
     */
    record Found(List<Hit> few, Sql condition, boolean plannedOnce, Sql counted) {}

    /**
     * A row with the word.
     *
     * @param open whether it belongs to the list asked for: in reach, and passed by the filter
     * @param ahead whether it comes behind the cursor
     */
    record Hit(long id, boolean open, boolean ahead) {}

    /**
     * The rows with a word among the living or deleted ones.
     *
     * @param hits makes of a text " from … where …" over alias t the statement for the columns of
     *     {@link Hit}, in the list's order
     */
    Found find(Entity entity, String living, Sql word, Kind kind, UnaryOperator<Sql> hits) {
        Sql rows = Sql.of(" from " + entity.table() + " t where " + living + " and ").add(word);
        // asked before the index is: to collect a million entries takes it seconds
        if (kind == Kind.PIECE && everywhere.crowded(rows, EVERYWHERE, () -> guessed(rows))) {
            return new Found(null, walked(word), true, word);
        }
        if (!common.known(rows)) {
            List<Hit> few = fetched(hits.apply(rows.add(" limit " + (FEW + 1))), kind);
            if (few.size() <= FEW) {
                return new Found(few, null, true, null);
            }
            common.look(rows, FEW, few::size);
        }
        // of a longer word the planner knows nothing: that over a thousand rows hold it is enough
        return kind == Kind.PIECE
                ? new Found(null, word, false, word)
                : new Found(null, walked(word), true, word);
    }

    private List<Hit> fetched(Sql sql, Kind kind) {
        return (kind == Kind.TEXT ? db : steady.db())
                .query(
                        sql.text(),
                        (row, n) -> new Hit(row.getLong(1), row.getBoolean(2), row.getBoolean(3)),
                        sql.binds());
    }

    /** The planner's guess, which is good for common words and costs no reading. */
    private long guessed(Sql rows) {
        String plan =
                db.queryForObject(
                        "explain (format json) select t.id" + rows.text(),
                        String.class,
                        rows.binds());
        return Json.read(plan).path(0).path("Plan").path("Plan Rows").asLong(0);
    }

    /**
     * Said in this way the condition fits no index, and is believed to hold for half of the rows:
     * what the planner then does, walk the list in its order, is right for every such word.
     */
    private static Sql walked(Sql word) {
        return Sql.of("case when ").add(word).add(" then true else false end");
    }
}
