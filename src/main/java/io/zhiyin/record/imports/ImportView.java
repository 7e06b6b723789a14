package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Texts;
import io.zhiyin.record.imports.Import.Column;
import io.zhiyin.record.imports.Import.Counts;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** An import as its uploader is told of it. */
@Component
class ImportView {
    private final ImportStore store;
    private final Uploads uploads;
    private final Entities entities;
    private final Targets targets;
    private final Texts texts;

    ImportView(
            ImportStore store, Uploads uploads, Entities entities, Targets targets, Texts texts) {
        this.store = store;
        this.uploads = uploads;
        this.entities = entities;
        this.targets = targets;
        this.texts = texts;
    }

    Map<String, Object> of(Actor actor, Import of) {
        Entity entity = entities.named(of.entity());
        Map<Integer, List<String>> samples = store.samples(of.id());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", Long.toString(of.id()));
        view.put("entity", of.entity());
        view.put("fileName", of.fileName());
        view.put("format", of.format());
        view.put("encoding", of.encoding());
        view.put("sheets", of.sheets());
        view.put("sheet", of.sheet());
        view.put("headerRow", of.headerRow());
        view.put(
                "columns",
                of.columns().stream()
                        .map(c -> column(c, samples.getOrDefault(c.index(), List.of())))
                        .toList());
        view.put("targets", targets.of(actor, entity).stream().map(ImportView::target).toList());
        view.put("rowCount", of.rowCount());
        view.put("state", of.state());
        view.put("duplicates", of.duplicates());
        view.put("jobId", of.jobId() == null ? null : of.jobId().toString());
        view.put("counts", counts(of.counts()));
        view.put(
                "problems",
                store.problems(of.id()).stream()
                        .map(k -> problem(entity, k, actor.locale()))
                        .toList());
        view.put("hasErrorFile", Files.exists(uploads.errors(of.id())));
        view.put("fileKept", uploads.has(of.id()));
        view.put("createdAt", of.createdAt());
        view.put("updatedAt", of.updatedAt());
        view.put("finishedAt", of.finishedAt());
        return view;
    }

    private static Map<String, Object> column(Column column, List<String> samples) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("index", column.index());
        view.put("header", column.header());
        view.put("duplicate", column.duplicate());
        view.put("samples", samples);
        view.put("field", column.field());
        view.put("confidence", column.confidence());
        return view;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("field", target.path());
        view.put("label", target.label());
        view.put("type", target.type().json());
        view.put("required", target.required());
        return view;
    }

    /** What a job of the import came to, and where the rejected rows are. */
    static Map<String, Object> result(Import of, Counts counts) {
        Map<String, Object> result = counts(counts);
        result.put("importId", Long.toString(of.id()));
        result.put(
                "errorFileUrl",
                counts.invalid() == 0 ? null : "/api/v1/imports/" + of.id() + "/errors");
        return result;
    }

    static Map<String, Object> counts(Counts counts) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("total", counts.total());
        view.put("new", counts.fresh());
        view.put("duplicate", counts.duplicate());
        view.put("invalid", counts.invalid());
        view.put("created", counts.created());
        view.put("updated", counts.updated());
        view.put("skipped", counts.skipped());
        return view;
    }

    private Map<String, Object> problem(Entity entity, ProblemKinds.Kind kind, Locale locale) {
        String message = message(entity, kind.field(), kind.code(), kind.args(), locale);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", kind.code());
        view.put("field", kind.field());
        view.put("message", message);
        view.put("notice", kind.notice());
        view.put("count", kind.count());
        view.put("rows", kind.rows().stream().map(example -> row(kind, example, message)).toList());
        return view;
    }

    private static Map<String, Object> row(
            ProblemKinds.Kind kind, ProblemKinds.Example example, String message) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("row", example.row());
        view.put("field", kind.field());
        view.put("value", example.value());
        view.put("message", message);
        return view;
    }

    /** 客户名单-错误.xlsx */
    String errorFileName(Actor actor, Import of) {
        String name = of.fileName();
        int dot = name.lastIndexOf('.');
        return texts.text(
                "import.errors.file", actor.locale(), dot > 0 ? name.substring(0, dot) : name);
    }

    /** 手机号码：不是正确的电话号码. */
    String message(Entity entity, String field, String code, List<?> args, Locale locale) {
        String text = texts.text("error." + code, locale, args.toArray());
        return field.isEmpty()
                ? text
                : texts.text("import.problem", locale, targets.label(entity, field, locale), text);
    }
}
