package io.zhiyin.sales;

import java.util.List;

/** A pipeline with its stages in order, and the rule how a card may move between them. */
record Pipeline(long id, String name, List<Stage> stages) {

    /**
     * A move from one stage to another.
     *
     * @param refusal the code of the text that says why not; null when it is allowed
     * @param note whether it needs a note: going back and opening again are to be explained
     */
    record Move(String refusal, boolean note) {
        boolean allowed() {
            return refusal == null;
        }
    }

    /** The stage, or null. */
    Stage stage(String code) {
        return stages.stream().filter(s -> s.code().equals(code)).findFirst().orElse(null);
    }

    /** The first open stage, where an opportunity begins. */
    Stage first() {
        return stages.stream().filter(s -> !s.outcome().closed()).findFirst().orElseThrow();
    }

    /**
     * A stage that names its next ones allows just those; one that names none allows any open stage
     * and winning. Losing is always possible, except from a closed stage: that is opened again
     * first.
     */
    Move move(Stage from, Stage to) {
        if (from.code().equals(to.code())) {
            return new Move("SAME_STAGE", false);
        }
        if (from.outcome().closed() && to.outcome().closed()) {
            return new Move("ALREADY_CLOSED", false);
        }
        boolean named = from.next().isEmpty() || from.next().contains(to.code());
        if (!named && to.outcome() != Outcome.LOST) {
            return new Move("STAGE_NOT_NEXT", false);
        }
        boolean back = stages.indexOf(to) < stages.indexOf(from);
        return new Move(null, !to.outcome().closed() && (back || from.outcome().closed()));
    }
}
