package io.zhiyin.customer;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where a visit took place: {@code {"latitude","longitude","accuracy","name"}}, metres and degrees.
 */
final class Location {
    private static final int LONGEST_NAME = 200;

    private Location() {}

    static boolean fits(JsonNode location) {
        if (location == null || location.isNull()) {
            return true;
        }
        if (!location.isObject()
                || !within(location.get("latitude"), 90)
                || !within(location.get("longitude"), 180)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> part : location.properties()) {
            boolean known =
                    switch (part.getKey()) {
                        case "latitude", "longitude" -> true;
                        case "accuracy" -> within(part.getValue(), 1_000_000);
                        case "name" -> name(part.getValue());
                        default -> false;
                    };
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(JsonNode number, int limit) {
        return number != null
                && number.isNumber()
                && Math.abs(number.doubleValue()) <= limit
                && number.decimalValue().scale() <= 15;
    }

    private static boolean name(JsonNode name) {
        return name.isNull()
                || name.isString()
                        && name.stringValue().length() <= LONGEST_NAME
                        && name.stringValue().indexOf('\0') < 0;
    }
}
