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
    public record Choices(
            String list,
            List<String> codes,
            boolean extendable,
            List<io.zhiyin.record.Choices.Added> own) {
        public Choices(String list, List<String> codes, boolean extendable) {
            this(list, codes, extendable, List.of());
        }
    }

    /** The field of another entity that this one repeats; whether its rows have this scope. */
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
    private Custom custom;

    private Field(String name, FieldType type) {
        this.name = Objects.requireNonNull(name);
        this.type = type;
        this.column = Sql.column(name);
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
        return new Field(name, FieldType.MONEY).scale(2);
    }

    public static Field choice(String name, String list, String... codes) {
        return of(name, FieldType.CHOICE, list, codes);
    }

    public static Field multiChoice(String name, String list, String... codes) {
        return of(name, FieldType.MULTI_CHOICE, list, codes);
    }

    private static Field of(String name, FieldType type, String list, String... codes) {
        Field field = new Field(name, type);
        field.choices = new Choices(list, List.of(codes), false);
        return field;
    }

    /** A list of short words of no fixed list, in a column of type text[]. */
    public static Field words(String name, int max) {
        return new Field(name, FieldType.MULTI_CHOICE).max(max).notImported();
    }

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

    /** Made by the company: its value lies with others in one column; see {@link CustomFields}. */
    Field custom(Custom value, Choices options, Object first) {
        custom = value;
        choices = options;
        column = Custom.COLUMN;
        initial = first;
        nullable = true;
        return this;
    }

    boolean isCustom() {
        return custom != null;
    }

    Custom custom() {
        return custom;
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

    Field numberedAfter(int prefix) {
        sortPrefix = prefix;
        return this;
    }

    public Field notImported() {
        importable = false;
        return this;
    }

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
        if (custom != null) {
            return custom.source(alias, type);
        }
        return expression == null ? alias + "." + column : "(" + expression + ")";
    }

    /** Where the value lies for sorting; the same text for an index on it. */
    String sortSource(String alias) {
        return sortPrefix < 0
                ? source(alias)
                : "(left(%1$s, %2$d) || lpad(substr(%1$s, %3$d), 20, '0'))"
                        .formatted(alias + "." + column, sortPrefix, sortPrefix + 1);
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
        boolean fits = type.ordered() && guard != Guard.ENCRYPTED;
        return fits && (custom == null || custom.sortable());
    }
}
