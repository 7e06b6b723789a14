package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Plan;
import io.zhiyin.PlansFixture;
import io.zhiyin.record.Actor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** What the database does for the page of a customer with thousands of talks and changes. */
class OverviewPlansTest extends PlansFixture {
    @Autowired private Overview overview;

    @TestFactory
    Stream<DynamicTest> aPageOfABusyCustomerReadsNoMoreThanItShows() {
        return SCOPES.stream()
                .map(
                        scope ->
                                DynamicTest.dynamicTest(
                                        scope.name(), () -> check(actor(scope), null)));
    }

    @TestFactory
    Stream<DynamicTest> aFurtherPageOfTheTimelineDoesNotReadTheEarlierOnesAgain() {
        return SCOPES.stream()
                .map(
                        scope ->
                                DynamicTest.dynamicTest(
                                        scope.name(), () -> check(actor(scope), deep())));
    }

    private static String deep() {
        return new Happenings.Mark(Instant.parse("2024-08-15T00:00:00Z"), 1, 40_000).cursor();
    }

    private void check(Actor actor, String cursor) {
        List<Plan> plans =
                explained(
                        () -> {
                            if (cursor == null) {
                                overview.of(actor, BUSY);
                            } else {
                                overview.timeline(actor, BUSY, null, cursor);
                            }
                        });
        assertThat(plans).hasSizeBetween(2, 14).anyMatch(Plan::generic);
        // the records hanging on the customer, once for each branch of what may be seen
        plans.forEach(plan -> assertBounded(plan, 400));
    }
}
