package io.zhiyin.record;

import io.zhiyin.record.Problem.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Moves one value between JSON, Java and the database, and says what is wrong with it on the way
 * in.
 */
@Component
public class Codec {
    private static final Pattern EMAIL =
            Pattern.compile(
                    "[^\\s@<>\"',;]{1,64}@[^\\s@<>\"',;.]{1,63}(\\.[^\\s@<>\"',;.]{1,63}){1,6}");
    private static final BigDecimal LARGEST = new BigDecimal("9999999999999999.99");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MOST_ITEMS = 200;

    private final Choices choices;
    private final Tags tags;
    private final Sealer sealer;

    Codec(Choices choices, Tags tags, Sealer sealer) {
        this.choices = choices;
        this.tags = tags;
        this.sealer = sealer;
    }

    /** A refusal of one value: the code of its text and the text's arguments. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final transient Object[] args;

        Unfit(String code, Object... args) {
            super(code, null, false, false);
            this.code = code;
            this.args = args;
        }

        FieldError at(String path) {
            return new FieldError(path, code, args);
        }
    }

    /** The Java value of what a caller sent; null for JSON null and for blank text. */
    Object fromJson(Field field, JsonNode node) throws Unfit {
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> fromText(field, text(field, node));
            case INTEGER -> whole(node);
            case NUMBER, MONEY, PERCENT -> decimal(field, node);
            case BOOLEAN -> {
                if (!node.isBoolean()) {
                    throw new Unfit("NOT_BOOLEAN");
                }
                yield node.booleanValue();
            }
            case DATE -> date(word(node, "NOT_DATE"));
            case INSTANT -> instant(word(node, "NOT_INSTANT"));
            case CHOICE -> choice(field, word(node, "NOT_CHOICE"));
            case REF -> reference(node);
            case MULTI_CHOICE -> {
                var codes = new ArrayList<String>();
                for (JsonNode item : items(node)) {
                    String code = choice(field, word(item, "NOT_CHOICE"));
                    if (!codes.contains(code)) {
                        codes.add(code);
                    }
                }
                yield codes.isEmpty() ? null : List.copyOf(codes);
            }
            case TAGS -> {
                var names = new ArrayList<String>();
                for (JsonNode item : items(node)) {
                    names.add(clean(word(item, "NOT_TEXT"), false));
                }
                yield tags.ids(names);
            }
            case REFS -> {
                var ids = new java.util.TreeSet<Long>();
                for (JsonNode item : items(node)) {
                    ids.add(reference(item));
                }
                yield List.copyOf(ids);
            }
            case FILES -> {
                var ids = new ArrayList<Long>();
                for (JsonNode item : items(node)) {
                    ids.add(reference(item));
                }
                yield List.copyOf(ids);
            }
            case JSON -> node;
        };
    }

    /** The Java value of text typed into a cell or an address; the same rules as for JSON. */
    Object fromText(Field field, String raw) throws Unfit {
        if (!field.type().textual()) {
            throw new Unfit("NOT_TEXT");
        }
        String text = clean(raw, field.type() == FieldType.LONG_TEXT);
        if (text.isEmpty()) {
            return null;
        }
        if (field.maxLength() != null
                && text.codePointCount(0, text.length()) > field.maxLength()) {
            throw new Unfit("TOO_LONG", field.maxLength());
        }
        return switch (field.type()) {
            case EMAIL -> email(text);
            case PHONE -> Phones.number(text);
            case URL -> WebAddress.of(text);
            default -> text;
        };
    }

    private static String text(Field field, JsonNode node) throws Unfit {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isNumber() && field.type() != FieldType.LONG_TEXT) {
            BigDecimal number = node.decimalValue();
            if (number.precision() > 60 || Math.abs((long) number.scale()) > 60) {
                throw new Unfit("NOT_TEXT"); // written out it could have a thousand million digits
            }
            return number.toPlainString();
        }
        throw new Unfit("NOT_TEXT");
    }

    /**
     * Text without what no screen can show: refuses NUL and lone surrogates, trims, keeps line
     * breaks when asked.
     */
    static String clean(String raw, boolean lines) throws Unfit {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == 0) {
                throw new Unfit("BAD_CHARACTER");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < raw.length()
                    && Character.isLowSurrogate(raw.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new Unfit("BAD_CHARACTER");
            }
        }
        String stripped = Visible.part(raw);
        return lines
                ? stripped.replace("\r\n", "\n")
                : stripped.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").replaceAll("[\\n\\t]+", " ");
    }

    private static String email(String text) throws Unfit {
        if (text.length() > 254 || !EMAIL.matcher(text).matches()) {
            throw new Unfit("NOT_EMAIL");
        }
        return text;
    }

    private static Long whole(JsonNode node) throws Unfit {
        BigDecimal number = number(node);
        try {
            long value = number.longValueExact();
            if (Math.abs(value) > Integer.MAX_VALUE) {
                throw new Unfit("OUT_OF_RANGE");
            }
            return value;
        } catch (ArithmeticException e) {
            throw new Unfit("NOT_INTEGER");
        }
    }

    private static BigDecimal number(JsonNode node) throws Unfit {
        try {
            if (node.isNumber()) {
                BigDecimal value = node.decimalValue();
                if (value.precision() - value.scale() > 30 || value.scale() > 60) {
                    throw new Unfit("OUT_OF_RANGE");
                }
                return value;
            }
            if (node.isString() && node.stringValue().length() <= 40) {
                return new BigDecimal(node.stringValue().strip().replace(",", ""));
            }
        } catch (NumberFormatException e) {
            throw new Unfit("NOT_NUMBER");
        }
        throw new Unfit("NOT_NUMBER");
    }

    private static BigDecimal decimal(Field field, JsonNode node) throws Unfit {
        BigDecimal value = number(node);
        int digits = field.scaleDigits() == null ? 2 : field.scaleDigits();
        if (value.abs().compareTo(LARGEST) > 0) {
            throw new Unfit("OUT_OF_RANGE");
        }
        if (value.stripTrailingZeros().scale() > digits) {
            throw new Unfit("TOO_MANY_DECIMALS", digits);
        }
        if (field.type() == FieldType.PERCENT
                && (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0)) {
            throw new Unfit("NOT_PERCENT");
        }
        return value.setScale(digits, RoundingMode.UNNECESSARY);
    }

    private static String word(JsonNode node, String code) throws Unfit {
        if (!node.isString()) {
            throw new Unfit(code);
        }
        return node.stringValue();
    }

    static LocalDate date(String text) throws Unfit {
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() < 1900 || date.getYear() > 2200) {
                throw new Unfit("OUT_OF_RANGE");
            }
            return date;
        } catch (DateTimeException e) {
            throw new Unfit("NOT_DATE");
        }
    }

    static Instant instant(String text) throws Unfit {
        try {
            Instant instant = OffsetDateTime.parse(text.strip()).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new Unfit("OUT_OF_RANGE");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new Unfit("NOT_INSTANT");
        }
    }

    private String choice(Field field, String code) throws Unfit {
        if (field.choices() == null) {
            return free(field, code);
        }
        if (!choices.has(field.choices(), code)) {
            throw new Unfit("NOT_CHOICE");
        }
        return code;
    }

    private static String free(Field field, String word) throws Unfit {
        String clean = clean(word, false);
        if (clean.isEmpty()) {
            throw new Unfit("REQUIRED");
        }
        if (clean.codePointCount(0, clean.length()) > field.maxLength()) {
            throw new Unfit("TOO_LONG", field.maxLength());
        }
        return clean;
    }

    /** An id: a decimal string as answers carry it, or a whole number. */
    static Long reference(JsonNode node) throws Unfit {
        try {
            if (node.isString() && node.stringValue().length() <= 19) {
                long id = Long.parseLong(node.stringValue());
                if (id > 0) {
                    return id;
                }
            } else if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
                return node.longValue();
            }
        } catch (NumberFormatException e) {
            throw new Unfit("NOT_REFERENCE");
        }
        throw new Unfit("NOT_REFERENCE");
    }

    private static Iterable<JsonNode> items(JsonNode node) throws Unfit {
        if (!node.isArray()) {
            throw new Unfit("NOT_LIST");
        }
        if (node.size() > MOST_ITEMS) {
            throw new Unfit("TOO_MANY", MOST_ITEMS);
        }
        return node;
    }

    /** The value to bind for a column of this field. */
    public Object toColumn(Field field, Object value) {
        if (value == null) {
            return field.type().list() && field.type() != FieldType.MULTI_CHOICE
                    ? new Long[0]
                    : null;
        }
        return switch (field.type()) {
            case INSTANT -> OffsetDateTime.ofInstant((Instant) value, ZoneOffset.UTC);
            case DATE -> Date.valueOf((LocalDate) value);
            case MULTI_CHOICE -> ((List<?>) value).toArray(String[]::new);
            case TAGS, REFS, FILES -> ((List<?>) value).toArray(Long[]::new);
            case JSON -> value.toString();
            default ->
                    field.guard() == Field.Guard.ENCRYPTED
                            ? sealer.seal(field.name(), (String) value)
                            : value;
        };
    }

    /** The placeholder for this field's column in an INSERT or UPDATE. */
    public static String placeholder(Field field) {
        return field.type() == FieldType.JSON || field.isCustom() ? "?::jsonb" : "?";
    }

    /** Reads the value at a column; text of an encrypted field is opened. */
    Object fromRow(Field field, ResultSet row, int at) throws SQLException {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL, CHOICE -> {
                String text = row.getString(at);
                yield text != null && field.guard() == Field.Guard.ENCRYPTED
                        ? sealer.open(field.name(), text)
                        : text;
            }
            case INTEGER, REF -> {
                long value = row.getLong(at);
                yield row.wasNull() ? null : (Object) value;
            }
            case NUMBER, MONEY, PERCENT -> row.getBigDecimal(at);
            case BOOLEAN -> {
                boolean value = row.getBoolean(at);
                yield row.wasNull() ? null : (Object) value;
            }
            case DATE -> row.getObject(at, LocalDate.class);
            case INSTANT -> {
                OffsetDateTime value = row.getObject(at, OffsetDateTime.class);
                yield value == null ? null : value.toInstant();
            }
            case MULTI_CHOICE -> list(row.getArray(at));
            case TAGS, REFS, FILES -> list(row.getArray(at));
            case JSON -> {
                String text = row.getString(at);
                yield text == null ? null : Json.read(text);
            }
        };
    }

    private static List<Object> list(Array array) throws SQLException {
        return array == null ? null : Arrays.asList((Object[]) array.getArray());
    }

    /** The value as an answer carries it: ids as text, tags by name. */
    public Object toJson(Field field, Object value) {
        if (value == null) {
            return field.type().list() ? List.of() : null;
        }
        return switch (field.type()) {
            case REF -> value.toString();
            case INSTANT, DATE -> value.toString();
            case TAGS -> tags.names((List<?>) value);
            case REFS, FILES -> ((List<?>) value).stream().map(Object::toString).toList();
            default -> value;
        };
    }
}
