package io.zhiyin.record;

/** The kinds of value a field can hold. {@link #json()} is the name clients see. */
public enum FieldType {
    TEXT("text"),
    LONG_TEXT("longText"),
    EMAIL("email"),
    PHONE("phone"),
    URL("url"),
    INTEGER("integer"),
    NUMBER("number"),
    MONEY("money"),
    PERCENT("percent"),
    BOOLEAN("boolean"),
    DATE("date"),
    INSTANT("instant"),
    CHOICE("choice"),
    MULTI_CHOICE("multiChoice"),
    REF("ref"),
    REFS("refs"),
    TAGS("tags"),
    FILES("files"),
    JSON("json");

    private final String json;

    FieldType(String json) {
        this.json = json;
    }

    public String json() {
        return json;
    }

    public boolean textual() {
        return ordinal() <= URL.ordinal();
    }

    public boolean numeric() {
        return this == INTEGER || this == NUMBER || this == MONEY || this == PERCENT;
    }

    public boolean temporal() {
        return this == DATE || this == INSTANT;
    }

    public boolean list() {
        return this == MULTI_CHOICE || this == TAGS || this == REFS || this == FILES;
    }

    /** Whether rows can be put in order by it. */
    public boolean ordered() {
        return this != LONG_TEXT && this != JSON && !list();
    }
}
