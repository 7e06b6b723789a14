package io.zhiyin.record;

import java.util.List;
import java.util.Objects;

/**
 * One field of an entity: where its value lies, what it may hold, and how it behaves everywhere
 * else. Built once in a definition; not changed afterwards.
 *
 * <p>A field lies in a column, or is derived by an SQL expression over alias {@code t} in which
 * {@code :today} and {@code :zone} stand for the company's date and time zone.
 */
public final class Field {
    /** How a value is protected when a role is silent about it. */
    public enum Guard {
        NONE,
        MASKED,
        ENCRYPTED
    }

    /** A company may extend a choice list; a fixed list has meaning in the program. */
    public record Choices(String list, List<String> codes, boolean extendable) {}

    /**
     * The field of another entity whose value this one repeats.
     *
     * @param scopedHere whether that entity's rows have the scope of this one's
     */
    public record Repeated(String entity, String field, boolean scopedHere) {}

    private final String name;
    private final FieldType type;
    private String column;
    private String expression;
    private boolean required;
    private boolean readOnly;
    private boolean atCreation;
    private boolean derived;
    private Guard guard = Guard.NONE;
    private Integer max;
    private Integer scale;
    private Choices choices;
    private String ref;
    private String group = "basic";
    private String token;
    private boolean importable = true;
    private boolean listed;
    private boolean quick;
    private boolean nullable = true;
    private boolean counts;
    private boolean tracked = true;
    private boolean internal;
    private int sortPrefix = -1;
    private Object initial;
    private Repeated repeated;

    private Field(String name, FieldType type) {
        this.name = Objects.requireNonNull(name);
        this.type = type;
        this.column = snake(name);
    }

    public static Field of(String name, FieldType type) {
        return new Field(name, type);
    }

    public static Field text(String name, int max) {
        return new Field(name, FieldType.TEXT).max(max);
    }

    public static Field longText(String name) {
        return new Field(name, FieldType.LONG_TEXT).max(20_000);
    }

    public static Field money(String name) {
        Field field = new Field(name, FieldType.MONEY);
        field.scale = 2;
        return field;
    }

    /** A choice from a list with fixed meaning. */
    public static Field choice(String name, String list, String... codes) {
        Field field = new Field(name, FieldType.CHOICE);
        field.choices = new Choices(list, List.of(codes), false);
        return field;
    }

    public static Field multiChoice(String name, String list, String... codes) {
        Field field = new Field(name, FieldType.MULTI_CHOICE);
        field.choices = new Choices(list, List.of(codes), false);
        return field;
    }

    /** A list of short words of no fixed list, in a column of type text[]. */
    public static Field words(String name, int max) {
        return new Field(name, FieldType.MULTI_CHOICE).max(max).notImported();
    }

    /** A reference to a record of another entity. */
    public static Field ref(String name, String entity) {
        Field field = new Field(name, FieldType.REF);
        field.ref = entity;
        return field;
    }

    /** A list of references to records of another entity, in a column of type bigint[]. */
    public static Field refs(String name, String entity) {
        Field field = new Field(name, FieldType.REFS);
        field.ref = entity;
        return field.notImported();
    }

    static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }

    public Field column(String value) {
        column = value;
        return this;
    }

    /** Computed at reading by an SQL expression over alias t; never written. */
    public Field derivedBy(String sql) {
        expression = sql;
        return derived();
    }

    /** Kept by the program itself, never by a caller; not part of the change history. */
    public Field derived() {
        derived = true;
        readOnly = true;
        importable = false;
        tracked = false;
        return this;
    }

    /**
     * Kept by the program as what the newest row of another entity says, which has the scope of
     * this one: whoever may not read it there does not read it here.
     */
    public Field repeats(String entity, String field) {
        repeated = new Repeated(entity, field, true);
        return derived();
    }

    /** The same of an entity with a scope of its own; only for what tells no text. */
    public Field countsFrom(String entity, String field) {
        repeated = new Repeated(entity, field, false);
        return derived();
    }

    /** Set only by a verb of the owning package or by a hook; a caller's PATCH is refused. */
    public Field verbOnly() {
        readOnly = true;
        importable = false;
        return this;
    }

    /** With {@link #verbOnly}: a caller may still say it when the record is made. */
    public Field atCreation() {
        atCreation = true;
        importable = true;
        return this;
    }

    public Field required() {
        required = true;
        nullable = false;
        return quickCreate();
    }

    /** The column is never null although a caller may leave the field out. */
    public Field notNull() {
        nullable = false;
        return this;
    }

    public Field initial(Object value) {
        initial = value;
        nullable = false;
        return this;
    }

    public Field max(int characters) {
        max = characters;
        return this;
    }

    public Field scale(int digits) {
        scale = digits;
        return this;
    }

    public Field extendable() {
        choices = new Choices(choices.list(), choices.codes(), true);
        return this;
    }

    public Field masked() {
        guard = Guard.MASKED;
        return this;
    }

    public Field encrypted() {
        guard = Guard.ENCRYPTED;
        return this;
    }

    public Field group(String value) {
        group = value;
        return this;
    }

    /** Found by search under this one-letter token; see {@link Tokens}. */
    public Field searched(String letter) {
        token = letter;
        return this;
    }

    public Field listed() {
        listed = true;
        return this;
    }

    public Field quickCreate() {
        quick = true;
        return this;
    }

    /** Offered in the full form only, although a record cannot be without it: it has a default. */
    public Field notQuick() {
        quick = false;
        return this;
    }

    /** Kept for the program's own use: stored, but told to nobody, whatever a role says. */
    public Field internal() {
        internal = true;
        return derived();
    }

    /** A code that ends in a number: after so many characters it sorts by that number. */
    Field numberedAfter(int prefix) {
        sortPrefix = prefix;
        return this;
    }

    public Field notImported() {
        importable = false;
        return this;
    }

    /** Counts for the completeness of the record. */
    public Field counts() {
        counts = true;
        return this;
    }

    public String name() {
        return name;
    }

    public FieldType type() {
        return type;
    }

    public String columnName() {
        return column;
    }

    /** Where the value is read from, over the given alias. */
    String source(String alias) {
        return expression == null ? alias + "." + column : "(" + expression + ")";
    }

    /** Where the value lies for sorting; the same text for an index on it. */
    String sortSource(String alias) {
        if (sortPrefix < 0) {
            return source(alias);
        }
        String at = alias + "." + column;
        return "(left("
                + at
                + ", "
                + sortPrefix
                + ") || lpad(substr("
                + at
                + ", "
                + (sortPrefix + 1)
                + "), 20, '0'))";
    }

    boolean isInternal() {
        return internal;
    }

    boolean computed() {
        return expression != null;
    }

    public boolean isRequired() {
        return required;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /** Whether a caller may give the value to a new record, or to one that exists. */
    boolean closed(boolean creating) {
        return readOnly && !(creating && atCreation);
    }

    public boolean isSetAtCreation() {
        return atCreation || !readOnly;
    }

    public boolean isDerived() {
        return derived;
    }

    public boolean isTracked() {
        return tracked;
    }

    public Guard guard() {
        return guard;
    }

    public Integer maxLength() {
        return max;
    }

    public Integer scaleDigits() {
        return scale;
    }

    public Choices choices() {
        return choices;
    }

    public String refEntity() {
        return ref;
    }

    public String groupName() {
        return group;
    }

    public String tokenLetter() {
        return token;
    }

    public boolean isImportable() {
        return importable;
    }

    public boolean isListed() {
        return listed;
    }

    public boolean isQuick() {
        return quick;
    }

    public boolean isNullable() {
        return nullable;
    }

    public boolean countsForCompleteness() {
        return counts;
    }

    /** What this field repeats, or null. */
    public Repeated repeated() {
        return repeated;
    }

    public Object initialValue() {
        return initial;
    }

    /** Whether a filter can look at it; ciphertext can only be asked whether it is there. */
    public boolean filterable() {
        return type != FieldType.JSON && type != FieldType.FILES;
    }

    public boolean sortable() {
        return type.ordered() && guard != Guard.ENCRYPTED;
    }
}
