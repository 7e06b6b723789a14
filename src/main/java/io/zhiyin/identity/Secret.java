package io.zhiyin.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a session cookie or a token carries: 32 random bytes. Only the digest is kept anywhere; 256
 * bits of chance need no slow hash.
 */
final class Secret {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Longest value looked at; what we hand out is shorter. */
    private static final int LONGEST = 200;

    private Secret() {}

    /** A new secret; the prefix lets scanners of source code find a token that leaked. */
    static String fresh(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A digest that can be a key of a map. */
    record Digest(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** The digest, or null for what cannot be a secret of ours. */
    static Digest digest(String secret) {
        if (secret == null || secret.isEmpty() || secret.length() > LONGEST) {
            return null;
        }
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            return new Digest(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
