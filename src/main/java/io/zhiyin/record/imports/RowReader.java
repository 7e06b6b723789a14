package io.zhiyin.record.imports;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Child;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.Json;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Problem.FieldError;
import io.zhiyin.record.Sealer;
import io.zhiyin.record.sheet.CellFault;
import io.zhiyin.record.sheet.SheetRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the cells of a row into what a caller of the HTTP contract would send, and notes the cells
 * that mean nothing. A blank cell is a field not sent. One run, one thread.
 */
final class RowReader {
    /** What people write to say that they have nothing to say. */
    private static final Set<String> BLANK =
            Set.of("-", "--", "—", "——", "/", "\\", "n/a", "#n/a", "null", "none", "暂无", "(空)");

    private static final int LONGEST_TAG = 50;

    /** A mapped column. */
    private record Bound(int column, String path, Field field) {}

    /**
     * @param key the cell of a field that only identifies, null without one
     * @param cells the text of each mapped cell that is not blank, by path
     */
    record Reading(
            SheetRow row,
            ObjectNode body,
            String key,
            Map<String, String> cells,
            List<FieldError> errors) {}

    private final Actor actor;
    private final ReferenceNames references;
    private final ChoiceNames choices;
    private final Sealer sealer;
    private final boolean dry;
    private final String keyPath;
    private final List<Bound> columns = new ArrayList<>();

    /**
     * @param dry nothing may be stored on the way: names of tags are judged and left out
     */
    RowReader(
            Actor actor,
            Entity entity,
            List<Import.Column> mapping,
            ReferenceNames references,
            ChoiceNames choices,
            Sealer sealer,
            boolean dry) {
        this.actor = actor;
        this.references = references;
        this.choices = choices;
        this.sealer = sealer;
        this.dry = dry;
        this.keyPath = entity.identity() == null ? null : entity.identity().path();
        for (Import.Column column : mapping) {
            if (column.field() != null) {
                columns.add(bound(entity, column));
            }
        }
    }

    private static Bound bound(Entity entity, Import.Column column) {
        Field own = entity.field(column.field());
        if (own != null) {
            return new Bound(column.index(), column.field(), own);
        }
        int dot = column.field().indexOf('.');
        if (dot < 0 || entity.childNamed(column.field().substring(0, dot)) == null) {
            throw Problem.malformed("UNKNOWN_FIELD", column.field()); // taken out of use meanwhile
        }
        Child child = entity.childNamed(column.field().substring(0, dot));
        return new Bound(
                column.index(), column.field(), child.field(column.field().substring(dot + 1)));
    }

    /** How the values of encrypted fields are sealed in the error files of one person. */
    static String context(long ownerId, String path) {
        return "import/" + ownerId + "/" + path;
    }

    Reading read(SheetRow row) {
        Reading reading =
                new Reading(row, Json.object(), key(row), new HashMap<>(), new ArrayList<>());
        faults(row, reading.errors());
        for (Bound bound : columns) {
            String text = Cells.trimmed(row.cell(bound.column()));
            if (text.isEmpty() || BLANK.contains(Cells.folded(text))) {
                continue;
            }
            reading.cells().put(bound.path(), text);
            if (!bound.field().isReadOnly()) {
                put(reading, bound, text);
            }
        }
        return reading;
    }

    private String key(SheetRow row) {
        for (Bound bound : columns) {
            if (bound.field().isReadOnly() && bound.path().equals(keyPath)) {
                String text = Cells.trimmed(Cells.halfWidth(row.cell(bound.column())));
                return text.isEmpty() ? null : text;
            }
        }
        return null;
    }

    private void faults(SheetRow row, List<FieldError> errors) {
        for (CellFault fault : row.faults()) {
            if (fault.column() == CellFault.ROW) {
                errors.add(new FieldError("", fault.kind().name()));
            }
            for (Bound bound : columns) {
                if (bound.column() == fault.column()) {
                    errors.add(new FieldError(bound.path(), fault.kind().name()));
                }
            }
        }
    }

    private void put(Reading reading, Bound bound, String text) {
        JsonNode value;
        try {
            value = value(bound, text);
        } catch (Misread e) {
            reading.errors().add(new FieldError(bound.path(), e.code, e.args));
            return;
        }
        if (value == null) {
            return;
        }
        ObjectNode body = reading.body();
        int dot = bound.path().lastIndexOf('.');
        if (dot < 0) {
            body.set(bound.path(), value);
            return;
        }
        String holder = bound.path().substring(0, dot);
        ObjectNode nested =
                body.get(holder) instanceof ObjectNode there ? there : body.putObject(holder);
        nested.set(bound.path().substring(dot + 1), value);
    }

    /** A cell that means nothing for its field. */
    private static final class Misread extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final transient Object[] args;

        Misread(String code, Object... args) {
            super(code, null, false, false);
            this.code = code;
            this.args = args;
        }
    }

    private JsonNode value(Bound bound, String text) throws Misread {
        Field field = bound.field();
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (field.type()) {
            case TEXT -> json.stringNode(Cells.narrowName(opened(bound, text)));
            case LONG_TEXT -> json.stringNode(opened(bound, text));
            case EMAIL, PHONE, URL -> json.stringNode(Cells.halfWidth(text).strip());
            case INTEGER, NUMBER, MONEY, PERCENT -> json.numberNode(number(text));
            case BOOLEAN -> json.booleanNode(flag(text));
            case DATE -> json.stringNode(date(text));
            case INSTANT -> json.stringNode(instant(text));
            case CHOICE -> json.stringNode(choice(field, text));
            case MULTI_CHOICE -> {
                ArrayNode codes = json.arrayNode();
                for (String part : several(field, text)) {
                    codes.add(choice(field, part));
                }
                yield codes;
            }
            case REF -> json.stringNode(reference(field, text));
            case TAGS -> tags(text);
            default -> throw new IllegalStateException(bound.path());
        };
    }

    /** A value that an error file gave back sealed. */
    private String opened(Bound bound, String text) throws Misread {
        if (bound.field().guard() != Field.Guard.ENCRYPTED || !text.startsWith(Sealer.MARK)) {
            return text;
        }
        try {
            return sealer.open(context(actor.id(), bound.path()), text);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Misread("NOT_SEALED_BY_YOU");
        }
    }

    private static BigDecimal number(String text) throws Misread {
        BigDecimal number = Cells.number(text);
        if (number == null) {
            throw new Misread("NOT_NUMBER");
        }
        return number;
    }

    private static boolean flag(String text) throws Misread {
        Boolean flag = Cells.flag(text);
        if (flag == null) {
            throw new Misread("NOT_BOOLEAN");
        }
        return flag;
    }

    private static String date(String text) throws Misread {
        LocalDate date = Cells.date(text);
        if (date == null) {
            throw new Misread("NOT_DATE");
        }
        return date.toString();
    }

    private String instant(String text) throws Misread {
        LocalDateTime at = Cells.dateTime(text);
        if (at == null) {
            throw new Misread("NOT_INSTANT");
        }
        return at.atZone(actor.zone()).toOffsetDateTime().toString();
    }

    private String choice(Field field, String text) throws Misread {
        String code = choices.code(field.choices(), text);
        if (code == null) {
            throw new Misread("NOT_CHOICE");
        }
        return code;
    }

    /** A whole cell may be one option with a comma in its name. */
    private String[] several(Field field, String text) {
        return choices.code(field.choices(), text) != null
                ? new String[] {text}
                : Cells.several(text);
    }

    private String reference(Field field, String text) throws Misread {
        long id = references.find(field.refEntity(), Cells.narrowName(text));
        if (id == ReferenceNames.NONE) {
            throw new Misread("NOT_FOUND");
        }
        if (id == ReferenceNames.SEVERAL) {
            throw new Misread("AMBIGUOUS");
        }
        return Long.toString(id);
    }

    private JsonNode tags(String text) throws Misread {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        for (String part : Cells.several(text)) {
            if (part.length() > LONGEST_TAG) {
                throw new Misread("TOO_LONG", LONGEST_TAG);
            }
            names.add(part);
        }
        return dry ? null : names;
    }
}
