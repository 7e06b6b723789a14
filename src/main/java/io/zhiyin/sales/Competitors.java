package io.zhiyin.sales;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Problem;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who else is after the same customers; named on opportunities, so that wins and losses count. */
@Component
@Order(60)
class Competitors implements Definition, Hooks {
    private final JdbcClient jdbc;
    private final Entity entity;

    Competitors(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.entity =
                Entity.named("competitors", "competitor")
                        .fields(
                                Field.text("name", 200).required().listed(),
                                Field.of("website", io.zhiyin.record.FieldType.URL)
                                        .max(300)
                                        .listed(),
                                Field.longText("strengths").listed(),
                                Field.longText("weaknesses").listed())
                        .sortedBy("name")
                        .small()
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void check(Draft draft) {
        if (!draft.changed("name")) {
            return;
        }
        jdbc.sql(
                        "select id, name from competitor where lower(name) = lower(?) and id <> ? and deleted_at is null")
                .params(draft.values().text("name"), draft.creating() ? 0 : draft.before().id())
                .query((row, n) -> Map.of("id", row.getString(1), "name", row.getString(2)))
                .optional()
                .ifPresent(
                        other -> {
                            throw Problem.conflict("DUPLICATE").with("existing", other);
                        });
    }
}
