package io.zhiyin.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one description of an entity, from which lists, forms, rights, search, history and the HTTP
 * calls follow.
 */
public final class Entity {
    private final String name;
    private final String table;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Map<String, Verb> verbs = new LinkedHashMap<>();
    private final Map<String, Verb> collectionVerbs = new LinkedHashMap<>();
    private String displayField = "name";
    private List<String> subtitle = List.of();
    private String codePattern;
    private String defaultSort = "-createdAt";
    private String ownerColumn;
    private String departmentColumn;
    private String parentField;
    private boolean scopeOfParent;
    private boolean offered = true;
    private boolean small;
    private boolean lasting;
    private Identity identity;
    private List<Likeness> likenesses = List.of();
    private java.util.Set<Action> possible = java.util.Set.of(Action.values());
    private final java.util.Set<String> inputs = new java.util.LinkedHashSet<>();
    private Hooks hooks = Hooks.NONE;
    private volatile Added added = new Added(0, Map.of(), java.util.Set.of());

    /** The company's own fields, behind those of the program; another object after each change. */
    private record Added(
            int generation, Map<String, Field> byName, java.util.Set<String> retired) {}

    private Entity(String name, String table) {
        this.name = name;
        this.table = table;
        add(Field.of("id", FieldType.REF).verbOnly().notNull());
        add(Field.of("version", FieldType.INTEGER).derived().notNull());
        add(Field.of("createdAt", FieldType.INSTANT).derived().notNull().group("system"));
        add(Field.ref("createdBy", "users").derived().group("system"));
        add(Field.of("updatedAt", FieldType.INSTANT).derived().notNull().group("system"));
        add(Field.ref("updatedBy", "users").derived().group("system"));
    }

    /**
     * @param name the plural, as in the address: customers, follow-ups
     */
    public static Entity named(String name, String table) {
        return new Entity(name, table);
    }

    public Entity fields(Field... more) {
        for (Field field : more) {
            add(field);
        }
        return this;
    }

    private void add(Field field) {
        fields.put(field.name(), field);
    }

    public Entity child(Child child) {
        children.put(child.name(), child);
        return this;
    }

    public Entity verb(String verb, Verb handler) {
        verbs.put(verb, handler);
        return this;
    }

    public Entity collectionVerb(String verb, Verb handler) {
        collectionVerbs.put(verb, handler);
        return this;
    }

    public Entity display(String field) {
        displayField = field;
        return this;
    }

    /**
     * A generated code, such as {@code CRM{yyyy}{3}}: dates of the company's zone and at least so
     * many digits.
     */
    public Entity numbered(String pattern) {
        codePattern = pattern;
        Field code = fields.get("code");
        if (code != null && code.isReadOnly() && !code.isSetAtCreation()) {
            code.numberedAfter(Numbers.prefixLength(pattern));
        }
        return this;
    }

    /** The fields that tell a found record from others of the same name, in a search's answer. */
    public Entity subtitle(String... names) {
        subtitle = List.of(names);
        return this;
    }

    public Entity sortedBy(String sort) {
        defaultSort = sort;
        return this;
    }

    /**
     * Rows have an owner and his department: columns owner_id and department_id, fields ownerId and
     * departmentId.
     */
    public Entity owned() {
        return ownedBy("owner_id", "department_id");
    }

    public Entity ownedBy(String owner, String department) {
        ownerColumn = owner;
        departmentColumn = department;
        return this;
    }

    /** Goes into the bin and comes back with the record this field names. */
    public Entity belongsTo(String field) {
        parentField = field;
        return this;
    }

    /**
     * Seen by whoever sees its parent: owner and department repeat the parent's, kept by the
     * engine.
     */
    public Entity scopedBy(String field) {
        parentField = field;
        scopeOfParent = true;
        return owned();
    }

    /** So few rows that their names are kept in memory; everybody may read the names. */
    public Entity small() {
        small = true;
        return this;
    }

    /** Accepted at creation beside the fields and left to the hooks, such as a first follow-up. */
    public Entity input(String input) {
        inputs.add(input);
        return this;
    }

    /**
     * No role can allow more than these here, whatever it says: for what only the program writes.
     */
    public Entity only(Action... actions) {
        possible = java.util.Set.of(actions);
        return this;
    }

    /** Stays in the recycle bin for good: others' history names it as who did what. */
    public Entity lasting() {
        lasting = true;
        return this;
    }

    boolean isLasting() {
        return lasting;
    }

    public boolean offers(Action action) {
        return possible.contains(action);
    }

    /**
     * What makes two records the same thing in the world.
     *
     * @param path the field whose value it is: code, primaryContact.mobile
     * @param column where it lies, unique among living records that meet the condition
     * @param condition over alias t, null without one
     */
    public record Identity(String path, String column, String condition) {
        /** The identity of a record's values; null when it has none. */
        public String of(Values values) {
            int dot = path.indexOf('.');
            Values holder = dot < 0 ? values : values.child(path.substring(0, dot));
            return holder == null ? null : holder.text(path.substring(dot + 1));
        }
    }

    public Entity identifiedBy(String path, String column, String condition) {
        identity = new Identity(path, column, condition);
        return this;
    }

    /** By what imports recognise a record whose identity is not found, the surest first. */
    public Entity alikeBy(Likeness... ways) {
        likenesses = List.of(ways);
        return this;
    }

    /** Exists in the program without pages of its own. */
    public Entity unlisted() {
        offered = false;
        return this;
    }

    public Entity hooks(Hooks value) {
        hooks = value;
        return this;
    }

    public String name() {
        return name;
    }

    public String table() {
        return table;
    }

    /** The fields of the program and then those the company has made, as they are now. */
    public Collection<Field> allFields() {
        Map<String, Field> more = added.byName();
        if (more.isEmpty()) {
            return fields.values();
        }
        var all = new ArrayList<Field>(fields.values());
        all.addAll(more.values());
        return all;
    }

    /** The company's own fields, in their order. */
    Collection<Field> customFields() {
        return added.byName().values();
    }

    /** Puts others in the place of the company's own fields; what follows from them is stale. */
    void customFields(Map<String, Field> byName, java.util.Set<String> retired) {
        added = new Added(added.generation() + 1, byName, retired);
    }

    /** Another number after each change of the company's own fields: part of every key. */
    int generation() {
        return added.generation();
    }

    /** Whether there was such a field of the company's that is not in use now. */
    public boolean hasRetired(String wanted) {
        return added.retired().contains(wanted);
    }

    /** Whether a company may add fields: to what people keep, not to what the program writes. */
    boolean isCustomizable() {
        return offers(Action.EDIT) && offered && !name.equals(FieldDefinitions.NAME);
    }

    /** The field, or null. */
    public Field field(String wanted) {
        Field own = fields.get(wanted);
        return own != null ? own : added.byName().get(wanted);
    }

    public Collection<Child> allChildren() {
        return children.values();
    }

    public Child childNamed(String wanted) {
        return children.get(wanted);
    }

    public String displayField() {
        return displayField;
    }

    List<String> subtitleFields() {
        return subtitle;
    }

    public String codePattern() {
        return codePattern;
    }

    public String defaultSort() {
        return defaultSort;
    }

    public String ownerColumn() {
        return ownerColumn;
    }

    public String departmentColumn() {
        return departmentColumn;
    }

    public boolean isOwned() {
        return ownerColumn != null;
    }

    /** True when a caller may give the record to somebody: it has an owner of its own. */
    public boolean hasOwnOwner() {
        return isOwned() && !scopeOfParent && fields.containsKey("ownerId");
    }

    public String parentField() {
        return parentField;
    }

    public boolean hasScopeOfParent() {
        return scopeOfParent;
    }

    /** By what imports recognise a record; null when nothing does. */
    public Identity identity() {
        return identity;
    }

    public List<Likeness> likenesses() {
        return likenesses;
    }

    public boolean isSmall() {
        return small;
    }

    public boolean takes(String input) {
        return inputs.contains(input);
    }

    public java.util.Set<String> inputs() {
        return inputs;
    }

    public boolean isOffered() {
        return offered;
    }

    public Hooks hooks() {
        return hooks;
    }

    public Map<String, Verb> verbs() {
        return verbs;
    }

    public Map<String, Verb> collectionVerbs() {
        return collectionVerbs;
    }

    public boolean isSearchable() {
        return fields.values().stream().anyMatch(f -> f.tokenLetter() != null);
    }

    /** The fields with a column of their own that a save writes. */
    List<Field> storedFields() {
        var stored = new ArrayList<Field>();
        for (Field field : allFields()) {
            if (!field.computed()
                    && !field.groupName().equals("system")
                    && !field.name().equals("id")) {
                stored.add(field);
            }
        }
        return stored;
    }
}
