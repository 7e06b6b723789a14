package io.zhiyin.record.imports;

import java.time.Instant;
import java.util.List;

/**
 * A file on its way into an entity, as it stands now.
 *
 * @param headerRow number of the row of headings, as a spreadsheet program shows it
 * @param rowCount rows below the headings; null while nobody has counted
 * @param jobId the check or commit that runs or ran last
 * @param duplicates what the commit does with rows that exist already; null before
 */
record Import(
        long id,
        long ownerId,
        String entity,
        String fileName,
        String format,
        String encoding,
        List<String> sheets,
        String sheet,
        int headerRow,
        List<Column> columns,
        Long rowCount,
        State state,
        Policy duplicates,
        Long jobId,
        Counts counts,
        Instant createdAt,
        Instant updatedAt,
        Instant finishedAt) {

    /** A column and the field it is mapped to, null when to none. */
    record Column(int index, String header, boolean duplicate, String field, double confidence) {}

    enum State {
        UPLOADED,
        MAPPED,
        CHECKING,
        CHECKED,
        COMMITTING,
        DONE,
        FAILED,
        CANCELLED;

        boolean running() {
            return this == CHECKING || this == COMMITTING;
        }
    }

    /** What happens to a row whose record exists already. */
    enum Policy {
        SKIP,
        FILL,
        OVERWRITE
    }

    /**
     * Rows by what became of them: in the check run the first four, in the commit all.
     *
     * @param total rows looked at
     */
    record Counts(
            long total,
            long fresh,
            long duplicate,
            long invalid,
            long created,
            long updated,
            long skipped) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(
                    total + more.total,
                    fresh + more.fresh,
                    duplicate + more.duplicate,
                    invalid + more.invalid,
                    created + more.created,
                    updated + more.updated,
                    skipped + more.skipped);
        }
    }
}
