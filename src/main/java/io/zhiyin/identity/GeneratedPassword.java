package io.zhiyin.identity;

import java.security.SecureRandom;

/** A password to be printed once and typed in by a person. */
public final class GeneratedPassword {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private GeneratedPassword() {}

    /** So many letters and digits. */
    public static String of(int length) {
        var password = new StringBuilder();
        for (int i = 0; i < length; i++) {
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
