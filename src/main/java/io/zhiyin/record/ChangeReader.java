package io.zhiyin.record;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Follows the change log at its own pace. What it writes to the database is committed together with
 * its place in the log: each change is read exactly once, in order, also after a crash.
 */
public interface ChangeReader {
    /** One entry of the log. */
    record Entry(
            long id,
            Instant at,
            Long actorId,
            String entity,
            long recordId,
            int version,
            String kind,
            String cause,
            JsonNode diff) {}

    /** The name its place is kept under; never changed once in use. */
    String name();

    /**
     * Takes up to 500 entries, in order of commitment. An exception puts them off and shows on the
     * lag page.
     */
    void read(List<Entry> entries);
}
