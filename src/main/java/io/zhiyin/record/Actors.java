package io.zhiyin.record;

import java.util.Optional;

/**
 * Finds the actor behind a user's id, for work that is done later in somebody's name (a background
 * job). Implemented where people are known.
 */
@FunctionalInterface
public interface Actors {
    /** The person with today's rights; empty when deactivated, deleted or unknown. */
    Optional<Actor> find(long userId);
}
