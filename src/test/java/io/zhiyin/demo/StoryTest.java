package io.zhiyin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.zhiyin.TestClock;
import io.zhiyin.record.Values;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is made up must be able to be true. */
class StoryTest {
    private static final Instant PRESENT = TestClock.BEGIN;

    private static World world(long seed) {
        Places places = new Places();
        People people = new People();
        Staff staff = Staff.company();
        var users = new HashMap<String, Long>();
        staff.members().forEach(m -> users.put(m.username(), users.size() + 2L));
        var departments = new HashMap<String, Long>();
        staff.departments().forEach(d -> departments.put(d.key(), departments.size() + 1L));
        World.Ids ids = new World.Ids();
        ids.customer = 1;
        ids.contact = 1;
        ids.followUp = 1;
        ids.opportunity = 1;
        return new World(
                Shape.company(),
                seed,
                new Days(PRESENT, ZoneId.of("Asia/Shanghai"), 2),
                staff,
                places,
                people,
                ids,
                users,
                departments,
                LongStream.range(1, 19).boxed().toList(),
                LongStream.range(1, 9).boxed().toList(),
                new Goods(Goods.catalogue()),
                1);
    }

    private static List<Told> company(long seed) {
        Story story = new Story(world(seed));
        var told = new ArrayList<Told>();
        for (int i = 0; i < Shape.COMPANY; i++) {
            told.add(story.tell(i));
        }
        return told;
    }

    private static final List<Told> COMPANY = company(1);

    @Test
    void sameSeedSameCompany() {
        List<Told> again = company(1);
        for (int i = 0; i < again.size(); i += 97) {
            assertThat(again.get(i).customer.values()).isEqualTo(COMPANY.get(i).customer.values());
        }
        assertThat(company(2).get(7).customer.values().get("fullName"))
                .isNotEqualTo(COMPANY.get(7).customer.values().get("fullName"));
    }

    @Test
    void namesAreManyWithAFewCommonPieces() {
        var names = new HashSet<String>();
        COMPANY.forEach(t -> names.add(t.customer.values().text("fullName")));
        assertThat(names).hasSizeGreaterThan(Shape.COMPANY * 98 / 100);
        assertThat(share(names, "有限")).isBetween(0.7, 0.95);
        assertThat(share(names, "科技")).isBetween(0.15, 0.5);
        assertThat(share(names, "恒达")).isLessThan(0.01);
    }

    private static double share(HashSet<String> names, String piece) {
        return (double) names.stream().filter(n -> n.contains(piece)).count() / names.size();
    }

    @Test
    void mobilesAreValidAndNobodyShares() throws Exception {
        var seen = new HashSet<String>();
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        for (Told told : COMPANY) {
            for (Told.Made contact : told.contacts) {
                String mobile = contact.values().text("mobile");
                assertThat(seen.add(mobile)).as(mobile).isTrue();
                assertThat(util.isValidNumber(util.parse(mobile, "CN"))).as(mobile).isTrue();
            }
            String phone = told.customer.values().text("phone");
            if (phone != null) {
                assertThat(util.isValidNumber(util.parse(phone, "CN"))).as(phone).isTrue();
            }
        }
    }

    @Test
    void mobilesStayDistinctOverMillions() {
        var seen = new HashSet<String>();
        for (long i = 0; i < 300_000; i++) {
            assertThat(seen.add(People.mobile(i * 7))).isTrue();
        }
    }

    @Test
    void timeRunsForwardAndEndsNow() {
        Instant before = Instant.MIN;
        for (Told told : COMPANY) {
            Instant created = told.customer.stamp().createdAt();
            assertThat(created).isAfterOrEqualTo(before).isBefore(PRESENT);
            before = created;
            for (Told.Made followUp : told.followUps) {
                assertThat(followUp.values().instant("occurredAt"))
                        .isAfterOrEqualTo(created)
                        .isBeforeOrEqualTo(PRESENT);
            }
            if (told.deal != null) {
                Instant step = told.deal.stamp().createdAt();
                assertThat(step).isBeforeOrEqualTo(PRESENT);
                for (Told.Move move : told.deal.moves()) {
                    assertThat(move.at()).isAfterOrEqualTo(step).isBeforeOrEqualTo(PRESENT);
                    step = move.at();
                }
            }
        }
    }

    @Test
    void customersRepeatTheirNewestFollowUp() {
        for (Told told : COMPANY) {
            Values customer = told.customer.values();
            Instant newest =
                    told.followUps.stream()
                            .map(f -> f.values().instant("occurredAt"))
                            .max(Instant::compareTo)
                            .orElse(null);
            assertThat(customer.get("lastFollowUpAt")).isEqualTo(newest);
        }
    }

    @Test
    void enoughIsSaidAndDealtAndHardlyTwiceTheSame() {
        var texts = new ArrayList<String>();
        COMPANY.forEach(t -> t.followUps.forEach(f -> texts.add(f.values().text("content"))));
        assertThat(texts).hasSizeBetween(34_000, 48_000);
        assertThat(new HashSet<>(texts)).hasSizeGreaterThan(texts.size() * 95 / 100);
        assertThat(texts).noneMatch(t -> t.contains("{") || t.isBlank());
        var stages = new HashMap<Object, Integer>();
        COMPANY.stream()
                .filter(t -> t.deal != null)
                .forEach(t -> stages.merge(t.deal.values().get("stage"), 1, Integer::sum));
        assertThat(stages.values().stream().mapToInt(i -> i).sum()).isBetween(1200, 2000);
        assertThat(stages)
                .containsKeys(
                        "LEAD_CONFIRMED",
                        "NEEDS_ANALYSIS",
                        "PROPOSAL_DEMO",
                        "NEGOTIATION",
                        "CONTRACT",
                        "WON",
                        "LOST");
        if (System.getenv("SHOW") != null) {
            System.out.println(stages + " follow-ups " + texts.size());
            for (int i = 0; i < 5000; i += 250) {
                Told t = COMPANY.get(i);
                System.out.println(t.customer.values());
                t.contacts.forEach(c -> System.out.println("   " + c.values()));
                t.followUps.stream()
                        .limit(6)
                        .forEach(
                                f ->
                                        System.out.println(
                                                "   "
                                                        + f.values().get("occurredAt")
                                                        + " "
                                                        + f.values().get("method")
                                                        + " "
                                                        + f.values().get("content")));
                if (t.deal != null) System.out.println("   " + t.deal.values());
            }
        }
    }
}
