package io.zhiyin.record;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be done with many records, as a job keeps it. Records named one by one stand in table
 * bulk_item from the beginning; otherwise {@code filter} and {@code q} say which, and the job looks
 * for them itself.
 *
 * @param patch the fields to set, for EDIT; the new owner for TRANSFER
 * @param tags names, for TAG and UNTAG
 * @param note told in the history of each record, or null
 * @param named whether the records were named one by one
 */
record BulkOrder(
        String entity,
        BulkAction action,
        ObjectNode patch,
        List<String> tags,
        String note,
        boolean named,
        JsonNode filter,
        String q) {

    /** Which records, as a list would be asked for them. */
    Query query() {
        Filter which = filter == null || filter.isNull() ? null : Filter.parse(filter);
        return new Query(1, 1, null, q, which, null, "none", null, action == BulkAction.RESTORE);
    }

    /** What the log calls all changes of the job. */
    static String cause(long job) {
        return "bulk:" + job;
    }
}
