package io.zhiyin.record;

import java.util.ArrayList;
import java.util.List;

/** The condition under which a record is found by a keyword, through its tokens. */
final class Search {
    private Search() {}

    /**
     * A condition over alias t; null when the keyword is too short or nothing searched may be seen.
     */
    static Sql condition(Actor actor, Entity entity, String keyword) {
        if (!entity.isSearchable()) {
            throw Problem.malformed("NOT_SEARCHABLE");
        }
        Sql or = new Sql();
        var single = new ArrayList<String>();
        for (Tokens.Way way : ways(entity, keyword)) {
            if (closed(actor, entity, way)) {
                continue;
            }
            if (way.tokens().isEmpty()) {
                or.add(or.isEmpty() ? "(" : " or ").add(anywhere(actor, entity, way));
            } else if (way.tokens().size() == 1 && !way.recheck()) {
                single.addAll(way.tokens());
            } else {
                or.add(or.isEmpty() ? "(" : " or ").add(way(actor, entity, way));
            }
        }
        if (!single.isEmpty()) {
            // asked at once, the index is gone through once
            or.add(or.isEmpty() ? "(" : " or ");
            or.add("t.search && ?::text[]", (Object) single.toArray(String[]::new));
        }
        return or.isEmpty() ? null : or.add(")");
    }

    /**
     * Two characters or four digits are answered by the index alone. A longer word is looked for in
     * the texts besides, and how that is done best depends on how many rows it leaves: of digits
     * few, of characters perhaps all.
     */
    static Words.Kind kind(Entity entity, String keyword) {
        if (ways(entity, keyword).stream()
                .noneMatch(way -> way.recheck() || way.tokens().size() > 1)) {
            return Words.Kind.PIECE;
        }
        boolean digits = Tokens.fold(keyword).chars().allMatch(Character::isDigit);
        return digits ? Words.Kind.NUMBER : Words.Kind.TEXT;
    }

    /**
     * A surname is one character, and enough to look for a colleague: where all rows can be gone
     * through, a single character is looked for without an index.
     */
    private static List<Tokens.Way> ways(Entity entity, String keyword) {
        String word = Tokens.fold(keyword);
        boolean one = !word.isEmpty() && word.codePointCount(0, word.length()) == 1;
        return one && entity.isSmall()
                ? List.of(new Tokens.Way("n", List.of(), word, true))
                : Tokens.ways(keyword);
    }

    private static Sql anywhere(Actor actor, Entity entity, Tokens.Way way) {
        Sql sql = Sql.of("(true");
        recheck(sql, way, fields(actor, entity, way), children(actor, entity, way));
        return sql.add(")");
    }

    private static boolean closed(Actor actor, Entity entity, Tokens.Way way) {
        return fields(actor, entity, way).isEmpty() && children(actor, entity, way).isEmpty()
                || hiddenToo(actor, entity, way.letter());
    }

    private static List<Field> fields(Actor actor, Entity entity, Tokens.Way way) {
        return entity.allFields().stream()
                .filter(f -> belongs(f, way.letter()))
                .filter(f -> Access.right(actor, entity, f).queried())
                .toList();
    }

    private static List<Child> children(Actor actor, Entity entity, Tokens.Way way) {
        return entity.allChildren().stream()
                .filter(c -> !c.many())
                .filter(
                        c ->
                                c.fields().stream()
                                        .anyMatch(
                                                f ->
                                                        nested(f, way.letter())
                                                                && Access.right(actor, entity, c, f)
                                                                        .queried()))
                .toList();
    }

    private static Sql way(Actor actor, Entity entity, Tokens.Way way) {
        Sql sql = Sql.of("(t.search @> ?::text[]", (Object) way.tokens().toArray(String[]::new));
        if (way.recheck()) {
            recheck(sql, way, fields(actor, entity, way), children(actor, entity, way));
        }
        return sql.add(")");
    }

    /**
     * A letter shared by fields of which one is hidden tells of the hidden one: then the letter is
     * closed.
     */
    private static boolean hiddenToo(Actor actor, Entity entity, String letter) {
        boolean own =
                entity.allFields().stream()
                        .anyMatch(
                                f ->
                                        belongs(f, letter)
                                                && !Access.right(actor, entity, f).queried());
        boolean child =
                entity.allChildren().stream()
                        .filter(c -> !c.many())
                        .anyMatch(
                                c ->
                                        c.fields().stream()
                                                .anyMatch(
                                                        f ->
                                                                nested(f, letter)
                                                                        && !Access.right(
                                                                                        actor,
                                                                                        entity, c,
                                                                                        f)
                                                                                .queried()));
        return own || child;
    }

    private static boolean belongs(Field field, String letter) {
        String own = field.tokenLetter();
        return own != null && (own.equals(letter) || (letter.equals("p") && own.equals("n")));
    }

    /** A single child's name is found under k, its number and mail under their own letters. */
    static boolean nested(Field field, String letter) {
        String own = field.tokenLetter();
        return own != null && (own.equals("n") ? letter.equals("k") : own.equals(letter));
    }

    private static void recheck(Sql sql, Tokens.Way way, List<Field> seen, List<Child> children) {
        String like = "%" + FilterCompiler.escape(way.word()) + "%";
        Sql or = new Sql();
        if (way.letter().equals("p")) {
            or.add("t.initials like ?", like);
        } else {
            for (Field field : seen) {
                or.add(or.isEmpty() ? "" : " or ")
                        .add(folded("t." + field.columnName()) + " like ?", like);
            }
            for (Child child : children) {
                for (Field field : child.fields()) {
                    if (nested(field, way.letter())) {
                        // asked row by row: of an "exists" the whole table might be made a list
                        or.add(or.isEmpty() ? "" : " or ")
                                .add(
                                        "coalesce((select true from "
                                                + child.table()
                                                + " r where r."
                                                + child.parentColumn()
                                                + " = t.id and "
                                                + child.condition().replace("$", "r")
                                                + " and "
                                                + folded("r." + field.columnName())
                                                + " like ? limit 1), false)",
                                        like);
                    }
                }
            }
        }
        sql.add(" and (").add(or).add(")");
    }

    /** The same folding as {@link Tokens#fold}, in the database. */
    private static String folded(String place) {
        return "regexp_replace(lower(normalize(" + place + ", NFKC)), '\\s', '', 'g')";
    }
}
