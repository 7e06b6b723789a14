package io.zhiyin.record;

/**
 * The three places where the owning package joins in when one of its records is saved; all
 * optional.
 */
public interface Hooks {
    Hooks NONE = new Hooks() {};

    /** Before validation: complete and normalise the draft's values. */
    default void normalise(Draft draft) {}

    /**
     * After validation: refuse with {@link Draft#reject}, or throw a {@link Problem}. An imported
     * draft was already compared with the living records of its {@link Entity#identity}.
     */
    default void check(Draft draft) {}

    /**
     * After the row is stored, in the same transaction. The draft's values carry id and version.
     */
    default void after(Draft draft) {}

    /**
     * After many new records were stored at once; for work that is cheaper done once for all of
     * them.
     */
    default void afterAll(java.util.List<Draft> drafts) {
        drafts.forEach(this::after);
    }

    /** Before the record goes into the recycle bin or comes back: may throw a {@link Problem}. */
    default void checkRemoval(Actor actor, Values values, boolean removed) {}

    /** After the record went into the recycle bin or came back, in the same transaction. */
    default void afterRemoval(Actor actor, Values values, boolean removed) {}
}
