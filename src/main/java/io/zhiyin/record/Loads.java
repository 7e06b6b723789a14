package io.zhiyin.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes many finished records at once by COPY, with their search pieces and their entries in the
 * change log, as saving one by one would leave them. Checks nothing and runs no hooks: for example
 * data and measurements, whose values are known to be right.
 */
@Component
public class Loads {
    private static final String LOG =
            "copy change (at, actor_id, entity, record_id, version, kind, cause, diff) from stdin";

    private final Codec codec;
    private final Changes changes;

    Loads(Codec codec, Changes changes) {
        this.codec = codec;
        this.changes = changes;
    }

    /** Who wrote a record first and last, and when. */
    public record Stamp(Instant createdAt, Long createdBy, Instant updatedAt, Long updatedBy) {
        public static Stamp of(Instant at, Long by) {
            return new Stamp(at, by, at, by);
        }
    }

    /** One entry of the log that is not the creation. */
    public record Entry(Instant at, Long by, int version, String cause, ObjectNode diff) {}

    /**
     * Starts a load of an entity. {@code marks} are columns without a field, with the same value in
     * no two loads of an entity at the same time, such as a child's mark.
     */
    public Load of(Entity entity, String... marks) {
        return new Load(entity, List.of(marks));
    }

    /** The rows of one entity on their way into its table; not for two threads at once. */
    public final class Load {
        private final Entity entity;
        private final List<Field> fields = new ArrayList<>();
        private final List<String> marks;
        private final CopyText rows = new CopyText();
        private final CopyText log = new CopyText();

        private Load(Entity entity, List<String> marks) {
            this.entity = entity;
            this.marks = marks;
            for (Field field : entity.storedFields()) {
                if (!field.name().equals("version") && !marks.contains(field.columnName())) {
                    fields.add(field);
                }
            }
        }

        /** Adds a record; its values carry {@code id} and {@code version}, absent ones are empty. */
        public void add(Values values, Stamp stamp, Map<String, ?> marked) {
            rows.cell(values.id()).cell(values.version());
            for (Field field : fields) {
                Object value = values.get(field.name());
                if (value == null) {
                    value = field.initialValue();
                }
                rows.cell(codec.toColumn(field, value));
            }
            marks.forEach(m -> rows.cell(marked.get(m)));
            if (entity.isSearchable()) {
                Rows.tokens(entity, values).values().forEach(rows::cell);
            }
            rows.cell(stamp.createdAt()).cell(stamp.createdBy());
            rows.cell(stamp.updatedAt()).cell(stamp.updatedBy());
            rows.end();
        }

        /** The entry of the record's creation, with these first values. */
        public void created(Values first, Stamp stamp, String cause) {
            entry(
                    first.id(),
                    Changes.Kind.CREATE,
                    new Entry(
                            stamp.createdAt(),
                            stamp.createdBy(),
                            1,
                            cause,
                            changes.diff(entity, null, first)));
        }

        /** The entry of a later change. */
        public void changed(long id, Entry entry) {
            entry(id, Changes.Kind.UPDATE, entry);
        }

        /** What a change of these values is in the log. */
        public ObjectNode diff(Values before, Values after) {
            return changes.diff(entity, before, after);
        }

        private void entry(long id, Changes.Kind kind, Entry entry) {
            log.cell(entry.at()).cell(entry.by()).cell(entity.name()).cell(id);
            log.cell(entry.version()).cell(kind.name()).cell(entry.cause());
            log.cell(entry.diff().toString()).end();
        }

        /** Takes out what has come together, to be written by {@link Parcel#write}. */
        public Parcel parcel() {
            return new Parcel(copy(), rows.take(), log.take());
        }

        private String copy() {
            var columns = new ArrayList<>(List.of("id", "version"));
            fields.forEach(f -> columns.add(f.columnName()));
            columns.addAll(marks);
            if (entity.isSearchable()) {
                Collections.addAll(columns, "search", "initials");
            }
            Collections.addAll(columns, "created_at", "created_by", "updated_at", "updated_by");
            return "copy "
                    + entity.table()
                    + " ("
                    + String.join(", ", columns)
                    + ") from stdin";
        }
    }

    /** Rows and log entries ready to be sent. */
    public record Parcel(String copy, byte[] rows, byte[] log) {
        /** Sends the rows over this connection, in its transaction. */
        public void write(Connection connection) throws SQLException {
            send(connection, copy, rows);
            send(connection, LOG, log);
        }

        private static void send(Connection connection, String copy, byte[] bytes)
                throws SQLException {
            if (bytes.length == 0) {
                return;
            }
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
            in.writeToCopy(bytes, 0, bytes.length);
            in.endCopy();
        }
    }
}
