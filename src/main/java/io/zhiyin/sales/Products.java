package io.zhiyin.sales;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.SameText;
import java.math.BigDecimal;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the company sells. */
@Component
@Order(50)
class Products implements Definition, Hooks {
    private final SameText sameText;
    private final Entity entity;

    Products(SameText sameText) {
        this.sameText = sameText;
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
            sameText.refuse(draft, "code");
        } else if (code == null && !draft.creating()) {
            draft.reject("code", "REQUIRED");
        }
    }
}
