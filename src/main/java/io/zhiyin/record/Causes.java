package io.zhiyin.record;

/**
 * The common cause of all that one piece of work changes. A verb that runs within it adds its own
 * name: {@code bulk:12:claim}.
 */
final class Causes {
    private static final ThreadLocal<String> COMMON = new ThreadLocal<>();

    private Causes() {}

    static void under(String cause, Runnable work) {
        COMMON.set(cause);
        try {
            work.run();
        } finally {
            COMMON.remove();
        }
    }

    /** The cause to be logged for a change whose own is this; null for plain editing. */
    static String within(String own) {
        String common = COMMON.get();
        if (common == null) {
            return own;
        }
        return own == null ? common : common + ":" + own;
    }
}
