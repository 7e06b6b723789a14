package io.zhiyin.demo;

import io.zhiyin.demo.Talk.Stage;
import java.util.List;

/** How a customer's story goes: how far, how much is spoken, whether money is at stake. */
enum Course {
    /** Met, spoken with, nothing more yet. */
    NEW(30, 1, 5, 0, Stage.FIRST),
    /** Knows what it wants. */
    INTERESTED(10, 3, 8, 0.6, Stage.NEEDS),
    /** About to decide. */
    DECIDING(7, 5, 12, 1, Stage.PROPOSAL, Stage.NEGOTIATION, Stage.CONTRACT),
    /** Has bought and is looked after. */
    CUSTOMER(38, 6, 23, 0.35, Stage.AFTER),
    /** Gone quiet or to somebody else. */
    COLD(15, 2, 9, 0.4, Stage.COLD);

    private static final Bag<Course> ALL = new Bag<>(List.of(values()), c -> c.weight);

    private final int weight;
    private final int least;
    private final int most;
    private final double dealing;
    private final List<Stage> ends;

    Course(int weight, int least, int most, double dealing, Stage... ends) {
        this.weight = weight;
        this.least = least;
        this.most = most;
        this.dealing = dealing;
        this.ends = List.of(ends);
    }

    static Course draw(Dice dice) {
        return ALL.draw(dice);
    }

    Stage end(Dice dice) {
        return ends.get(dice.below(ends.size()));
    }

    /** How often they spoke, at least once in the example company. */
    int talks(Shape shape, Dice dice) {
        double wanted = dice.between(least, most) * shape.busy();
        int whole = (int) wanted;
        return whole + (dice.chance(wanted - whole) ? 1 : 0);
    }

    boolean deals(Shape shape, Dice dice) {
        return dice.chance(dealing * shape.dealing());
    }

    /** Whether the last word was spoken lately. */
    boolean current() {
        return this != COLD;
    }

    String lifecycle(Dice dice) {
        return switch (this) {
            case NEW, INTERESTED, DECIDING -> "PROSPECT";
            case CUSTOMER -> dice.of("ACQUIRED", "GROWING", "GROWING", "MAINTAINED", "MAINTAINED");
            case COLD -> dice.chance(0.5) ? "CHURNED" : "PROSPECT";
        };
    }

    String grade(Dice dice) {
        double at = dice.share();
        return switch (this) {
            case NEW, INTERESTED -> "UNRATED";
            case DECIDING -> at < 0.25 ? "KEY" : "UNRATED";
            case CUSTOMER ->
                    at < 0.06 ? "STRATEGIC" : at < 0.24 ? "KEY" : at < 0.8 ? "NORMAL" : "LOW_VALUE";
            case COLD -> at < 0.4 ? "LOW_VALUE" : at < 0.7 ? "NORMAL" : "UNRATED";
        };
    }

    String dormancy(Dice dice) {
        return this != COLD ? "NONE" : dice.chance(0.6) ? "DORMANT" : "DEEP_DORMANT";
    }
}
