package io.zhiyin.record.imports;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Recognition;
import java.util.List;
import java.util.Objects;

/**
 * A row read, completed and checked.
 *
 * @param marks by what an existing record is recognised
 * @param errors what is wrong with it as a new record
 */
record Checked(
        RowReader.Reading reading, Draft draft, Recognition.Marks marks, List<FieldError> errors) {
    long number() {
        return reading.row().number();
    }

    /** What a person may be told of the value by which it was recognised. */
    String shown(String path) {
        return reading.cells().getOrDefault(path, marks.identity());
    }

    /** What is wrong with it as a change of an existing record, which has its required fields. */
    List<FieldError> errorsAsChange() {
        return errors.stream().filter(e -> !Objects.equals(e.code(), "REQUIRED")).toList();
    }
}
