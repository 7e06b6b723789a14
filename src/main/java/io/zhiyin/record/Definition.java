package io.zhiyin.record;

/**
 * Implemented by each package for each entity it owns, as a Spring bean; collected by {@link
 * Entities}.
 */
@FunctionalInterface
public interface Definition {
    Entity entity();
}
