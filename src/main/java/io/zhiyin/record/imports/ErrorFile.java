package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Sealer;
import io.zhiyin.record.Texts;
import io.zhiyin.record.sheet.ErrorSheet;
import io.zhiyin.record.sheet.SheetRefusal;
import io.zhiyin.record.sheet.SheetRow;
import io.zhiyin.record.sheet.SheetRows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Writes the error file of an import: the rejected rows as they came and why. Values of encrypted
 * fields stand there sealed; the uploader's next import opens them again.
 */
@Component
class ErrorFile {
    private static final int PAGE = 1_000;

    private final ImportStore store;
    private final Uploads uploads;
    private final Entities entities;
    private final ImportView view;
    private final Texts texts;
    private final Sealer sealer;

    ErrorFile(
            ImportStore store,
            Uploads uploads,
            Entities entities,
            ImportView view,
            Texts texts,
            Sealer sealer) {
        this.store = store;
        this.uploads = uploads;
        this.entities = entities;
        this.view = view;
        this.texts = texts;
        this.sealer = sealer;
    }

    /** One file in the making. */
    private final class Writing {
        final Import of;
        final Actor actor;
        final Entity entity;
        final ProblemKinds kinds;
        final Map<String, Integer> columns = new HashMap<>();
        final Map<Integer, String> sealed = new HashMap<>();
        List<Integer> kept = List.of();
        SortedMap<Long, List<FieldError>> page = new TreeMap<>();
        long last;

        Writing(Import of, Actor actor, ProblemKinds kinds) {
            this.of = of;
            this.actor = actor;
            this.kinds = kinds;
            this.entity = entities.named(of.entity());
            for (Import.Column column : of.columns()) {
                if (column.field() != null) {
                    columns.put(column.field(), column.index());
                    if (encrypted(column.field())) {
                        sealed.put(column.index(), column.field());
                    }
                }
            }
        }

        private boolean encrypted(String path) {
            Field field = entity.field(path);
            return field != null && field.guard() == Field.Guard.ENCRYPTED;
        }

        /** Why this row was rejected; null when it was not. */
        List<FieldError> reasons(long number) {
            if (page.isEmpty() || page.lastKey() < number) {
                page = store.rejections(of.id(), last, PAGE);
                last = page.isEmpty() ? Long.MAX_VALUE : page.lastKey();
            }
            return page.get(number);
        }

        boolean ended() {
            return page.isEmpty() && last == Long.MAX_VALUE;
        }

        String reason(List<FieldError> errors) {
            return errors.stream()
                    .map(e -> view.message(entity, e.field(), e.code(), e.args(), actor.locale()))
                    .collect(Collectors.joining(texts.text("import.and", actor.locale())));
        }

        List<String> headings(SheetRow header) {
            return kept.stream().map(header::cell).toList();
        }

        SheetRow shown(SheetRow row) {
            List<String> cells = new ArrayList<>(kept.size());
            for (int column : kept) {
                String text = row.cell(column);
                String path = sealed.get(column);
                boolean hide = path != null && !text.isEmpty() && !text.startsWith(Sealer.MARK);
                cells.add(hide ? sealer.seal(RowReader.context(actor.id(), path), text) : text);
            }
            return new SheetRow(row.number(), cells, List.of());
        }

        void note(SheetRow row, List<FieldError> errors) {
            for (FieldError error : errors) {
                Integer column = columns.get(error.field());
                boolean quoted = column != null && !sealed.containsKey(column);
                String text = quoted ? Cells.trimmed(row.cell(column)) : "";
                kinds.add(row.number(), error, text.isEmpty() ? null : text, false);
            }
        }
    }

    /** Writes the file if any row was rejected, and gathers what was wrong, by kind. */
    void write(Import of, Actor actor, ProblemKinds kinds) throws IOException {
        Uploads.delete(uploads.errors(of.id()));
        if (!store.anyRejection(of.id())) {
            return;
        }
        Path side = uploads.incoming();
        try (ImportFile file = ImportFile.open(uploads.upload(of.id()));
                SheetRows rows = file.rows(of.sheet());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(side), 1 << 16)) {
            write(rows, out, new Writing(of, actor, kinds));
            out.close();
            Files.move(side, uploads.errors(of.id()), StandardCopyOption.ATOMIC_MOVE);
        } catch (SheetRefusal e) {
            throw ImportFile.problem(e);
        } finally {
            Uploads.delete(side);
        }
    }

    private void write(SheetRows rows, OutputStream out, Writing writing) throws IOException {
        String title = texts.text("import.errors.reason", writing.actor.locale());
        SheetRow header = header(rows, writing.of.headerRow());
        // a corrected error file that is uploaded again brings its old reasons
        writing.kept =
                IntStream.range(0, writing.of.columns().size())
                        .filter(i -> !header.cell(i).strip().equals(title))
                        .boxed()
                        .toList();
        String name = texts.text("import.errors.sheet", writing.actor.locale());
        try (ErrorSheet sheet = new ErrorSheet(out, name, writing.headings(header), title)) {
            while (rows.hasNext() && !writing.ended()) {
                SheetRow row = rows.next();
                List<FieldError> reasons = writing.reasons(row.number());
                if (reasons != null) {
                    sheet.add(writing.shown(row), writing.reason(reasons));
                    writing.note(row, reasons);
                }
            }
        }
    }

    private static SheetRow header(SheetRows rows, long number) {
        while (rows.hasNext()) {
            SheetRow row = rows.next();
            if (row.number() >= number) {
                return row;
            }
        }
        return new SheetRow(number, List.of(), List.of());
    }
}
