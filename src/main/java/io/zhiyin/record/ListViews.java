package io.zhiyin.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Lists as people want to see them again: name, filter, sort, columns. Seen by their owner, by his
 * department or by all; one for all is made and kept by whoever may configure the entity. No entity
 * of the engine, because who sees a view does not follow from an owner's scope.
 */
@Component
class ListViews {
    private static final int MOST = 100;
    private static final int LONGEST = 60;
    private static final Set<String> PARTS =
            Set.of("entity", "name", "visibility", "filter", "sort", "columns", "version");
    private static final String SELECT =
            "select v.id, v.version, v.entity, v.owner_id, u.department_id, v.name, v.visibility,"
                    + " v.filter, v.sort, v.columns from list_view v join app_user u on u.id = v.owner_id";

    /** Who sees a view besides its owner. */
    enum Visibility {
        PRIVATE,
        TEAM,
        PUBLIC
    }

    /** A stored view; department is its owner's. */
    record View(
            long id,
            int version,
            String entity,
            long ownerId,
            Long department,
            String name,
            Visibility visibility,
            JsonNode filter,
            String sort,
            JsonNode columns) {}

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Entities entities;
    private final ViewFilters filters;
    private final ViewColumns columns;
    private final Labels labels;
    private final Clock clock;

    ListViews(
            JdbcTemplate db,
            TransactionTemplate transaction,
            Entities entities,
            ViewFilters filters,
            ViewColumns columns,
            Labels labels,
            Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.entities = entities;
        this.filters = filters;
        this.columns = columns;
        this.labels = labels;
        this.clock = clock;
    }

    /** What he may open on this entity: his own first, each kind by name. */
    List<Map<String, Object>> of(Actor actor, Entity entity) {
        Access.demand(actor, entity, Action.VIEW);
        return db
                .query(
                        SELECT
                                + " where v.entity = ? and (v.owner_id = ? or v.visibility = 'PUBLIC'"
                                + " or v.visibility = 'TEAM' and u.department_id = ?)"
                                + " order by v.owner_id <> ?, v.visibility, lower(v.name), v.id",
                        ListViews::view,
                        entity.name(),
                        actor.id(),
                        actor.departmentId(),
                        actor.id())
                .stream()
                .map(view -> told(actor, entity, view))
                .toList();
    }

    /** What his list of the entity opens with; null for all records. */
    String standard(Actor actor, Entity entity) {
        List<String> found =
                db.queryForList(
                        "select view from list_view_default where user_id = ? and entity = ?",
                        String.class,
                        actor.id(),
                        entity.name());
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Null goes back to all records. */
    void standard(Actor actor, Entity entity, String view) {
        Access.demand(actor, entity, Action.VIEW);
        if (view == null) {
            db.update(
                    "delete from list_view_default where user_id = ? and entity = ?",
                    actor.id(),
                    entity.name());
            return;
        }
        if (view.matches("[0-9]+")) {
            seen(actor, RecordController.id(view));
        } else if (!view.matches("[a-z][A-Za-z0-9-]{0,39}")) {
            throw Problem.invalid("view", "NOT_FOUND");
        }
        db.update(
                "insert into list_view_default (user_id, entity, view) values (?, ?, ?)"
                        + " on conflict (user_id, entity) do update set view = excluded.view",
                actor.id(),
                entity.name(),
                view);
    }

    Map<String, Object> get(Actor actor, long id) {
        View view = seen(actor, id);
        return told(actor, entities.named(view.entity()), view);
    }

    /** The view if he sees it, and its entity still. */
    private View seen(Actor actor, long id) {
        List<View> found = db.query(SELECT + " where v.id = ?", ListViews::view, id);
        if (found.isEmpty()) {
            throw Problem.notFound();
        }
        View view = found.getFirst();
        boolean mine = view.ownerId() == actor.id();
        boolean team =
                view.visibility() == Visibility.TEAM
                        && view.department() != null
                        && view.department().equals(actor.departmentId());
        Entity entity = entities.find(view.entity());
        if (!(mine || team || view.visibility() == Visibility.PUBLIC)
                || entity == null
                || !actor.may(Action.VIEW, entity)) {
            throw Problem.notFound();
        }
        return view;
    }

    long create(Actor actor, JsonNode body) {
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        Entity entity = entity(body);
        Access.demand(actor, entity, Action.VIEW);
        View view = read(actor, entity, body, null);
        return transaction.execute(status -> insert(actor, view));
    }

    private long insert(Actor actor, View view) {
        Long count =
                db.queryForObject(
                        "select count(*) from list_view where owner_id = ? and entity = ?",
                        Long.class,
                        actor.id(),
                        view.entity());
        if (count != null && count >= MOST) {
            throw Problem.invalid("name", "TOO_MANY", MOST);
        }
        free(view);
        Object at = Lists.utc(clock.instant());
        return db.queryForObject(
                "insert into list_view (entity, owner_id, name, visibility, filter, sort, columns,"
                        + " created_at, updated_at) values (?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?)"
                        + " returning id",
                Long.class,
                Arrays.asList(
                                view.entity(),
                                actor.id(),
                                view.name(),
                                view.visibility().name(),
                                text(view.filter()),
                                view.sort(),
                                text(view.columns()),
                                at,
                                at)
                        .toArray());
    }

    void patch(Actor actor, long id, Integer version, JsonNode body) {
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        transaction.executeWithoutResult(
                status -> {
                    View before = editable(actor, id, version);
                    Entity entity = entities.named(before.entity());
                    View now = read(actor, entity, body, before);
                    free(now);
                    db.update(
                            "update list_view set name = ?, visibility = ?, filter = ?::jsonb, sort = ?,"
                                    + " columns = ?::jsonb, updated_at = ?, version = version + 1"
                                    + " where id = ?",
                            now.name(),
                            now.visibility().name(),
                            text(now.filter()),
                            now.sort(),
                            text(now.columns()),
                            Lists.utc(clock.instant()),
                            id);
                });
    }

    void delete(Actor actor, long id, Integer version) {
        transaction.executeWithoutResult(
                status -> {
                    editable(actor, id, version);
                    db.update("delete from list_view_default where view = ?", Long.toString(id));
                    db.update("delete from list_view where id = ?", id);
                });
    }

    private View editable(Actor actor, long id, Integer version) {
        db.queryForList("select id from list_view where id = ? for update", Long.class, id);
        View view = seen(actor, id);
        if (!editable(actor, entities.named(view.entity()), view)) {
            throw Problem.forbidden();
        }
        if (version == null) {
            throw new Problem(428, "VERSION_REQUIRED");
        }
        if (version != view.version()) {
            throw Problem.conflict("STALE").with("current", get(actor, id));
        }
        return view;
    }

    private static boolean editable(Actor actor, Entity entity, View view) {
        return view.visibility() == Visibility.PUBLIC
                ? actor.may(Action.CONFIGURE, entity)
                : view.ownerId() == actor.id();
    }

    /** One person has no two views of the same name. */
    private void free(View view) {
        Integer others =
                db.queryForObject(
                        "select count(*) from list_view where owner_id = ? and entity = ?"
                                + " and lower(name) = ? and id <> ?",
                        Integer.class,
                        view.ownerId(),
                        view.entity(),
                        view.name().toLowerCase(Locale.ROOT),
                        view.id());
        if (others != null && others > 0) {
            throw Problem.taken("name", "DUPLICATE");
        }
    }

    private Entity entity(JsonNode body) {
        Entity entity = entities.find(body.path("entity").asString(""));
        if (entity == null) {
            throw Problem.invalid("entity", body.has("entity") ? "NOT_FOUND" : "REQUIRED");
        }
        return entity;
    }

    /** What was sent over what was there; absent stays as it is. */
    private View read(Actor actor, Entity entity, JsonNode body, View before) {
        for (String name : body.propertyNames()) {
            if (!PARTS.contains(name)) {
                throw Problem.invalid(
                        name.substring(0, Math.min(100, name.length())), "UNKNOWN_FIELD");
            }
        }
        Visibility visibility = visibility(actor, entity, body.get("visibility"), before);
        JsonNode filter =
                body.has("filter")
                        ? filters.whole(
                                actor,
                                entity,
                                body.get("filter"),
                                before == null ? null : before.filter())
                        : before == null ? null : before.filter();
        String sort =
                body.has("sort")
                        ? columns.sort(actor, entity, body.get("sort"))
                        : before == null ? null : before.sort();
        JsonNode shown =
                body.has("columns")
                        ? columns.read(actor, entity, body.get("columns"))
                        : before == null ? Json.MAPPER.createArrayNode() : before.columns();
        return new View(
                before == null ? 0 : before.id(),
                before == null ? 0 : before.version(),
                entity.name(),
                before == null ? actor.id() : before.ownerId(),
                null,
                name(body.get("name"), before),
                visibility,
                filter,
                sort,
                shown);
    }

    private static String name(JsonNode sent, View before) {
        if (sent == null && before != null) {
            return before.name();
        }
        try {
            String name =
                    sent != null && sent.isString() ? Codec.clean(sent.stringValue(), false) : "";
            if (name == null || name.isEmpty()) {
                throw Problem.invalid("name", "REQUIRED");
            }
            if (name.length() > LONGEST) {
                throw Problem.invalid("name", "TOO_LONG", LONGEST);
            }
            return name;
        } catch (Codec.Unfit e) {
            throw Problem.invalid(List.of(e.at("name")));
        }
    }

    private static Visibility visibility(Actor actor, Entity entity, JsonNode sent, View before) {
        Visibility was = before == null ? Visibility.PRIVATE : before.visibility();
        Visibility wanted = was;
        if (sent != null && !sent.isNull()) {
            wanted =
                    Arrays.stream(Visibility.values())
                            .filter(v -> v.name().equals(sent.asString("")))
                            .findFirst()
                            .orElseThrow(() -> Problem.invalid("visibility", "NOT_CHOICE"));
        }
        if (wanted == Visibility.PUBLIC && !actor.may(Action.CONFIGURE, entity)) {
            throw Problem.invalid("visibility", "MAY_NOT_PUBLISH");
        }
        if (wanted == Visibility.TEAM && wanted != was && actor.departmentId() == null) {
            throw Problem.invalid("visibility", "NO_DEPARTMENT");
        }
        return wanted;
    }

    private Map<String, Object> told(Actor actor, Entity entity, View view) {
        ViewFilters.Told filter = filters.told(actor, entity, view.filter());
        var told = new LinkedHashMap<String, Object>();
        told.put("id", Long.toString(view.id()));
        told.put("version", view.version());
        told.put("entity", view.entity());
        told.put("name", view.name());
        told.put("visibility", view.visibility());
        told.put("filter", filter.filter());
        told.put("unavailable", filter.unavailable());
        told.put("sort", columns.known(actor, entity, view.sort()));
        told.put("columns", columns.shown(actor, entity, view.columns()));
        told.put("ownerId", Long.toString(view.ownerId()));
        told.put("ownerName", labels.person(view.ownerId()));
        told.put("mine", view.ownerId() == actor.id());
        told.put("editable", editable(actor, entity, view));
        return told;
    }

    private static View view(ResultSet row, int number) throws SQLException {
        return new View(
                row.getLong("id"),
                row.getInt("version"),
                row.getString("entity"),
                row.getLong("owner_id"),
                row.getObject("department_id", Long.class),
                row.getString("name"),
                Visibility.valueOf(row.getString("visibility")),
                json(row.getString("filter")),
                row.getString("sort"),
                json(row.getString("columns")));
    }

    private static JsonNode json(String text) {
        return text == null ? null : Json.read(text);
    }

    private static String text(JsonNode node) {
        return node == null || node.isNull() ? null : node.toString();
    }
}
