package io.zhiyin.record;

import tools.jackson.databind.JsonNode;

/**
 * An action beyond create, change and delete: {@code POST /entity/id/name}, or {@code POST
 * /entity/name} when it is about no single record. What it returns is the answer's body; null
 * answers 204.
 */
@FunctionalInterface
public interface Verb {
    /**
     * @param id the record; 0 for a verb on the whole entity
     */
    Object run(Actor actor, long id, JsonNode body);
}
