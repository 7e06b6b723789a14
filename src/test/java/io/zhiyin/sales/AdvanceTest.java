package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.History;
import io.zhiyin.record.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How an opportunity moves along its stages, is closed and opened again. */
class AdvanceTest extends SalesTest {
    @Autowired History history;

    private long user;
    private Actor seller;
    private long id;

    @BeforeEach
    void opportunity() {
        user = user(null);
        seller = actor(user, null, Scope.OWN);
        id = made(seller, needed(customer(user, null), 1000));
    }

    private Map<String, Object> advance(String body) {
        return done(seller, id, "advance", body);
    }

    @Test
    void goesForwardOverStages() {
        clock.advance(java.time.Duration.ofHours(1));
        Map<String, Object> moved = advance("{\"stage\":\"CONTRACT\"}");
        assertThat(moved.get("stage")).isEqualTo("CONTRACT");
        assertThat(moved.get("stageEnteredAt")).isEqualTo(clock.instant().toString());
        assertThat(moved.get("version")).isEqualTo(2L);
        number(moved.get("probability"), "90");
    }

    @Test
    void goesBackOnlyWithANote() {
        advance("{\"stage\":\"NEGOTIATION\"}");
        assertThat(refused(() -> advance("{\"stage\":\"NEEDS_ANALYSIS\"}")))
                .containsExactly("note:NOTE_REQUIRED");
        Map<String, Object> back = advance("{\"stage\":\"NEEDS_ANALYSIS\",\"note\":\"需求变了\"}");
        assertThat(back.get("stageNote")).isEqualTo("需求变了");
        number(back.get("probability"), "30");
        assertThat(advance("{\"stage\":\"PROPOSAL_DEMO\"}").get("stageNote")).isNull();
    }

    @Test
    void refusesWhatIsNoMove() {
        assertThat(refused(() -> advance("{}"))).containsExactly("stage:REQUIRED");
        assertThat(refused(() -> advance("{\"stage\":7}"))).containsExactly("stage:NOT_CHOICE");
        assertThat(refused(() -> advance("{\"stage\":\"NOWHERE\"}")))
                .containsExactly("stage:UNKNOWN_STAGE");
        assertThat(refused(() -> advance("{\"stage\":\"LEAD_CONFIRMED\"}")))
                .containsExactly("stage:SAME_STAGE");
        assertThat(refused(() -> advance("{\"stage\":\"CONTRACT\",\"probability\":1}")))
                .containsExactly("probability:UNKNOWN_FIELD");
        assertThat(status(() -> advance("{\"stage\":\"CONTRACT\",\"version\":9}"))).isEqualTo(409);
    }

    @Test
    void closingNeedsAReasonOfTheRightKind() {
        assertThat(refused(() -> advance("{\"stage\":\"WON\"}")))
                .containsExactly("closeReason:REQUIRED");
        assertThat(refused(() -> advance("{\"stage\":\"WON\",\"closeReason\":\"BUDGET_CUT\"}")))
                .containsExactly("closeReason:NOT_CHOICE");
        assertThat(refused(() -> advance("{\"stage\":\"LOST\",\"closeReason\":\"BRAND\"}")))
                .containsExactly("closeReason:NOT_CHOICE");
        assertThat(refused(() -> advance("{\"stage\":\"LOST\",\"closeReason\":\"WHATEVER\"}")))
                .containsExactly("closeReason:NOT_CHOICE");
        Map<String, Object> lost =
                advance(
                        "{\"stage\":\"LOST\",\"closeReason\":\"CHOSE_COMPETITOR\",\"closeNote\":\"价格低两成\"}");
        assertThat(lost.get("followStatus")).isEqualTo("LOST");
        assertThat(lost.get("closeReason")).isEqualTo("CHOSE_COMPETITOR");
        assertThat(lost.get("closeNote")).isEqualTo("价格低两成");
        assertThat(lost.get("closedAt")).isEqualTo(clock.instant().toString());
        number(lost.get("probability"), "0");
    }

    @Test
    void isOpenedAgainWithANoteAndAsksForItsProbabilityAnew() {
        done(seller, id, "confirm-probability", "{\"probability\":80}");
        number(
                advance("{\"stage\":\"WON\",\"closeReason\":\"SERVICE\"}").get("probability"),
                "100");
        assertThat(refused(() -> advance("{\"stage\":\"LOST\",\"closeReason\":\"PRICE\"}")))
                .containsExactly("stage:ALREADY_CLOSED");
        assertThat(refused(() -> patched(seller, id, "{\"probability\":50}")))
                .containsExactly("probability:ALREADY_CLOSED");
        assertThat(refused(() -> advance("{\"stage\":\"NEGOTIATION\"}")))
                .containsExactly("note:NOTE_REQUIRED");

        Map<String, Object> open = advance("{\"stage\":\"NEGOTIATION\",\"note\":\"客户反悔\"}");
        assertThat(open.get("followStatus")).isEqualTo("UNHANDLED");
        assertThat(open.get("closeReason")).isNull();
        assertThat(open.get("closedAt")).isNull();
        assertThat(open.get("probabilityStatus")).isEqualTo("PROPOSED");
        number(open.get("probability"), "70");
    }

    @Test
    void everyMoveStandsInTheHistory() {
        advance("{\"stage\":\"CONTRACT\"}");
        var versions = (List<?>) history.versions(seller, opportunities(), id, null).get("items");
        var newest = (Map<?, ?>) versions.getFirst();
        assertThat(newest.get("cause")).isEqualTo("advance");
        assertThat(newest.get("changes").toString()).contains("field=stage,", "CONTRACT");
    }

    @Test
    void needsTheRightToEditAndSeesNoForeignOnes() {
        Actor looker =
                with(
                        user,
                        null,
                        Map.of("opportunities", without(right(Scope.OWN, Map.of()), Action.EDIT)));
        assertThat(status(() -> done(looker, id, "advance", "{\"stage\":\"CONTRACT\"}")))
                .isEqualTo(403);
        Actor stranger = actor(user(null), null, Scope.OWN);
        assertThat(status(() -> done(stranger, id, "advance", "{\"stage\":\"CONTRACT\"}")))
                .isEqualTo(404);
        Actor bound = actor(user, null, Scope.OWN, Map.of("stage", FieldRight.READ));
        assertThat(status(() -> done(bound, id, "advance", "{\"stage\":\"CONTRACT\"}")))
                .isEqualTo(403);
    }
}
