package io.zhiyin.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {
    private final StringBuilder text = new StringBuilder(1 << 16);
    private boolean fresh = true;

    CopyText cell(Object value) {
        if (!fresh) {
            text.append('\t');
        }
        fresh = false;
        switch (value) {
            case null -> text.append("\\N");
            case String s -> escape(s);
            case Boolean b -> text.append(b ? 't' : 'f');
            case BigDecimal n -> text.append(n.toPlainString());
            case Object[] items -> array(items);
            default -> escape(value.toString());
        }
        return this;
    }

    void end() {
        text.append('\n');
        fresh = true;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** What was written since the last time. */
    byte[] take() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }

    private void array(Object[] items) {
        StringBuilder list = new StringBuilder("{");
        for (Object item : items) {
            if (list.length() > 1) {
                list.append(',');
            }
            if (item instanceof String s) {
                list.append('"').append(s.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
            } else {
                list.append(item);
            }
        }
        escape(list.append('}').toString());
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
