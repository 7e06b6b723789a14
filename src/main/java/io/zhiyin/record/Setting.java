package io.zhiyin.record;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One thing a company decides once for all: what it is called, what may be chosen and what holds
 * until somebody decides. A package offers a setting by a bean of this type; the settings page, the
 * call that changes it and its audit entry follow. Its texts are {@code setting.<name>}, {@code
 * setting.<name>.help}, {@code setting.<name>.unit} (numbers) and {@code settingGroup.<first part
 * of the name>}.
 *
 * @param name two parts, such as {@code recycleBin.days}; never changed once in use
 * @param kind what its value is
 * @param otherwise the value until somebody decides
 * @param least the smallest number, inclusive; 0 for a yes or no
 * @param most the largest number, inclusive; 0 for a yes or no
 */
public record Setting(String name, Kind kind, JsonNode otherwise, int least, int most) {
    /** What a setting's value is. */
    public enum Kind {
        BOOLEAN("boolean"),
        INTEGER("integer");

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** As the API says it. */
        String json() {
            return json;
        }
    }

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z]*\\.[a-z][A-Za-z]*");

    public Setting {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a setting is named group.what: " + name);
        }
    }

    /** A yes or no. */
    public static Setting yesNo(String name, boolean otherwise) {
        return new Setting(
                name, Kind.BOOLEAN, JsonNodeFactory.instance.booleanNode(otherwise), 0, 0);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Setting number(String name, int otherwise, int least, int most) {
        return new Setting(
                name, Kind.INTEGER, JsonNodeFactory.instance.numberNode(otherwise), least, most);
    }

    /** The heading it stands under. */
    String group() {
        return name.substring(0, name.indexOf('.'));
    }

    /** Why a value is no answer to this setting, or null when it is one. */
    String fault(JsonNode value) {
        return switch (kind) {
            case BOOLEAN -> value.isBoolean() ? null : "NOT_BOOLEAN";
            case INTEGER -> {
                if (!value.isIntegralNumber()) {
                    yield "NOT_INTEGER";
                }
                boolean within =
                        value.canConvertToInt()
                                && value.intValue() >= least
                                && value.intValue() <= most;
                yield within ? null : "NOT_BETWEEN";
            }
        };
    }
}
