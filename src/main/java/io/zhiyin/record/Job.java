package io.zhiyin.record;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A piece of background work as it stands now.
 *
 * @param ownerId who asked for it; null for the program itself
 * @param done units of work finished, of {@code total} (null while unknown)
 * @param failure code of the reason, null unless failed
 * @param errorFileId file with the rows that failed, or null
 */
public record Job(
        long id,
        String kind,
        State state,
        Long ownerId,
        long done,
        Long total,
        JsonNode result,
        String failure,
        List<String> failureArgs,
        Long errorFileId,
        boolean cancelAsked,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {

    /** QUEUED and RUNNING may still change; the others are final. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    public boolean ended() {
        return state != State.QUEUED && state != State.RUNNING;
    }
}
