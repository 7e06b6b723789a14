package io.zhiyin.demo;

import java.util.SplittableRandom;

/**
 * Chance that can be repeated: the same seed and number give the same throws, whatever was thrown
 * for others.
 */
final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    static Dice of(long seed, long number) {
        // SplittableRandom mixes its seed; neighbouring numbers must not run side by side
        return new Dice((seed + number) * 0x9E3779B97F4A7C15L ^ (number << 17));
    }

    /** 0 up to but without the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double share() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** An index by its weight; the weights are running sums. */
    int weighted(double[] sums) {
        double at = random.nextDouble() * sums[sums.length - 1];
        int found = java.util.Arrays.binarySearch(sums, at);
        return Math.min(found < 0 ? -found - 1 : found + 1, sums.length - 1);
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }
}
