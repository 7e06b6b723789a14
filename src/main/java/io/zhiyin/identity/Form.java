package io.zhiyin.identity;

import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Sent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The body of a call that is about no record: reads named values and gathers what is wrong. */
final class Form {
    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    /**
     * @throws Problem 400 when the body is no JSON object
     */
    Form(JsonNode body, String... known) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        this.body = body;
        Set<String> names = Set.of(known);
        for (String name : body.propertyNames()) {
            if (!names.contains(name)) {
                errors.add(new FieldError(Sent.shown(name), "UNKNOWN_FIELD"));
            }
        }
    }

    boolean has(String name) {
        return body.has(name);
    }

    /** A text that must be there; as it was sent, blanks included, for a password is no name. */
    String exact(String name, int longest) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return fault(name, "REQUIRED");
        }
        if (!node.isString()) {
            return fault(name, "NOT_TEXT");
        }
        String text = node.stringValue();
        if (text.isEmpty()) {
            return fault(name, "REQUIRED");
        }
        return text.length() > longest ? fault(name, "TOO_LONG", longest) : text;
    }

    /** A line of text that must be there, without the blanks around it. */
    String line(String name, int longest) {
        String text = exact(name, longest);
        if (text == null) {
            return null;
        }
        String plain = harmless(text).strip();
        return plain.isEmpty() ? fault(name, "REQUIRED") : plain;
    }

    boolean flag(String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            fault(name, "NOT_BOOLEAN");
            return false;
        }
        return node.booleanValue();
    }

    /** One of the words, if given. */
    String word(String name, List<String> allowed) {
        if (!body.has(name)) {
            return null;
        }
        String word = exact(name, 100);
        return word == null || allowed.contains(word) ? word : fault(name, "NOT_CHOICE");
    }

    Instant instant(String name) {
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            return node.isString()
                    ? OffsetDateTime.parse(node.stringValue()).toInstant()
                    : fault(name, "NOT_INSTANT");
        } catch (DateTimeException e) {
            return fault(name, "NOT_INSTANT");
        }
    }

    <T> T fault(String name, String code, Object... args) {
        errors.add(new FieldError(name, code, args));
        return null;
    }

    /**
     * @throws Problem 422 naming every fault
     */
    void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** Text without what no screen shows and no database takes: control characters, half pairs. */
    static String harmless(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
