package io.zhiyin.sales;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Problem;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the company sells. */
@Component
@Order(50)
class Products implements Definition, Hooks {
    private final JdbcClient jdbc;
    private final Entity entity;

    Products(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.entity =
                Entity.named("products", "product")
                        .fields(
                                Field.text("code", 40).listed().quickCreate(),
                                Field.text("name", 200).required().listed(),
                                Field.text("category", 100).listed(),
                                Field.text("unit", 20).listed(),
                                Field.money("price").listed().quickCreate(),
                                Field.of("active", FieldType.BOOLEAN).initial(true).listed())
                        .numbered("PD{4}")
                        .small()
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void check(Draft draft) {
        BigDecimal price = draft.values().number("price");
        if (price != null && price.signum() < 0) {
            draft.reject("price", "OUT_OF_RANGE");
        }
        String code = draft.values().text("code");
        if (code != null && draft.changed("code")) {
            unique(code, draft.creating() ? 0 : draft.before().id());
        } else if (code == null && !draft.creating()) {
            draft.reject("code", "REQUIRED");
        }
    }

    /** Everybody may read the names of products, so the one in the way may be told. */
    private void unique(String code, long self) {
        jdbc.sql(
                        "select id, name from product where lower(code) = lower(?) and id <> ? and deleted_at is null")
                .params(code, self)
                .query((row, n) -> Map.of("id", row.getString(1), "name", row.getString(2)))
                .optional()
                .ifPresent(
                        other -> {
                            throw Problem.conflict("DUPLICATE").with("existing", other);
                        });
    }
}
