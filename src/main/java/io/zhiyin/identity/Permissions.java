package io.zhiyin.identity;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Child;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.EntityRight;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Json;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The permissions of a role as they are written – a list of {@code {"entity","actions","scope",
 * "pool","fields"}} – and the rights that follow.
 *
 * <p>An entity may stand there several times, with another scope for other actions. {@code *} means
 * every entity the role does not name. A missing scope is OWN, a missing pool NONE.
 */
@Component
class Permissions {
    private static final int MOST = 500;
    private static final Set<String> KEYS = Set.of("entity", "actions", "scope", "pool", "fields");

    /** Right over everything: this, and nothing less, makes an administrator. */
    static final String ADMINISTRATOR =
            """
            [{"entity":"*","scope":"ALL",\
            "actions":["view","create","edit","delete","transfer","import","export","approve","configure"]}]\
            """;

    private final ObjectProvider<Entities> entities;

    Permissions(ObjectProvider<Entities> entities) {
        this.entities = entities;
    }

    /** The union of what several roles grant. */
    Rights rights(List<String> roles) {
        var union = new HashMap<String, EntityRight>();
        for (String role : roles) {
            Map<String, EntityRight> granted = granted(Json.read(role));
            if (administrator(granted)) {
                return Rights.ALL;
            }
            EntityRight any = granted.getOrDefault(Rights.ANY, EntityRight.NOTHING);
            for (Entity entity : entities.getObject().all()) {
                EntityRight right = granted.getOrDefault(entity.name(), any);
                union.merge(entity.name(), right, EntityRight::or);
            }
        }
        union.values().removeIf(right -> right == EntityRight.NOTHING);
        return new Rights(Map.copyOf(union));
    }

    Rights rights(JsonNode permissions) {
        return rights(List.of(permissions.toString()));
    }

    boolean administrator(JsonNode permissions) {
        return administrator(granted(permissions));
    }

    private static boolean administrator(Map<String, EntityRight> granted) {
        EntityRight any = granted.get(Rights.ANY);
        if (any == null) {
            return false;
        }
        for (Action action : Action.values()) {
            if (any.scope(action) != Scope.ALL) {
                return false;
            }
        }
        return true;
    }

    /** What one role says of each entity it names; what is no longer known is passed over. */
    private static Map<String, EntityRight> granted(JsonNode permissions) {
        var granted = new LinkedHashMap<String, EntityRight>();
        for (JsonNode entry : permissions) {
            Scope scope = word(Scope.class, entry.path("scope").asString(""), Scope.OWN);
            Pool pool = word(Pool.class, entry.path("pool").asString(""), Pool.NONE);
            var scopes = new EnumMap<Action, Scope>(Action.class);
            for (JsonNode action : entry.path("actions")) {
                Action known = word(Action.class, action.asString(""), null);
                if (known != null) {
                    scopes.put(known, scope);
                }
            }
            var fields = new HashMap<String, FieldRight>();
            for (Map.Entry<String, JsonNode> field : entry.path("fields").properties()) {
                FieldRight right =
                        word(FieldRight.class, field.getValue().asString(""), FieldRight.HIDDEN);
                fields.put(field.getKey(), right);
            }
            granted.merge(
                    entry.path("entity").asString(""),
                    new EntityRight(scopes, pool, fields),
                    Permissions::sameRole);
        }
        return granted;
    }

    /** Two entries of one role on one entity: all that either says. */
    private static EntityRight sameRole(EntityRight a, EntityRight b) {
        var fields = new HashMap<>(a.fields());
        fields.putAll(b.fields());
        EntityRight both = a.or(b);
        return new EntityRight(both.scopes(), both.pool(), fields);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word, E otherwise) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    /** Whether somebody with the first rights may hand out the second: they go nowhere beyond. */
    boolean covers(Actor actor, Rights wanted) {
        if (actor.rights().administrator()) {
            return true;
        }
        if (wanted.administrator()) {
            return false;
        }
        for (Entity entity : entities.getObject().all()) {
            EntityRight theirs = wanted.of(entity.name());
            if (theirs != EntityRight.NOTHING && !covers(entity, actor.rights(), wanted)) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(Entity entity, Rights ours, Rights theirs) {
        EntityRight own = ours.of(entity.name());
        EntityRight wanted = theirs.of(entity.name());
        if (wanted.pool().compareTo(own.pool()) > 0) {
            return false;
        }
        for (Action action : Action.values()) {
            if (wanted.scope(action).compareTo(own.scope(action)) > 0) {
                return false;
            }
        }
        for (Child child : entity.allChildren()) {
            FieldRight held = own.fields().getOrDefault(child.name(), FieldRight.EDIT);
            FieldRight given = wanted.fields().getOrDefault(child.name(), FieldRight.EDIT);
            if (!covers(held, given)) {
                return false;
            }
        }
        for (Field field : entity.allFields()) {
            if (!covers(Access.right(ours, entity, field), Access.right(theirs, entity, field))) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(FieldRight own, FieldRight wanted) {
        return (own.shown() || !wanted.shown())
                && (own.inClear() || !wanted.inClear())
                && (own.written() || !wanted.written());
    }

    /** Judges what a caller sent for a role and puts it into its stored form. */
    void judge(Draft draft, String path) {
        if (!(draft.values().get(path) instanceof JsonNode sent)) {
            return;
        }
        if (!sent.isArray()) {
            draft.reject(path, "NOT_LIST");
            return;
        }
        if (sent.size() > MOST) {
            draft.reject(path, "TOO_MANY", MOST);
            return;
        }
        ArrayNode stored = Json.MAPPER.createArrayNode();
        var said = new HashMap<String, FieldRight>();
        for (int i = 0; i < sent.size(); i++) {
            stored.add(entry(draft, path + "[" + i + "]", sent.get(i), said));
        }
        draft.values().put(path, stored);
    }

    private ObjectNode entry(
            Draft draft, String path, JsonNode sent, Map<String, FieldRight> said) {
        ObjectNode stored = Json.object();
        if (!sent.isObject()) {
            draft.reject(path, "NOT_AN_OBJECT");
            return stored;
        }
        for (String key : sent.propertyNames()) {
            if (!KEYS.contains(key)) {
                draft.reject(path + "." + shown(key), "UNKNOWN_FIELD");
            }
        }
        String name = sent.path("entity").asString("");
        Entity entity = entities.getObject().find(name);
        if (entity == null && !name.equals(Rights.ANY)) {
            draft.reject(path + ".entity", "PERMISSION_ENTITY", shown(name));
        }
        stored.put("entity", name);
        stored.set("actions", actions(draft, path + ".actions", sent.get("actions")));
        stored.put("scope", choice(draft, path + ".scope", sent.get("scope"), Scope.OWN));
        stored.put("pool", choice(draft, path + ".pool", sent.get("pool"), Pool.NONE));
        ObjectNode fields = fields(draft, path + ".fields", sent.get("fields"), entity, said);
        if (!fields.isEmpty()) {
            stored.set("fields", fields);
        }
        return stored;
    }

    private static ArrayNode actions(Draft draft, String path, JsonNode sent) {
        ArrayNode stored = Json.MAPPER.createArrayNode();
        if (sent == null || sent.isNull()) {
            return stored;
        }
        if (!sent.isArray()) {
            draft.reject(path, "NOT_LIST");
            return stored;
        }
        var actions = EnumSet.noneOf(Action.class);
        for (int i = 0; i < sent.size(); i++) {
            String word = sent.get(i).asString("");
            Action action =
                    word.equals(word.toLowerCase(Locale.ROOT))
                            ? word(Action.class, word, null)
                            : null;
            if (action == null) {
                draft.reject(path + "[" + i + "]", "PERMISSION_ACTION", shown(word));
            } else {
                actions.add(action);
            }
        }
        actions.forEach(action -> stored.add(action.json()));
        return stored;
    }

    private static <E extends Enum<E>> String choice(
            Draft draft, String path, JsonNode sent, E otherwise) {
        if (sent == null || sent.isNull()) {
            return otherwise.name();
        }
        String word = sent.asString("");
        E known = word(otherwise.getDeclaringClass(), word, null);
        if (known == null || !known.name().equals(word)) {
            draft.reject(path, "PERMISSION_WORD", shown(word));
            return otherwise.name();
        }
        return word;
    }

    private static ObjectNode fields(
            Draft draft, String path, JsonNode sent, Entity entity, Map<String, FieldRight> said) {
        ObjectNode stored = Json.object();
        if (sent == null || sent.isNull()) {
            return stored;
        }
        if (!sent.isObject()) {
            draft.reject(path, "NOT_AN_OBJECT");
            return stored;
        }
        for (Map.Entry<String, JsonNode> each : sent.properties()) {
            String field = each.getKey();
            String at = path + "." + shown(field);
            if (entity == null || !speaksOf(entity, field)) {
                draft.reject(at, "PERMISSION_FIELD", shown(field));
                continue;
            }
            String word = each.getValue().asString("");
            FieldRight right = word(FieldRight.class, word, null);
            if (right == null || right == FieldRight.GUARDED || !right.name().equals(word)) {
                draft.reject(at, "PERMISSION_WORD", shown(word));
                continue;
            }
            FieldRight before = said.put(entity.name() + "." + field, right);
            if (before != null && before != right) {
                draft.reject(at, "PERMISSION_TWICE", field);
            }
            stored.put(field, right.name());
        }
        return stored;
    }

    private static boolean speaksOf(Entity entity, String field) {
        boolean own =
                entity.field(field) != null && !field.equals("id") && !field.equals("version");
        return own || entity.childNamed(field) != null || entity.hasRetired(field);
    }

    private static String shown(String word) {
        String plain = Form.harmless(word);
        return plain.length() <= 60 ? plain : plain.substring(0, 60);
    }

    /**
     * The actions on each entity of which the actor has any, as the web application asks for them.
     */
    Map<String, List<String>> actions(Actor actor) {
        var all = new LinkedHashMap<String, List<String>>();
        for (Entity entity : entities.getObject().all()) {
            var actions = new ArrayList<String>();
            for (Action action : Action.values()) {
                if (actor.may(action, entity)) {
                    actions.add(action.json());
                }
            }
            if (!actions.isEmpty()) {
                all.put(entity.name(), actions);
            }
        }
        return all;
    }
}
