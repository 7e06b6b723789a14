package io.zhiyin.record.imports;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Problem.FieldError;
import java.util.List;
import java.util.Objects;

/**
 * A row read, completed and checked.
 *
 * @param key by what an existing record is recognised, null when the row has nothing of the kind
 * @param errors what is wrong with it as a new record
 */
record Checked(RowReader.Reading reading, Draft draft, String key, List<FieldError> errors) {
    long number() {
        return reading.row().number();
    }

    /** What is wrong with it as a change of an existing record, which has its required fields. */
    List<FieldError> errorsAsChange() {
        return errors.stream().filter(e -> !Objects.equals(e.code(), "REQUIRED")).toList();
    }
}
