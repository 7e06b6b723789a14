package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Bulk;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Known;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Recognition;
import io.zhiyin.record.Values;
import io.zhiyin.record.sheet.SheetRefusal;
import io.zhiyin.record.sheet.SheetRow;
import io.zhiyin.record.sheet.SheetRows;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** One reading of a file from top to bottom, its rows checked, in chunks. */
final class Pass implements Iterator<List<Checked>>, Closeable {
    static final int CHUNK = 1_000;

    private final ImportFile file;
    private final SheetRows rows;
    private final RowReader reader;
    private final Bulk bulk;
    private final Recognition recognition;
    private final Actor actor;
    private final Entity entity;
    private final Known known = new Known();
    private final boolean keyOnly;

    /**
     * @param after the number of the last row that is left out: the headings, or what is done
     */
    Pass(
            ImportFile file,
            String sheet,
            long after,
            RowReader reader,
            Bulk bulk,
            Recognition recognition,
            Actor actor,
            Entity entity)
            throws IOException {
        this.file = file;
        this.reader = reader;
        this.bulk = bulk;
        this.recognition = recognition;
        this.actor = actor;
        this.entity = entity;
        this.keyOnly =
                entity.identity() != null
                        && entity.field(entity.identity().path()) != null
                        && entity.field(entity.identity().path()).isReadOnly();
        try {
            this.rows = new After(file.rows(sheet), after);
        } catch (SheetRefusal e) {
            throw ImportFile.problem(e);
        }
    }

    /** The rows beyond a number. */
    private static final class After implements SheetRows {
        private final SheetRows all;
        private final long after;
        private SheetRow next;

        After(SheetRows all, long after) {
            this.all = all;
            this.after = after;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                SheetRow row = all.next();
                next = row.number() > after ? row : null;
            }
            return next != null;
        }

        @Override
        public SheetRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            SheetRow row = next;
            next = null;
            return row;
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (SheetRefusal e) {
            throw ImportFile.problem(e);
        }
    }

    @Override
    public List<Checked> next() {
        try {
            List<Checked> chunk = new ArrayList<>(CHUNK);
            while (chunk.size() < CHUNK && rows.hasNext()) {
                chunk.add(checked(rows.next()));
            }
            return keyOnly ? chunk : marked(chunk);
        } catch (SheetRefusal e) {
            throw ImportFile.problem(e);
        }
    }

    private Checked checked(SheetRow row) {
        RowReader.Reading reading = reader.read(row);
        List<FieldError> errors = new ArrayList<>(reading.errors());
        Draft draft = bulk.draft(actor, entity, reading.body(), known);
        for (FieldError error : draft.problems()) {
            if (reading.errors().stream().noneMatch(e -> e.field().equals(error.field()))) {
                errors.add(error);
            }
        }
        return new Checked(reading, draft, Recognition.Marks.only(reading.key()), errors);
    }

    private List<Checked> marked(List<Checked> chunk) {
        List<Values> values = chunk.stream().map(row -> row.draft().values()).toList();
        List<Recognition.Marks> marks = recognition.marks(actor, entity, values);
        List<Checked> marked = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            Checked row = chunk.get(i);
            marked.add(new Checked(row.reading(), row.draft(), marks.get(i), row.errors()));
        }
        return marked;
    }

    /** What of the records that are there each row of a chunk stands for. */
    static List<Recognition.Match> matches(
            Recognition recognition, Actor actor, Entity entity, List<Checked> chunk) {
        return recognition.matches(
                actor,
                entity,
                chunk.stream().map(Checked::marks).toList(),
                chunk.stream().map(row -> row.draft().values()).toList());
    }

    /** A row that names a record which must exist. */
    boolean namesOne(Checked row) {
        return keyOnly && row.marks().identity() != null;
    }

    static FieldError unknownKey(Entity entity) {
        return new FieldError(entity.identity().path(), "NO_SUCH_RECORD");
    }

    @Override
    public void close() throws IOException {
        rows.close();
        file.close();
    }
}
