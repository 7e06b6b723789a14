package io.zhiyin.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One row of what happened with a customer: a follow-up or an entry of the change log.
 *
 * @param source which of the timeline's sources it is from; orders what happened at once
 * @param id the follow-up's, or the log entry's
 * @param recordId whom it happened to
 * @param name the record's name where the page is not its own; null otherwise
 * @param kind of the change, null for a follow-up
 * @param facts the follow-up's values, or the differences; null where they do not matter
 */
record Happening(
        int source,
        Instant at,
        long id,
        long recordId,
        Long actorId,
        String name,
        String kind,
        String cause,
        int version,
        JsonNode facts) {

    /** Small edits by one person to one record at one sitting are told as one. */
    static final int SITTING_HOURS = 6;

    /** The first difference seen stands for what it is now, the last for what it was. */
    static void merge(List<Map<String, Object>> newer, List<Map<String, Object>> older) {
        for (Map<String, Object> change : older) {
            newer.stream()
                    .filter(n -> n.get("field").equals(change.get("field")))
                    .findFirst()
                    .ifPresentOrElse(n -> n.put("old", change.get("old")), () -> newer.add(change));
        }
    }

    boolean sameSitting(Happening earlier) {
        return source == earlier.source
                && recordId == earlier.recordId
                && java.util.Objects.equals(actorId, earlier.actorId)
                && !at.minusSeconds(SITTING_HOURS * 3600L).isAfter(earlier.at);
    }
}
