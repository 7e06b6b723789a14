package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/**
 * Gives each entity the fields that the company has made for it, as its definitions say. They are
 * fields like any other from then on: forms, lists, filters, rights, history and import follow from
 * the same list. A change made by this program holds at once, one made by another program on the
 * same database within two seconds.
 */
@Component
class CustomFields implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(CustomFields.class);
    private static final int TEXT = 200;
    private static final int LONG_TEXT = 20_000;

    private final JdbcTemplate db;
    private final Entities entities;
    private final Codec codec;
    private String known = "";

    CustomFields(JdbcTemplate db, Entities entities, Codec codec) {
        this.db = db;
        this.entities = entities;
        this.codec = codec;
    }

    @Override
    public void afterSingletonsInstantiated() {
        look();
    }

    /** Notices what another program has changed. */
    @Scheduled(fixedDelay = 2_000, initialDelay = 2_000)
    void follow() {
        try {
            look();
        } catch (DataAccessException e) {
            LOG.warn("the fields of the company cannot be read: {}", e.getMessage());
        }
    }

    /** Reads the definitions again once the transaction that changes them has ended. */
    void changed() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        follow();
                    }
                });
    }

    /** Every change of a definition raises its version, and none goes away. */
    synchronized void look() {
        String now =
                db.queryForObject(
                        "select count(*) || '/' || coalesce(sum(version), 0) from field_definition",
                        String.class);
        if (!known.equals(now)) {
            load();
            known = now;
        }
    }

    private void load() {
        Map<String, Map<String, Field>> active = new HashMap<>();
        Map<String, Set<String>> retired = new HashMap<>();
        db.query(
                """
                select entity, name, label_zh, label_en, help_zh, help_en, type, ref_entity, scale, required,
                       default_value, options, pattern, least, most, max_length, sortable, listed, field_group, active
                from field_definition where deleted_at is null order by entity, position, id
                """,
                row -> {
                    Values made = new Values();
                    for (String text : FieldDefinitions.TEXTS) {
                        made.put(text, row.getString(Sql.column(text)));
                    }
                    made.put("min", row.getString("least"));
                    made.put("max", row.getString("most"));
                    made.put("group", row.getString("field_group"));
                    made.put("scale", whole(row, "scale"));
                    made.put("maxLength", whole(row, "max_length"));
                    for (String flag : FieldDefinitions.FLAGS) {
                        made.put(flag, row.getBoolean(flag));
                    }
                    made.put("default", node(row.getString("default_value")));
                    made.put("options", node(row.getString("options")));
                    String path = Custom.path(made.text("name"));
                    if (made.flag("active")) {
                        active.computeIfAbsent(made.text("entity"), k -> new LinkedHashMap<>())
                                .put(path, field(made));
                    } else {
                        retired.computeIfAbsent(made.text("entity"), k -> new HashSet<>())
                                .add(path);
                    }
                });
        for (Entity entity : entities.all()) {
            entity.customFields(
                    active.getOrDefault(entity.name(), Map.of()),
                    retired.getOrDefault(entity.name(), Set.of()));
        }
    }

    private static Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    private static JsonNode node(String text) {
        return text == null ? null : Json.read(text);
    }

    private Field field(Values made) {
        Field bare = of(made, null);
        try {
            return of(made, codec.fromJson(bare, (JsonNode) made.get("default")));
        } catch (Codec.Unfit e) {
            return bare; // a default that its options no longer hold is none
        }
    }

    /** The field that a definition describes, with this default. */
    static Field of(Values made, Object first) {
        FieldType type = type(made.text("type"));
        Field field = Field.of(Custom.path(made.text("name")), type);
        switch (made.text("type")) {
            case "USER" -> field = Field.ref(field.name(), "users");
            case "LINK" -> field = Field.ref(field.name(), made.text("refEntity"));
            case "MONEY" -> field.scale(2);
            case "NUMBER" -> field.scale(number(made, "scale", 2));
            case "TEXT" -> field.max(number(made, "maxLength", TEXT));
            case "LONG_TEXT" -> field.max(number(made, "maxLength", LONG_TEXT));
            default -> {}
        }
        if (made.flag("required")) {
            field.required();
        }
        if (made.flag("listed")) {
            field.listed();
        }
        String pattern = made.text("pattern");
        Custom custom =
                new Custom(
                        made.text("name"),
                        made.text("labelZh"),
                        made.text("labelEn"),
                        made.text("helpZh"),
                        made.text("helpEn"),
                        made.flag("sortable"),
                        new Limits(
                                pattern == null ? null : Limits.compiled(pattern),
                                bound(type, made.text("min")),
                                bound(type, made.text("max"))));
        return field.group(made.text("group")).custom(custom, choices(made), first);
    }

    private static Comparable<?> bound(FieldType type, String text) {
        return text == null ? null : Limits.bound(type, text);
    }

    private static int number(Values made, String name, int otherwise) {
        return made.get(name) instanceof Long number ? number.intValue() : otherwise;
    }

    private static Field.Choices choices(Values made) {
        if (!(made.get("options") instanceof JsonNode options) || !options.isArray()) {
            return null;
        }
        var own = new ArrayList<Choices.Added>();
        for (JsonNode option : options) {
            own.add(
                    new Choices.Added(
                            option.path("code").asString(""),
                            option.path("labelZh").asString(""),
                            option.path("labelEn").asString(""),
                            option.path("active").asBoolean(true)));
        }
        String list = made.text("entity") + "." + Custom.path(made.text("name"));
        List<String> codes =
                own.stream().filter(Choices.Added::active).map(Choices.Added::code).toList();
        return new Field.Choices(list, codes, false, List.copyOf(own));
    }

    static FieldType type(String type) {
        return switch (type) {
            case "USER", "LINK" -> FieldType.REF;
            default -> FieldType.valueOf(type);
        };
    }
}
