package io.zhiyin.operation;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the embedded server for one program on a machine of 2 GiB and more. */
final class DatabaseSettings {
    private static final long GIB = 1L << 30;

    private DatabaseSettings() {}

    static Map<String, String> forThisMachine() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return of(system.getTotalMemorySize());
    }

    static Map<String, String> of(long memory) {
        Map<String, String> settings = new LinkedHashMap<>();
        // 7.5: a machine sold as 8 GiB shows a little less
        settings.put("shared_buffers", memory >= 7.5 * GIB ? "256MB" : "128MB");
        settings.put("max_connections", "60");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_completion_target", "0.9");
        settings.put("wal_level", "replica"); // minimal would rule out backups of a running server
        settings.put("random_page_cost", "1.1");
        settings.put("effective_io_concurrency", "16");
        // a generic plan turned a search of 0.6 ms into one of 199 ms
        settings.put("plan_cache_mode", "force_custom_plan");
        settings.put("jit", "off");
        // an open transaction stalls every reader of the change log
        settings.put("idle_in_transaction_session_timeout", "60s");
        settings.put("log_min_messages", "warning");
        settings.put("lc_messages", "C");
        return settings;
    }
}
