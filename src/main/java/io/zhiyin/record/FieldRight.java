package io.zhiyin.record;

/**
 * What one may do with a field, weakest first.
 *
 * <p>GUARDED is never written in a role: it is what a sensitive field falls to when the role is
 * silent – shown in part, revealed with a log entry, open to a new value. MASKED is shown in part
 * and nothing else.
 */
public enum FieldRight {
    HIDDEN,
    MASKED,
    READ,
    GUARDED,
    EDIT;

    public boolean shown() {
        return this != HIDDEN;
    }

    /** Whether filters, sorting and search may look at the value. */
    public boolean queried() {
        return this == READ || this == GUARDED || this == EDIT;
    }

    public boolean written() {
        return this == GUARDED || this == EDIT;
    }

    public boolean inClear() {
        return this == READ || this == EDIT;
    }
}
