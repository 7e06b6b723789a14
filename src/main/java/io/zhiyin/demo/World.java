package io.zhiyin.demo;

import io.zhiyin.demo.Staff.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the makers share: words, people, time, and the next free ids. */
final class World {
    private final Shape shape;
    private final long seed;
    private final Days days;
    private final Staff staff;
    private final Ids ids;
    private final Map<String, Long> users;
    private final Map<String, Long> departments;
    private final Bag<Long> tags;
    private final Bag<Long> rivals;
    private final Places places;
    private final Firms firms;
    private final People people;
    private final Talk talk = new Talk();
    private final Goods goods;
    private final long pipeline;
    private final Map<String, Integer> periods = new HashMap<>();

    /** The first free id of each table; counted up from there. */
    static final class Ids {
        long customer;
        long contact;
        long followUp;
        long opportunity;
    }

    World(
            Shape shape,
            long seed,
            Days days,
            Staff staff,
            Places places,
            People people,
            Ids ids,
            Map<String, Long> users,
            Map<String, Long> departments,
            List<Long> tags,
            List<Long> rivals,
            Goods goods,
            long pipeline) {
        this.shape = shape;
        this.seed = seed;
        this.days = days;
        this.staff = staff;
        this.places = places;
        this.people = people;
        this.firms = new Firms(places);
        this.ids = ids;
        this.users = users;
        this.departments = departments;
        this.tags = tags.isEmpty() ? null : Bag.skewed(tags, 0.6);
        this.rivals = Bag.skewed(rivals, 0.5);
        this.goods = goods;
        this.pipeline = pipeline;
    }

    /** When the customer of this number came; a little more of them every month. */
    Instant created(int number) {
        return days.at(Math.pow((number + 0.5) / shape.customers(), 0.8));
    }

    long id(int number) {
        return ids.customer + number;
    }

    long nextContact() {
        return ids.contact++;
    }

    long nextFollowUp() {
        return ids.followUp++;
    }

    long nextOpportunity() {
        return ids.opportunity++;
    }

    /** The next code of a period such as CRM2024 or SO202403. */
    String nextCode(String period) {
        return String.format("%s%03d", period, periods.merge(period, 1, Integer::sum));
    }

    /** The last number given in each period. */
    Map<String, Integer> periods() {
        return periods;
    }

    long pipeline() {
        return pipeline;
    }

    Ids ids() {
        return ids;
    }

    /** What a customer repeats of its primary contact. */
    List<String> nestedFields() {
        return List.of("name", "title", "mobile", "email", "role", "phone");
    }

    Long user(Member member) {
        return users.get(member.username());
    }

    Long department(Member member) {
        return departments.get(member.department());
    }

    Long tag(Dice dice) {
        return tags == null ? null : tags.draw(dice);
    }

    /** What a customer who looks at this product may also want. */
    List<String> demands(Goods.Product product, Dice dice) {
        String first = Goods.DEMANDS.get(product.category());
        String more = dice.of("IMPLEMENTATION", "TRAINING", "MAINTENANCE", "CUSTOM_DEVELOPMENT");
        return first == null
                ? List.of(more)
                : dice.chance(0.5) ? List.of(first) : List.of(first, more);
    }

    /** A competitor. */
    Long rival(Dice dice) {
        return rivals.draw(dice);
    }

    /** Whom somebody reports to; himself at the top. */
    Long manager(Member member) {
        return users.get(member.manager().isEmpty() ? member.username() : member.manager());
    }

    Long user(String username) {
        return users.get(username);
    }

    Shape shape() {
        return shape;
    }

    long seed() {
        return seed;
    }

    Days days() {
        return days;
    }

    Staff staff() {
        return staff;
    }

    Places places() {
        return places;
    }

    Firms firms() {
        return firms;
    }

    People people() {
        return people;
    }

    Talk talk() {
        return talk;
    }

    Goods goods() {
        return goods;
    }
}
