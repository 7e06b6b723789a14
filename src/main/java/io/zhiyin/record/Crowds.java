package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

    record Key(String text, List<Object> binds) {}

    private record Seen(long at, boolean crowd, AtomicBoolean asked) {
        long age() {
            return System.nanoTime() - at;
        }

        /** In its second half one caller asks again, the others go on with what is known. */
        boolean toAsk() {
            return age() > BELIEF || age() > BELIEF / 2 && asked.compareAndSet(false, true);
        }
    }

    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    boolean known(Sql count) {
        Seen last = seen.get(key(count));
        return last != null && last.crowd() && !last.toAsk();
    }

    /** Looks once in a while, and says, whether the list holds so many rows. */
    boolean crowded(Sql list, int many, LongSupplier rows) {
        Seen last = seen.get(key(list));
        return (last == null || last.toAsk() ? see(list, many, rows) : last).crowd();
    }

    /** Looks once in a while whether the list is a crowd; the count stops at many. */
    void look(Sql count, int many, LongSupplier rows) {
        Seen last = seen.get(key(count));
        if (last == null || last.age() > BELIEF / 2) {
            see(count, many, rows);
        }
    }

    private Seen see(Sql count, int many, LongSupplier rows) {
        if (seen.size() >= MOST) {
            seen.clear();
        }
        long at = System.nanoTime();
        Seen now = new Seen(at, rows.getAsLong() >= many, new AtomicBoolean());
        seen.put(key(count), now);
        return now;
    }

    static Key key(Sql count) {
        List<Object> binds = new ArrayList<>(count.bindList());
        binds.replaceAll(bind -> bind instanceof Object[] several ? List.of(several) : bind);
        return new Key(count.text(), binds);
    }
}
