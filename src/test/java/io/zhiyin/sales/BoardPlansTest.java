package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Plan;
import io.zhiyin.PlansFixture;
import io.zhiyin.record.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What the database does for the board, on 60,000 opportunities of which most are closed. */
class BoardPlansTest extends PlansFixture {
    @Autowired private Board board;

    @TestFactory
    Stream<DynamicTest> cardsAreReadNoFurtherThanShownAndFiguresFromWhatMayBeSeen() {
        return SCOPES.stream()
                .flatMap(
                        scope ->
                                Stream.of("-expectedAmount", "expectedCloseDate")
                                        .map(sort -> test(scope, sort)));
    }

    private DynamicTest test(Scope scope, String sort) {
        return DynamicTest.dynamicTest(
                scope + ", " + sort,
                () -> {
                    var asked = new Board.Asked(null, null, null, sort);
                    List<Plan> plans = explained(() -> board.read(actor(scope), asked));
                    assertThat(plans).hasSizeBetween(3, 5);
                    // the pipelines, the figures, the cards, the names of customers
                    assertBounded(plans.get(1), seen(scope));
                    assertBounded(plans.get(2), sort.equals("-expectedAmount") ? 1_000 : 8_000);
                    plans.stream().skip(3).forEach(names -> assertBounded(names, 200));
                });
    }

    /** So many opportunities stand in the board, some reached by two branches. */
    private static long seen(Scope scope) {
        return switch (scope) {
            case ALL -> 30_500;
            case OWN -> 2_500;
            case DEPARTMENT -> 6_000;
            default -> 9_000;
        };
    }
}
