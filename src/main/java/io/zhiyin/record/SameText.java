package io.zhiyin.record;

import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the record in the way of a name that may be used once. An index holds the rule. */
@Component
public class SameText {
    private final JdbcClient jdbc;

    SameText(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The other living record with the draft's text in this field, whatever its case. */
    public Optional<Map<String, Object>> other(Draft draft, String field) {
        return other(
                draft.entity(),
                field,
                draft.values().text(field),
                draft.creating() ? 0 : draft.before().id());
    }

    /** The living record with this text, but for one: its id and what it is called. */
    public Optional<Map<String, Object>> other(Entity entity, String field, String text, long but) {
        String name = entity.field(entity.displayField()).columnName();
        return jdbc.sql(
                        "select id, "
                                + name
                                + " from "
                                + entity.table()
                                + " where lower("
                                + entity.field(field).columnName()
                                + ") = lower(?) and id <> ? and deleted_at is null order by id limit 1")
                .params(text, but)
                .query(
                        (row, n) ->
                                Map.<String, Object>of(
                                        "id", row.getString(1), "name", row.getString(2)))
                .optional();
    }

    /**
     * @throws Problem 409 DUPLICATE with the other record, for names that everybody may read
     */
    public void refuse(Draft draft, String field) {
        other(draft, field).ifPresent(SameText::refuse);
    }

    /**
     * @throws Problem 409 DUPLICATE with the other record
     */
    public static void refuse(Map<String, Object> other) {
        throw Problem.conflict("DUPLICATE").with("existing", other);
    }
}
