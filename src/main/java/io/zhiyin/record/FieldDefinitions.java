package io.zhiyin.record;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The fields that a company makes itself, as records: made, changed and taken out of use by whoever
 * has the right on them. A field is never deleted, for its values and its history stay; taken out
 * of use it is unknown everywhere, and comes back with all it held.
 */
@Component
@Order(95)
class FieldDefinitions implements Definition, Hooks {
    static final String NAME = "field-definitions";

    /** Those read as text and under their own name, besides min and max. */
    static final List<String> TEXTS =
            List.of(
                    "entity",
                    "name",
                    "labelZh",
                    "labelEn",
                    "helpZh",
                    "helpEn",
                    "type",
                    "refEntity",
                    "pattern");

    static final List<String> FLAGS = List.of("required", "sortable", "listed", "active");

    private final ObjectProvider<CustomFields> fields;
    private final ObjectProvider<FieldRules> rules;
    private final ObjectProvider<CustomIndex> index;
    private final Entity entity;

    FieldDefinitions(
            ObjectProvider<CustomFields> fields,
            ObjectProvider<FieldRules> rules,
            ObjectProvider<CustomIndex> index) {
        this.fields = fields;
        this.rules = rules;
        this.index = index;
        entity =
                Entity.named(NAME, "field_definition")
                        .display("labelZh")
                        .subtitle("entity", "name")
                        .fields(what())
                        .fields(how())
                        .sortedBy("entity,position,id")
                        .only(Action.VIEW, Action.CREATE, Action.EDIT)
                        .small()
                        .hooks(this);
    }

    /** What is decided once. */
    private static Field[] what() {
        return new Field[] {
            Field.text("entity", 50).required().verbOnly().atCreation().listed(),
            Field.text("name", 40).required().verbOnly().atCreation().listed(),
            Field.choice(
                            "type",
                            "customType",
                            "TEXT",
                            "LONG_TEXT",
                            "NUMBER",
                            "MONEY",
                            "DATE",
                            "INSTANT",
                            "BOOLEAN",
                            "CHOICE",
                            "MULTI_CHOICE",
                            "USER",
                            "LINK")
                    .required()
                    .verbOnly()
                    .atCreation()
                    .listed(),
            Field.text("refEntity", 50).verbOnly().atCreation(),
            Field.of("scale", FieldType.INTEGER).verbOnly().atCreation()
        };
    }

    /** What may change. */
    private static Field[] how() {
        return new Field[] {
            Field.text("labelZh", 50).required().listed(),
            Field.text("labelEn", 50).required().listed(),
            Field.text("helpZh", 200),
            Field.text("helpEn", 200),
            Field.of("required", FieldType.BOOLEAN).initial(false).listed(),
            Field.of("default", FieldType.JSON).column("default_value"),
            Field.of("options", FieldType.JSON),
            Field.text("pattern", 200),
            Field.text("min", 30).column("least"),
            Field.text("max", 30).column("most"),
            Field.of("maxLength", FieldType.INTEGER),
            Field.of("sortable", FieldType.BOOLEAN).initial(false).listed(),
            Field.of("listed", FieldType.BOOLEAN).initial(false).listed(),
            Field.text("group", 40).column("field_group").initial("custom"),
            Field.of("position", FieldType.INTEGER).notNull(),
            Field.of("active", FieldType.BOOLEAN).initial(true).listed()
        };
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void normalise(Draft draft) {
        rules.getObject().complete(draft);
    }

    @Override
    public void check(Draft draft) {
        rules.getObject().check(draft);
    }

    @Override
    public void after(Draft draft) {
        index.getObject().follow(draft);
        fields.getObject().changed();
    }
}
