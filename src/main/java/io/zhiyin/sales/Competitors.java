package io.zhiyin.sales;

import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.SameText;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who else is after the same customers; named on opportunities, so that wins and losses count. */
@Component
@Order(60)
class Competitors implements Definition, Hooks {
    private final SameText sameText;
    private final Entity entity;

    Competitors(SameText sameText) {
        this.sameText = sameText;
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
        if (draft.changed("name")) {
            sameText.refuse(draft, "name");
        }
    }
}
