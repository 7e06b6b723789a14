package io.zhiyin.record;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * One record as a caller sees it. A page holds over a thousand values of a handful of kinds, so
 * they are written without looking for the writer of each.
 */
final class Answer extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    Answer(int fields) {
        super((int) (fields / 0.75f) + 2);
    }

    static final class Writer extends ValueSerializer<Answer> {
        @Override
        public void serialize(Answer answer, JsonGenerator json, SerializationContext context) {
            object(answer, json, context);
        }

        private static void object(
                Map<?, ?> values, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            for (Map.Entry<?, ?> each : values.entrySet()) {
                json.writeName((String) each.getKey());
                value(each.getValue(), json, context);
            }
            json.writeEndObject();
        }

        private static void value(Object value, JsonGenerator json, SerializationContext context) {
            switch (value) {
                case null -> json.writeNull();
                case String text -> json.writeString(text);
                case Long number -> json.writeNumber(number);
                case Boolean flag -> json.writeBoolean(flag);
                case BigDecimal number -> json.writeNumber(number);
                case Answer nested -> object(nested, json, context);
                case LinkedHashMap<?, ?> nested -> object(nested, json, context);
                case List<?> list -> {
                    json.writeStartArray();
                    for (Object item : list) {
                        value(item, json, context);
                    }
                    json.writeEndArray();
                }
                default -> context.writeValue(json, value);
            }
        }
    }
}
