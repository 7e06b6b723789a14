package io.zhiyin.record;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a list is asked for.
 *
 * @param page from 1
 * @param size 1 to 200
 * @param sort field names, a minus before those in falling order; null for the entity's own
 * @param total "exact" for a full count, "none" for none, null for one that stops at 1,000
 * @param fields the fields wanted, null for all
 * @param deleted the recycle bin instead of the living records
 */
public record Query(
        int page,
        int size,
        String sort,
        String keyword,
        Filter filter,
        String cursor,
        String total,
        Set<String> fields,
        boolean deleted) {
    public static final int MOST = 200;
    public static final int DEEPEST = 100_000;

    public Query {
        if (page < 1 || size < 1 || size > MOST) {
            throw Problem.malformed("BAD_PAGE", MOST);
        }
        if (keyword != null) {
            keyword = clean(keyword);
        }
        if (cursor == null && (long) (page - 1) * size > DEEPEST) {
            throw Problem.malformed("PAGE_TOO_DEEP", DEEPEST);
        }
    }

    private static String clean(String keyword) {
        try {
            return Codec.clean(keyword, false);
        } catch (Codec.Unfit e) {
            throw Problem.malformed("BAD_PARAMETER_NAMED", "q");
        }
    }

    public static Query first(int size) {
        return new Query(1, size, null, null, null, null, "none", null, false);
    }

    public Query where(Filter condition) {
        return new Query(page, size, sort, keyword, condition, cursor, total, fields, deleted);
    }

    public Query keyword(String word) {
        return new Query(page, size, sort, word, filter, cursor, total, fields, deleted);
    }

    public Query only(String... names) {
        return new Query(page, size, sort, keyword, filter, cursor, total, Set.of(names), deleted);
    }

    public Query sortedBy(String order) {
        return new Query(page, size, order, keyword, filter, cursor, total, fields, deleted);
    }

    /** The first page of the same. */
    Query fromStart() {
        return new Query(1, size, sort, keyword, filter, null, total, fields, deleted);
    }

    /** Whether a word is looked for. */
    boolean sought() {
        return keyword != null && !keyword.isBlank();
    }

    int offset() {
        return cursor == null ? (page - 1) * size : 0;
    }

    /** The order asked for; else the entity's own, as far as the actor may know it. */
    List<String> sortWords(Actor actor, Entity entity) {
        if (sort != null && !sort.isBlank()) {
            List<String> words = List.of(sort.split(","));
            if (words.isEmpty()) {
                throw Problem.malformed("BAD_PARAMETER_NAMED", "sort");
            }
            return words;
        }
        List<String> own =
                Arrays.stream(entity.defaultSort().split(","))
                        .filter(w -> Order.known(actor, entity, w))
                        .toList();
        return own.isEmpty() ? List.of("-id") : own;
    }
}
