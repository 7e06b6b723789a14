package io.zhiyin.demo;

import io.zhiyin.record.Loads.Stamp;
import io.zhiyin.record.Values;
import java.util.ArrayList;
import java.util.List;

/** Everything about one customer, ready to be written. */
final class Told {
    /** A record with who wrote it when, and its first values where they were changed later. */
    record Made(Values values, Stamp stamp) {}

    /** An opportunity, the stages it went through, and its number in its month. */
    record Deal(Values values, Values first, Stamp stamp, List<Move> moves) {}

    /** A step of an opportunity and the verb that made it. */
    record Move(java.time.Instant at, Long by, String cause, Values before, Values after) {}

    Made customer;
    final List<Made> contacts = new ArrayList<>();
    final List<Made> followUps = new ArrayList<>();
    Deal deal;
}
