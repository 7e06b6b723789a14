package io.zhiyin.record.imports;

import io.zhiyin.record.Access;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Child;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Meta;
import io.zhiyin.record.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The fields of an entity that an actor may bring in from a file, and what headings call them. */
@Component
class Targets {
    private static final List<Locale> LANGUAGES = List.of(Locale.CHINA, Locale.ENGLISH);

    private final Meta meta;
    private final Texts texts;

    Targets(Meta meta, Texts texts) {
        this.meta = meta;
        this.texts = texts;
    }

    List<Target> of(Actor actor, Entity entity) {
        List<Target> targets = new ArrayList<>();
        for (Field field : entity.allFields()) {
            boolean key =
                    entity.identity() != null && entity.identity().path().equals(field.name());
            FieldRight right = Access.right(actor, entity, field);
            if (key && right.queried() || fits(field) && right.written()) {
                targets.add(target(actor, entity, null, field));
            }
        }
        for (Child child : entity.allChildren()) {
            if (!child.many()) {
                for (Field field : child.fields()) {
                    if (fits(field) && Access.right(actor, entity, child, field).written()) {
                        targets.add(target(actor, entity, child, field));
                    }
                }
            }
        }
        return targets;
    }

    private static boolean fits(Field field) {
        return field.isImportable()
                && !field.isReadOnly()
                && field.type() != FieldType.JSON
                && field.type() != FieldType.FILES
                && field.type() != FieldType.REFS;
    }

    private Target target(Actor actor, Entity entity, Child child, Field field) {
        String path = child == null ? field.name() : child.name() + "." + field.name();
        boolean inUse = child == null || child.required();
        boolean required = field.isRequired() && field.initialValue() == null && inUse;
        Set<String> names = new LinkedHashSet<>();
        for (Locale language : LANGUAGES) {
            String aliases = texts.optional("alias." + entity.name() + "." + path, language);
            if (aliases != null) {
                names.addAll(Arrays.asList(aliases.split("[,，]")));
            }
            names.add(label(entity, child, field, language));
            names.add(bare(entity, child, field, language));
        }
        names.add(path);
        names.add(field.name());
        names.add(field.name().substring(field.name().lastIndexOf('.') + 1));
        names.removeIf(String::isBlank);
        return new Target(
                path,
                label(entity, child, field, actor.locale()),
                field.type(),
                required,
                List.copyOf(names));
    }

    private String bare(Entity entity, Child child, Field field, Locale language) {
        String owner =
                child == null
                        ? entity.name()
                        : child.entity() == null
                                ? entity.name() + "." + child.name()
                                : child.entity();
        return meta.label(owner, field, language);
    }

    /** 关键决策人 · 手机号码: a child's field with the child's name. */
    private String label(Entity entity, Child child, Field field, Locale language) {
        String bare = bare(entity, child, field, language);
        return child == null
                ? bare
                : texts.text("child." + entity.name() + "." + child.name(), language)
                        + " · "
                        + bare;
    }

    /** The name of a field by its path, as its reader knows it; the path where there is none. */
    String label(Entity entity, String path, Locale language) {
        int dot = path.indexOf('.');
        Child child = dot < 0 ? null : entity.childNamed(path.substring(0, dot));
        Field field = child == null ? entity.field(path) : child.field(path.substring(dot + 1));
        return field == null ? path : label(entity, child, field, language);
    }
}
