package io.zhiyin.record;

import java.util.List;

/**
 * A way to recognise a record beside its identity, such as a company by what remains of its name
 * without the legal form. All texts are SQL.
 *
 * <p>The values of a row that comes in are the columns of alias k, named after the columns of the
 * fields they are for; the stored record is alias t, its one child alias c.
 *
 * @param path the field people are told about: fullName, primaryContact.email
 * @param compared the paths of all fields that the texts speak of; whoever may not ask for one of
 *     them gets no match
 * @param key what both must share, {@code $} standing for either alias; stored under an index. Null
 *     when there is nothing to compare
 * @param sure when a shared key means the same thing in the world, over k, t and c; k.key is the
 *     key
 * @param marks over k, a text array: two rows that share a mark are the same thing
 * @param told whether a shared key that is not sure is worth a word
 */
public record Likeness(
        String path, List<String> compared, String key, String sure, String marks, boolean told) {
    public Likeness {
        compared = List.copyOf(compared);
    }

    boolean ofChild() {
        return path.indexOf('.') >= 0;
    }
}
