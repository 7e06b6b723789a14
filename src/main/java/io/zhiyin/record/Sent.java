package io.zhiyin.record;

import io.zhiyin.record.Problem.FieldError;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What calls beside the saving of records have in common about their body. */
public final class Sent {
    private static final int SHOWN = 100;

    private Sent() {}

    /**
     * Refuses a body that is no object or holds anything but these names.
     *
     * @throws Problem 400 or 422 naming each unknown one
     */
    public static void only(JsonNode body, Set<String> names) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        List<FieldError> errors =
                body.propertyNames().stream()
                        .filter(name -> !names.contains(name))
                        .map(name -> new FieldError(shown(name), "UNKNOWN_FIELD"))
                        .toList();
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** A name as it may stand in an answer. */
    public static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN);
    }

    /** The version the caller knows; null when he says none. */
    public static Integer version(JsonNode body) {
        JsonNode node = body.get("version");
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw Problem.invalid("version", "NOT_INTEGER");
        }
        return node.intValue();
    }
}
