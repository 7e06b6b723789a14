package io.zhiyin.demo;

import io.zhiyin.demo.Goods.Product;
import io.zhiyin.demo.Staff.Member;
import io.zhiyin.demo.Talk.Stage;
import io.zhiyin.demo.Talks.Said;
import io.zhiyin.demo.Told.Deal;
import io.zhiyin.demo.Told.Move;
import io.zhiyin.record.Loads.Stamp;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Opportunities that follow what was spoken: each stage entered when the talk got there. */
final class Deals {
    private static final List<String> STAGES =
            List.of(
                    "LEAD_CONFIRMED",
                    "NEEDS_ANALYSIS",
                    "PROPOSAL_DEMO",
                    "NEGOTIATION",
                    "CONTRACT",
                    "WON");
    private static final int[] PERCENT = {10, 30, 50, 70, 90, 100};
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    private final World world;

    Deals(World world) {
        this.world = world;
    }

    void add(
            Told told, List<Said> said, Firms.Firm firm, Product product, Member owner, Dice dice) {
        Instant present = world.days().present();
        Instant opened = opened(told, said, dice);
        Stage now = said.isEmpty() ? Stage.FIRST : said.getLast().stage();
        boolean lost = now == Stage.COLD;
        int end = lost ? dice.between(1, 4) : now == Stage.AFTER ? 5 : open(now, dice);
        Instant ended = ended(said, now, opened, dice);
        Values values = base(told, firm, product, owner, opened, dice);
        var moves = new ArrayList<Move>();
        Values first = new Values(values);
        Values state = values;
        Instant before = opened;
        int steps = end + (lost ? 1 : 0);
        for (int i = 1; i <= steps; i++) {
            double share = (double) i / steps;
            Instant at =
                    opened.plusSeconds(
                            (long) (Duration.between(opened, ended).getSeconds() * share));
            at = world.days().working(at, dice);
            at = at.isAfter(present) ? present : at.isBefore(before) ? before : at;
            before = at;
            Values next = new Values(state);
            boolean last = i == steps;
            enter(
                    next,
                    last && lost ? "LOST" : STAGES.get(i),
                    last && lost ? 0 : PERCENT[i],
                    at,
                    dice);
            moves.add(new Move(at, world.user(owner), "advance", state, next));
            state = next;
        }
        if (state.get("closedAt") == null && end >= 2 && dice.chance(0.5)) {
            state = confirm(state, owner, before, moves, dice);
        }
        finish(state, said, dice);
        state.put("version", 1L + moves.size());
        link(said, state.id(), opened, state.get("closedAt") == null ? present : ended);
        Instant touched = moves.isEmpty() ? opened : moves.getLast().at();
        Long by = world.user(owner);
        told.deal = new Deal(state, first, new Stamp(opened, by, touched, by), moves);
    }

    private static int open(Stage now, Dice dice) {
        boolean early = now == Stage.NEEDS && dice.chance(0.35);
        return early ? 0 : Math.min(now.ordinal(), 4);
    }

    private Instant opened(Told told, List<Said> said, Dice dice) {
        Instant created = told.customer.stamp().createdAt();
        return said.stream()
                .filter(s -> s.stage() != Stage.FIRST && s.stage() != Stage.COLD)
                .findFirst()
                .or(() -> said.stream().findFirst())
                .map(s -> s.at().plusSeconds(60L * dice.between(10, 90)))
                .filter(at -> at.isBefore(world.days().present()))
                .orElse(created);
    }

    /** When it came to where it stands: the first time that was spoken of. */
    private Instant ended(List<Said> said, Stage now, Instant opened, Dice dice) {
        Instant at =
                said.stream()
                        .filter(s -> s.stage() == now)
                        .map(Said::at)
                        .findFirst()
                        .orElse(opened.plus(Duration.ofDays(dice.between(5, 40))));
        Instant latest = world.days().present();
        Instant least = opened.plus(Duration.ofDays(dice.between(3, 25)));
        at = at.isBefore(least) ? least : at;
        if (now != Stage.AFTER && now != Stage.COLD) {
            Instant recent = latest.minus(Duration.ofDays((long) (Math.pow(dice.share(), 2) * 45)));
            at = at.isBefore(recent) ? recent : at;
        }
        return at.isAfter(latest) ? latest : at;
    }

    private Values base(
            Told told, Firms.Firm firm, Product product, Member owner, Instant opened, Dice dice) {
        Values customer = told.customer.values();
        Values values = new Values();
        values.put("id", world.nextOpportunity());
        values.put("version", 1L);
        LocalDate day = world.days().date(opened);
        String month = MONTH.format(day);
        values.put("code", world.nextCode("SO" + month));
        values.put("pipelineId", world.pipeline());
        values.put(
                "name",
                world.talk().need(dice) + product.brief() + dice.of("", "", "建设", "升级", "项目"));
        values.put("customerId", customer.id());
        values.put("ownerId", world.user(owner));
        values.put("departmentId", world.department(owner));
        List<Values> lines = lines(product, dice);
        BigDecimal sum =
                lines.stream()
                        .map(l -> l.number("amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        values.put("products", lines);
        values.put("expectedAmount", sum);
        values.put("confirmedAmount", sum);
        values.put("source", customer.get("source"));
        values.put("leadAcquiredAt", day.minusDays(dice.between(0, 20)));
        values.put("expectedCloseDate", day.plusDays(dice.between(30, 150)));
        values.put("stage", "LEAD_CONFIRMED");
        values.put("stageEnteredAt", opened);
        values.put("probability", BigDecimal.TEN.setScale(2));
        values.put("probabilityStatus", "PROPOSED");
        values.put("followStatus", "UNHANDLED");
        if (dice.chance(0.55)) {
            values.put("competitors", List.of(world.rival(dice)));
        }
        if (dice.chance(0.4)) {
            values.put(
                    "budget",
                    sum.multiply(BigDecimal.valueOf(dice.between(80, 130)))
                            .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
        }
        return values;
    }

    private List<Values> lines(Product product, Dice dice) {
        var lines = new ArrayList<Values>();
        lines.add(line(product, product.price() < 10_000 ? dice.between(10, 60) : 1, dice));
        List<Product> all = world.goods().all();
        for (String code :
                dice.chance(0.75) ? List.of("IMPL-DAY", "TERM-15", "SUP-Y") : List.<String>of()) {
            if (dice.chance(0.55)) {
                Product extra =
                        all.stream().filter(p -> p.code().equals(code)).findFirst().orElseThrow();
                lines.add(line(extra, code.equals("SUP-Y") ? 1 : dice.between(8, 40), dice));
            }
        }
        return lines;
    }

    private static Values line(Product product, int quantity, Dice dice) {
        int off = dice.of(0, 0, 0, 5, 5, 8, 10, 12);
        Values line = new Values();
        line.put("productId", product.id());
        line.put("name", product.name());
        line.put("quantity", BigDecimal.valueOf(quantity).setScale(3));
        line.put("unitPrice", BigDecimal.valueOf(product.price()).setScale(2));
        line.put("discount", BigDecimal.valueOf(off).setScale(2));
        line.put(
                "amount",
                BigDecimal.valueOf(product.price() * quantity * (100L - off))
                        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
        return line;
    }

    /** The manager looks at it and says: yes, that likely. */
    private Values confirm(
            Values state, Member owner, Instant entered, List<Move> moves, Dice dice) {
        Instant present = world.days().present();
        Instant at =
                world.days().working(entered.plus(Duration.ofHours(dice.between(4, 60))), dice);
        at = at.isBefore(entered) || at.isAfter(present) ? present : at;
        Long manager = world.manager(owner);
        Values next = new Values(state);
        next.put("probabilityStatus", "CONFIRMED");
        next.put("probabilityConfirmedBy", manager);
        moves.add(new Move(at, manager, "confirm-probability", state, next));
        return next;
    }

    private static void enter(Values values, String stage, int percent, Instant at, Dice dice) {
        values.put("stage", stage);
        values.put("stageEnteredAt", at);
        values.put("probability", BigDecimal.valueOf(percent).setScale(2));
        if (stage.equals("WON")) {
            values.put("followStatus", "WON");
            values.put(
                    "closeReason",
                    dice.of(
                            "PRODUCT_FIT",
                            "PRODUCT_FIT",
                            "SERVICE",
                            "RELATIONSHIP",
                            "PRICE",
                            "BRAND"));
            values.put("closedAt", at);
        } else if (stage.equals("LOST")) {
            values.put("followStatus", "LOST");
            values.put(
                    "closeReason",
                    dice.of(
                            "CHOSE_COMPETITOR",
                            "CHOSE_COMPETITOR",
                            "BUDGET_CUT",
                            "BUDGET_CUT",
                            "PRICE",
                            "NO_DECISION",
                            "PRODUCT_GAP"));
            values.put("closedAt", at);
        }
    }

    private void finish(Values values, List<Said> said, Dice dice) {
        if (!said.isEmpty()) {
            values.put("lastFollowUpAt", said.getLast().at());
        }
        if (values.get("closedAt") == null) {
            values.put("followStatus", said.isEmpty() ? "UNHANDLED" : "FOLLOWED");
            LocalDate today = world.days().date(world.days().present());
            LocalDate close = values.date("expectedCloseDate");
            if (close.isBefore(today)) {
                values.put("expectedCloseDate", today.plusDays(dice.between(-6, 75)));
            }
        }
    }

    private static void link(List<Said> said, long id, Instant from, Instant to) {
        for (Said each : said) {
            if (!each.at().isBefore(from.minus(Duration.ofHours(2))) && !each.at().isAfter(to)) {
                each.values().put("opportunityId", id);
            }
        }
    }
}
