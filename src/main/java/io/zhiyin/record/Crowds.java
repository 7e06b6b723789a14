package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers for half a minute which lists hold so many rows that counting up to a thousand again
 * would only find a thousand again. Never believed of a list that could fall under the limit in
 * that time by people's hands.
 */
final class Crowds {
    /** So many rows do not go one by one while a list is believed to be long. */
    static final int MANY = 20_000;

    /** The same where each row found costs others that are passed over, which is worth more. */
    static final int MANY_FOUND = 2_000;

    private static final long BELIEF = 30_000_000_000L;
    private static final int MOST = 1_000;

    private record Key(String text, List<Object> binds) {}

    private record Seen(long at, boolean crowd) {}

    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    boolean known(Sql count) {
        Seen last = recent(count);
        return last != null && last.crowd();
    }

    /** Looks once in a while, and says, whether the list holds so many rows. */
    boolean crowded(Sql list, int many, LongSupplier rows) {
        look(list, many, rows);
        return known(list);
    }

    /** Looks once in a while whether the list is a crowd; the count stops at many. */
    void look(Sql count, int many, LongSupplier rows) {
        if (recent(count) == null) {
            if (seen.size() >= MOST) {
                seen.clear();
            }
            seen.put(key(count), new Seen(System.nanoTime(), rows.getAsLong() >= many));
        }
    }

    private Seen recent(Sql count) {
        Seen last = seen.get(key(count));
        return last == null || System.nanoTime() - last.at() > BELIEF ? null : last;
    }

    private static Key key(Sql count) {
        List<Object> binds = new ArrayList<>(count.bindList());
        binds.replaceAll(bind -> bind instanceof Object[] several ? List.of(several) : bind);
        return new Key(count.text(), binds);
    }
}
