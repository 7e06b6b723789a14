package io.zhiyin.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes many finished records at once by COPY, with their search pieces and their entries in the
 * change log, as saving one by one would leave them. Checks nothing and runs no hooks: for example
 * data and measurements, whose values are known to be right.
 */
@Component
public class Loads {
    private final Rows rows;
    private final Codec codec;
    private final Changes changes;

    Loads(Rows rows, Codec codec, Changes changes) {
        this.rows = rows;
        this.codec = codec;
        this.changes = changes;
    }

    /** Who wrote a record first and last, and when. */
    public record Stamp(Instant createdAt, Long createdBy, Instant updatedAt, Long updatedBy) {
        public static Stamp of(Instant at, Long by) {
            return new Stamp(at, by, at, by);
        }
    }

    /** One entry of the log. */
    public record Entry(Instant at, Long by, int version, String cause, ObjectNode diff) {}

    public Load of(Entity entity) {
        return new Load(entity);
    }

    /** The rows of one entity on their way into its table; not for two threads at once. */
    public final class Load {
        private final Entity entity;
        private Copy own;
        private Copy log;
        private final Map<Child, Copy> lines = new LinkedHashMap<>();

        private Load(Entity entity) {
            this.entity = entity;
            start();
        }

        private void start() {
            own = new Copy(entity.table());
            log = new Copy("change");
            lines.clear();
        }

        /**
         * Adds a record.
         *
         * @param values with {@code id} and {@code version}; absent ones get their first value
         */
        public void add(Values values, Stamp stamp) {
            for (Field field : entity.storedFields()) {
                values.putIfAbsent(field.name(), field.initialValue());
            }
            Map<String, Object> columns =
                    rows.columns(
                            Actor.program(java.time.ZoneOffset.UTC),
                            entity,
                            values,
                            stamp.createdAt(),
                            Map.of());
            columns.put("id", values.id());
            columns.put("version", values.version());
            columns.put("created_by", stamp.createdBy());
            columns.put("updated_at", Lists.utc(stamp.updatedAt()));
            columns.put("updated_by", stamp.updatedBy());
            own.add(columns);
            for (Child child : entity.allChildren()) {
                if (child.many() && values.children(child.name()) != null) {
                    lines(child, values.id(), values.children(child.name()));
                }
            }
        }

        private void lines(Child child, long parent, List<Values> of) {
            int position = 0;
            for (Values line : of) {
                var columns = new LinkedHashMap<String, Object>();
                columns.put(child.parentColumn(), parent);
                columns.put("position", position++);
                for (Field field : child.fields()) {
                    if (!field.computed()) {
                        columns.put(
                                field.columnName(), codec.toColumn(field, line.get(field.name())));
                    }
                }
                lines.computeIfAbsent(child, c -> new Copy(c.table())).add(columns);
            }
        }

        /** The entry of a record's creation with these first values. */
        public void created(Values first, Stamp stamp, String cause) {
            entry(
                    first.id(),
                    Changes.Kind.CREATE,
                    new Entry(stamp.createdAt(), stamp.createdBy(), 1, cause, diff(null, first)));
        }

        /** The entry of a later change. */
        public void changed(long id, Entry entry) {
            entry(id, Changes.Kind.UPDATE, entry);
        }

        /** What the log says of a change between these values; before is null for a new record. */
        public ObjectNode diff(Values before, Values after) {
            return changes.diff(entity, before, after);
        }

        private void entry(long id, Changes.Kind kind, Entry entry) {
            var columns = new LinkedHashMap<String, Object>();
            columns.put("at", Lists.utc(entry.at()));
            columns.put("actor_id", entry.by());
            columns.put("entity", entity.name());
            columns.put("record_id", id);
            columns.put("version", entry.version());
            columns.put("kind", kind.name());
            columns.put("cause", entry.cause());
            columns.put("diff", entry.diff().toString());
            log.add(columns);
        }

        /** Takes out what has come together. */
        public Parcel parcel() {
            var all = new ArrayList<>(List.of(own));
            all.addAll(lines.values());
            all.add(log);
            Parcel parcel = new Parcel(all);
            start();
            return parcel;
        }
    }

    /** Rows and log entries ready to be sent. */
    public static final class Parcel {
        private final List<Copy> copies;

        private Parcel(List<Copy> copies) {
            this.copies = copies;
        }

        /** Sends the rows over this connection, in its transaction. */
        public void write(Connection connection) throws SQLException {
            for (Copy copy : copies) {
                copy.send(connection);
            }
        }
    }
}
