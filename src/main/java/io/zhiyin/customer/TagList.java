package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.SameText;
import io.zhiyin.record.Tags;
import io.zhiyin.record.Values;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The entity: a tag, with the dimension it belongs to (C4). */
@Component
@Order(90)
class TagList implements Definition, Hooks {
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}|[a-z][a-z0-9-]{0,19}");

    private final SameText sameText;
    private final ObjectProvider<Tags> tags;
    private final Entity entity;

    TagList(SameText sameText, ObjectProvider<Tags> tags) {
        this.sameText = sameText;
        this.tags = tags;
        entity =
                Entity.named("tags", "tag")
                        .fields(
                                Field.text("name", 50).required().listed(),
                                Field.choice(
                                                "dimension",
                                                "tagDimension",
                                                "STATIC",
                                                "BEHAVIOR",
                                                "VALUE",
                                                "RELATION")
                                        .required()
                                        .initial("STATIC")
                                        .listed(),
                                Field.text("color", 20).quickCreate().listed(),
                                Field.text("description", 500).listed())
                        .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    @Override
    public void normalise(Draft draft) {
        String color = draft.values().text("color");
        if (color != null && !COLOR.matcher(color).matches()) {
            draft.reject("color", "NOT_COLOR");
        }
    }

    @Override
    public void check(Draft draft) {
        if (draft.changed("name")) {
            sameText.refuse(draft, "name");
        }
    }

    @Override
    public void after(Draft draft) {
        tags.getObject().refresh();
    }

    @Override
    public void checkRemoval(Actor actor, Values values, boolean removed) {
        if (!removed) {
            sameText.other(entity, "name", values.text("name"), values.id())
                    .ifPresent(SameText::refuse);
        }
    }

    @Override
    public void afterRemoval(Actor actor, Values values, boolean removed) {
        tags.getObject().refresh();
    }
}
