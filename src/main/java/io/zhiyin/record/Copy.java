package io.zhiyin.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/** Rows on their way into one table by COPY, which costs the least of all ways to insert many. */
final class Copy {
    private final String table;
    private final List<String> columns = new ArrayList<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    Copy(String table) {
        this.table = table;
    }

    /** A row by its columns; a column that other rows have and this one has not becomes null. */
    void add(Map<String, Object> row) {
        Set<String> names = row.keySet();
        if (names.size() != columns.size() || !names.containsAll(columns)) {
            names.stream().filter(n -> !columns.contains(n)).forEach(columns::add);
        }
        rows.add(row);
    }

    /** Sends the rows within the connection's transaction. */
    void send(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(rows.size() * 512);
        for (Map<String, Object> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                text.append(i == 0 ? "" : "\t");
                value(text, row.get(columns.get(i)));
            }
            text.append('\n');
        }
        String sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin";
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            sql,
                            new ByteArrayInputStream(
                                    text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new SQLException("copy broke off", "08006", e);
        }
    }

    private static void value(StringBuilder text, Object value) {
        if (value == null) {
            text.append("\\N");
        } else if (value instanceof Object[] array) {
            array(text, array);
        } else {
            escaped(text, value.toString());
        }
    }

    private static void array(StringBuilder text, Object[] array) {
        text.append('{');
        for (int i = 0; i < array.length; i++) {
            text.append(i == 0 ? "\"" : ",\"");
            String item = array[i].toString();
            if (item.indexOf('\\') >= 0 || item.indexOf('"') >= 0) {
                item = item.replace("\\", "\\\\").replace("\"", "\\\"");
            }
            escaped(text, item);
            text.append('"');
        }
        text.append('}');
    }

    private static void escaped(StringBuilder text, String value) {
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
