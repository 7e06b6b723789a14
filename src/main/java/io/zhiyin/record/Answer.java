package io.zhiyin.record;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * One record as a caller sees it: values beside the names that a whole page shares, and what is
 * added later. A page holds over a thousand values of a handful of kinds, so they are written
 * without looking for the writer of each.
 */
final class Answer extends AbstractMap<String, Object> {
    /** The names of a page's answers, made ready for writing. */
    static final class Names {
        private final List<String> names;
        private final SerializedString[] written;
        private final Map<String, Integer> places = new java.util.HashMap<>();

        Names(List<String> names) {
            this.names = List.copyOf(names);
            written = names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
            for (int i = 0; i < names.size(); i++) {
                places.put(names.get(i), i);
            }
        }
    }

    private static final Object ABSENT = new Object();

    private final Names names;
    private final Object[] values;
    private Map<String, Object> more;

    Answer(Names names) {
        this.names = names;
        values = new Object[names.written.length];
        java.util.Arrays.fill(values, ABSENT);
    }

    /** The value of the name at this place. */
    void set(int place, Object value) {
        values[place] = value;
    }

    @Override
    public Object put(String name, Object value) {
        Integer place = names.places.get(name);
        if (place != null) {
            Object before = values[place];
            values[place] = value;
            return before == ABSENT ? null : before;
        }
        if (more == null) {
            more = new LinkedHashMap<>();
        }
        return more.put(name, value);
    }

    @Override
    public boolean containsKey(Object name) {
        Integer place = names.places.get(name);
        return place == null ? more != null && more.containsKey(name) : values[place] != ABSENT;
    }

    @Override
    public Object get(Object name) {
        Integer place = names.places.get(name);
        if (place == null) {
            return more == null ? null : more.get(name);
        }
        return values[place] == ABSENT ? null : values[place];
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        var entries = new LinkedHashMap<String, Object>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != ABSENT) {
                entries.put(names.names.get(i), values[i]);
            }
        }
        if (more != null) {
            entries.putAll(more);
        }
        return entries.entrySet();
    }

    static final class Writer extends ValueSerializer<Answer> {
        @Override
        public void serialize(Answer answer, JsonGenerator json, SerializationContext context) {
            answer.write(json, context);
        }
    }

    private void write(JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != ABSENT) {
                json.writeName(names.written[i]);
                value(values[i], json, context);
            }
        }
        if (more != null) {
            entries(more, json, context);
        }
        json.writeEndObject();
    }

    private static void entries(
            Map<?, ?> entries, JsonGenerator json, SerializationContext context) {
        for (Map.Entry<?, ?> each : entries.entrySet()) {
            json.writeName((String) each.getKey());
            value(each.getValue(), json, context);
        }
    }

    private static void value(Object value, JsonGenerator json, SerializationContext context) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal number -> json.writeNumber(number);
            case Answer nested -> nested.write(json, context);
            case LinkedHashMap<?, ?> nested -> {
                json.writeStartObject();
                entries(nested, json, context);
                json.writeEndObject();
            }
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
