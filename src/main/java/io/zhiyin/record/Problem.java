package io.zhiyin.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expected failure, told to the caller as RFC 9457 problem+json. The texts stand in the message
 * catalogues under {@code problem.<code>}; {@code args} fill their places.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One wrong field: its path, a stable code (text under {@code error.<code>}), and the text's
     * arguments.
     */
    public record FieldError(String field, String code, List<Object> args) {
        public FieldError(String field, String code, Object... args) {
            this(field, code, List.of(args));
        }
    }

    private final int status;
    private final String code;
    private final transient List<Object> args;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> extra = new LinkedHashMap<>();

    public Problem(int status, String code, Object... args) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.args = List.of(args);
    }

    public static Problem malformed(String code, Object... args) {
        return new Problem(400, code, args);
    }

    public static Problem forbidden() {
        return new Problem(403, "FORBIDDEN");
    }

    public static Problem notFound() {
        return new Problem(404, "NOT_FOUND");
    }

    public static Problem conflict(String code, Object... args) {
        return new Problem(409, code, args);
    }

    public static Problem invalid(List<FieldError> errors) {
        Problem problem = new Problem(422, "INVALID");
        problem.errors.addAll(errors);
        return problem;
    }

    public static Problem invalid(String field, String code, Object... args) {
        return invalid(List.of(new FieldError(field, code, args)));
    }

    /** 409 DUPLICATE that names the field whose value is taken. */
    public static Problem taken(String field, String code, Object... args) {
        Problem problem = conflict("DUPLICATE");
        problem.errors.add(new FieldError(field, code, args));
        return problem;
    }

    public Problem with(String name, Object value) {
        extra.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Object> args() {
        return args;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> extra() {
        return extra;
    }
}
