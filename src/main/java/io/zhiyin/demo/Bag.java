package io.zhiyin.demo;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things drawn by their weight. */
final class Bag<T> {
    private final List<T> items;
    private final double[] sums;

    Bag(List<T> items, ToDoubleFunction<T> weight) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw from");
        }
        this.items = List.copyOf(items);
        this.sums = new double[items.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += weight.applyAsDouble(items.get(i));
            sums[i] = sum;
        }
    }

    /** Weights that fall with the rank, as work falls on people: the first has far more. */
    static <T> Bag<T> skewed(List<T> items, double exponent) {
        var ranks = new java.util.IdentityHashMap<T, Integer>();
        items.forEach(i -> ranks.put(i, ranks.size() + 1));
        return new Bag<>(items, i -> 1 / Math.pow(ranks.get(i), exponent));
    }

    T draw(Dice dice) {
        return items.get(dice.weighted(sums));
    }

    List<T> items() {
        return items;
    }
}
