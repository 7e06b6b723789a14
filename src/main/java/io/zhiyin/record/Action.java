package io.zhiyin.record;

import java.util.Locale;

/** What a role may allow on an entity. In JSON the names are lower case. */
public enum Action {
    VIEW,
    CREATE,
    EDIT,
    DELETE,
    TRANSFER,
    IMPORT,
    EXPORT,
    APPROVE,
    CONFIGURE;

    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when the word is no action
     */
    public static Action of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
