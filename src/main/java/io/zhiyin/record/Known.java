package io.zhiyin.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one piece of bulk work has looked up already, so that it asks once: whether references lead
 * somewhere, and the departments of owners. Lives as long as the work, for one actor and thread.
 */
public final class Known {
    private static final int MOST = 50_000;

    private final Map<String, Boolean> references = new HashMap<>();
    private final Map<Long, Optional<Long>> departments = new HashMap<>();

    boolean reference(String entity, long id, Supplier<Boolean> look) {
        if (references.size() > MOST) {
            references.clear();
        }
        return references.computeIfAbsent(entity + ":" + id, key -> look.get());
    }

    Long department(Long owner, Supplier<Long> look) {
        return departments
                .computeIfAbsent(owner, key -> Optional.ofNullable(look.get()))
                .orElse(null);
    }
}
