package io.zhiyin.record;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Gives single records to single people beyond their scope, to see or to edit. */
@Component
class Shares {
    private static final int MOST = 200;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Records records;
    private final Labels labels;
    private final Audit audit;
    private final Clock clock;

    Shares(
            JdbcTemplate db,
            TransactionTemplate transaction,
            Records records,
            Labels labels,
            Audit audit,
            Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.records = records;
        this.labels = labels;
        this.audit = audit;
        this.clock = clock;
    }

    List<Map<String, Object>> of(Actor actor, Entity entity, long id) {
        Access.demand(actor, entity, Action.VIEW);
        if (!entity.hasOwnOwner() || !records.reaches(actor, entity, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        return db.query(
                "select user_id, can_edit from record_share where entity = ? and record_id = ? order by created_at, user_id",
                (row, n) -> {
                    var share = new LinkedHashMap<String, Object>();
                    share.put("userId", Long.toString(row.getLong(1)));
                    share.put("name", labels.person(row.getLong(1)));
                    share.put("canEdit", row.getBoolean(2));
                    return share;
                },
                entity.name(),
                id);
    }

    /**
     * Replaces the shares of a record: {@code {"items":[{"userId","canEdit"}]}}; who may edit it
     * may share it.
     */
    List<Map<String, Object>> put(Actor actor, Entity entity, long id, JsonNode body) {
        of(actor, entity, id);
        if (!records.reaches(actor, entity, id, Action.EDIT)) {
            throw Problem.forbidden();
        }
        JsonNode items = body.get("items");
        if (items == null || !items.isArray() || items.size() > MOST) {
            throw Problem.invalid("items", items == null ? "REQUIRED" : "NOT_LIST");
        }
        Map<Long, Boolean> wanted = new LinkedHashMap<>();
        int at = 0;
        for (JsonNode item : items) {
            String path = "items[" + at++ + "].userId";
            try {
                wanted.put(
                        Codec.reference(item.path("userId")),
                        item.path("canEdit").asBoolean(false));
            } catch (Codec.Unfit e) {
                throw Problem.invalid(List.of(e.at(path)));
            }
        }
        Integer living =
                db.queryForObject(
                        "select count(*) from app_user where id = any(?) and deleted_at is null and active",
                        Integer.class,
                        (Object) wanted.keySet().toArray(Long[]::new));
        if (living == null || living != wanted.size()) {
            throw Problem.invalid("items", "NOT_FOUND");
        }
        transaction.executeWithoutResult(status -> replace(entity, id, wanted));
        audit.add(
                actor,
                "SHARE",
                entity.name(),
                id,
                Map.of("users", wanted.keySet().stream().map(String::valueOf).toList()));
        return of(actor, entity, id);
    }

    private void replace(Entity entity, long id, Map<Long, Boolean> wanted) {
        db.update("delete from record_share where entity = ? and record_id = ?", entity.name(), id);
        wanted.forEach(
                (user, edit) ->
                        db.update(
                                "insert into record_share (entity, record_id, user_id, can_edit, created_at) values (?, ?, ?, ?, ?)",
                                entity.name(),
                                id,
                                user,
                                edit,
                                Lists.utc(clock.instant())));
    }
}
