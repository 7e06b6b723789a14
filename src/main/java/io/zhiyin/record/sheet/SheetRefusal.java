package io.zhiyin.record.sheet;

import java.util.List;

/** A file that will not be read, and why. The message {@code problem.<CODE>} tells the user. */
public final class SheetRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Stable codes; what each means to the user stands in the messages. */
    public enum Code {
        EMPTY_FILE,
        FILE_TOO_LARGE,
        OLD_EXCEL,
        ENCRYPTED_WORKBOOK,
        BINARY_WORKBOOK,
        OPEN_DOCUMENT,
        HTML_TABLE,
        XML_SPREADSHEET,
        IMAGE,
        PDF,
        ARCHIVE,
        OTHER_DOCUMENT,
        NOT_A_TABLE,
        BROKEN_WORKBOOK,
        BROKEN_CSV,
        SUSPICIOUS_WORKBOOK,
        NO_SHEET,
        TOO_MANY_ROWS,
        TOO_MANY_COLUMNS,
        TOO_MANY_TEXTS,
        CELL_TOO_LARGE
    }

    private final Code code;
    private final transient List<Object> arguments;

    public SheetRefusal(Code code, Object... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    SheetRefusal(Code code, Throwable cause) {
        super(code.name(), cause);
        this.code = code;
        this.arguments = List.of();
    }

    public Code code() {
        return code;
    }

    public String messageKey() {
        return "problem." + code;
    }

    /** For the places {0}, {1} of the message. */
    public List<Object> arguments() {
        return arguments;
    }
}
