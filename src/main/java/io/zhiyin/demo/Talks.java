package io.zhiyin.demo;

import io.zhiyin.demo.Goods.Product;
import io.zhiyin.demo.Staff.Member;
import io.zhiyin.demo.Talk.Stage;
import io.zhiyin.demo.Told.Made;
import io.zhiyin.record.Loads.Stamp;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The follow-ups of a customer, from the first call to where things stand. */
final class Talks {
    /** What was said when, and how far things had come. */
    record Said(Values values, Stage stage, Instant at) {}

    private static final Stage[] PATH = {
        Stage.FIRST, Stage.NEEDS, Stage.PROPOSAL, Stage.NEGOTIATION, Stage.CONTRACT, Stage.AFTER
    };

    private final World world;

    Talks(World world) {
        this.world = world;
    }

    List<Said> of(Told told, Course course, Product product, Member owner, Dice dice) {
        int count = Math.min(course.talks(world.shape(), dice), most(told));
        var said = new ArrayList<Said>(count);
        if (count == 0) {
            return said;
        }
        Stage end = course.end(dice);
        Instant[] times = times(told.customer.stamp().createdAt(), course, count, dice);
        long amount = (long) (product.price() * (0.8 + dice.share() * 1.6)) / 1000 * 1000;
        for (int i = 0; i < count; i++) {
            Stage stage = stage(end, i, count, dice);
            said.add(one(told, stage, times[i], product, amount, owner, dice));
        }
        newest(told.customer.values(), said);
        return said;
    }

    /** Nobody is spoken to more than every third day. */
    private int most(Told told) {
        Instant created = told.customer.stamp().createdAt();
        return 1 + (int) Duration.between(created, world.days().present()).toDays() / 3;
    }

    /** From the first days on to lately, or to when it went quiet. */
    private Instant[] times(Instant created, Course course, int count, Dice dice) {
        Instant present = world.days().present();
        long whole = Math.max(Duration.between(created, present).getSeconds(), 7200);
        double until =
                course.current() ? 1 - Math.pow(dice.share(), 2) * 0.15 : 0.2 + dice.share() * 0.45;
        Instant[] times = new Instant[count];
        for (int i = 0; i < count; i++) {
            double share =
                    i == 0
                            ? Math.min(0.004, 172_800.0 / whole) * dice.share()
                            : dice.share() * until;
            times[i] = created.plusSeconds(600 + (long) (share * (whole - 900)));
        }
        Arrays.sort(times);
        for (int i = 0; i < count; i++) {
            times[i] = world.days().working(times[i], dice);
            if (times[i].isBefore(created)) {
                times[i] = created.plusSeconds(60L * (i + 1));
            }
        }
        Arrays.sort(times);
        return times;
    }

    /** Selling takes the first part of a long story; who went cold got somewhere before. */
    private static Stage stage(Stage end, int at, int count, Dice dice) {
        double share = count == 1 ? 1 : (double) at / (count - 1);
        if (end == Stage.COLD) {
            return share > 0.7 ? Stage.COLD : share < 0.4 ? Stage.FIRST : Stage.NEEDS;
        }
        int last = Arrays.asList(PATH).indexOf(end);
        double progress = end == Stage.AFTER ? share * 1.9 : share;
        return PATH[Math.clamp((long) (progress * last + dice.share() * 0.3), 0, last)];
    }

    private Said one(
            Told told,
            Stage stage,
            Instant at,
            Product product,
            long amount,
            Member owner,
            Dice dice) {
        Values customer = told.customer.values();
        List<Made> contacts = told.contacts;
        Values contact = contacts.get(dice.chance(0.75) ? 0 : dice.below(contacts.size())).values();
        if (contacts.getFirst().values() != contact
                && contacts.stream()
                        .anyMatch(
                                c -> c.values() == contact && c.stamp().createdAt().isAfter(at))) {
            return one(told, stage, at, product, amount, owner, dice);
        }
        String method = method(stage, dice);
        String next = next(stage, dice);
        boolean served = stage == Stage.AFTER && dice.chance(0.3);
        Member author = served ? world.staff().server(dice) : owner;
        Values values = new Values();
        values.put("id", world.nextFollowUp());
        values.put("version", 1L);
        values.put("customerId", customer.id());
        values.put("contactId", contact.id());
        values.put("authorId", world.user(author));
        values.put("occurredAt", at);
        values.put("method", method);
        values.put(
                "content",
                world.talk()
                        .sentence(
                                method,
                                stage,
                                next,
                                new Talk.Subject(
                                        world.people()
                                                .known(contact.text("name"), contact.text("title"))
                                                .called(),
                                        product.brief(),
                                        world.goods().extra(dice).brief(),
                                        amount,
                                        customer.text("industry")),
                                dice));
        values.put("nextAction", next);
        if (!next.equals("NONE")) {
            values.put(
                    "nextActionAt",
                    world.days().office(at.plus(Duration.ofDays(dice.between(1, 14))), dice));
        }
        values.put("intentionStage", intention(stage, dice));
        values.put("photos", List.of());
        values.put("ownerId", customer.get("ownerId"));
        values.put("departmentId", customer.get("departmentId"));
        Instant recorded = recorded(at, dice);
        values.put("recordedAt", recorded);
        told.followUps.add(new Made(values, Stamp.of(recorded, world.user(author))));
        return new Said(values, stage, at);
    }

    private Instant recorded(Instant at, Dice dice) {
        int minutes = dice.chance(0.88) ? dice.between(4, 600) : dice.between(1500, 3600);
        Instant recorded = at.plus(Duration.ofMinutes(minutes));
        return recorded.isAfter(world.days().present()) ? at : recorded;
    }

    private static String method(Stage stage, Dice dice) {
        return switch (stage) {
            case FIRST ->
                    dice.of("PHONE", "PHONE", "PHONE", "WECOM", "EMAIL", "VISIT", "CHAT", "SOCIAL");
            case NEEDS -> dice.of("VISIT", "VISIT", "PHONE", "MEETING", "WECOM");
            case PROPOSAL -> dice.of("MEETING", "MEETING", "EMAIL", "VISIT", "WECOM", "PHONE");
            case NEGOTIATION -> dice.of("PHONE", "VISIT", "MEETING", "WECOM");
            case CONTRACT -> dice.of("PHONE", "WECOM", "EMAIL", "VISIT");
            case AFTER -> dice.of("PHONE", "PHONE", "WECOM", "WECOM", "VISIT", "EMAIL", "MEETING");
            case COLD -> dice.of("PHONE", "PHONE", "SMS", "WECOM", "EMAIL");
        };
    }

    private static String next(Stage stage, Dice dice) {
        return switch (stage) {
            case FIRST ->
                    dice.of("SEND_MATERIAL", "SEND_MATERIAL", "DEMO", "CALL_BACK", "CALL_BACK");
            case NEEDS -> dice.of("DEMO", "DEMO", "QUOTE", "SEND_MATERIAL", "CALL_BACK");
            case PROPOSAL -> dice.of("QUOTE", "QUOTE", "DEMO", "CALL_BACK", "SEND_MATERIAL");
            case NEGOTIATION -> dice.of("SIGN", "QUOTE", "CALL_BACK", "CALL_BACK");
            case CONTRACT -> dice.of("SIGN", "SIGN", "CALL_BACK");
            case AFTER -> dice.of("NONE", "NONE", "CALL_BACK", "CALL_BACK", "QUOTE");
            case COLD -> dice.of("NONE", "NONE", "CALL_BACK", "SEND_MATERIAL");
        };
    }

    private static String intention(Stage stage, Dice dice) {
        return switch (stage) {
            case FIRST -> dice.of("NONE", "INTERESTED", "INTERESTED");
            case NEEDS -> dice.of("INTERESTED", "COMPARING");
            case PROPOSAL -> "COMPARING";
            case NEGOTIATION, CONTRACT -> "DECIDING";
            case AFTER -> dice.chance(0.2) ? "INTERESTED" : "NONE";
            case COLD -> "NONE";
        };
    }

    /** What the customer's own row repeats of the newest. */
    private static void newest(Values customer, List<Said> said) {
        Values last = said.getLast().values();
        customer.put("lastFollowUpAt", last.get("occurredAt"));
        customer.put("followUpMethod", last.get("method"));
        customer.put("followUpContent", last.get("content"));
        customer.put("nextAction", last.get("nextAction"));
        customer.put("nextActionAt", last.get("nextActionAt"));
    }
}
