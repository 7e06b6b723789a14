package io.zhiyin.record;

/**
 * Seals the values of encrypted fields. Sealed text carries the key's number, so keys can change
 * while old text lives.
 */
public interface Sealer {
    /** Marks sealed text wherever it stands. */
    String MARK = "enc:";

    String seal(String field, String clear);

    /**
     * @return the clear text; the argument itself when it is not sealed
     * @throws IllegalStateException when the key is missing or the text was changed
     */
    String open(String field, String sealed);
}
