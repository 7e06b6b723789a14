package io.zhiyin.demo;

import io.zhiyin.customer.OrganisationName;
import io.zhiyin.demo.Firms.Firm;
import io.zhiyin.demo.Goods.Product;
import io.zhiyin.demo.People.Person;
import io.zhiyin.demo.Places.Place;
import io.zhiyin.demo.Staff.Member;
import io.zhiyin.demo.Told.Made;
import io.zhiyin.record.Loads.Stamp;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes up customers one by one: who they are, who works there, what was spoken. */
final class Story {
    private static final List<String> SOURCES =
            List.of(
                    "EXHIBITION",
                    "REFERRAL",
                    "REFERRAL",
                    "ONLINE_AD",
                    "TELEMARKETING",
                    "TELEMARKETING",
                    "SELF_VISIT",
                    "WEBSITE",
                    "WEBSITE",
                    "PHONE_IN",
                    "SOCIAL",
                    "EMAIL",
                    "SEMINAR");

    private static final Duration ACQUAINTED = Duration.ofDays(21);

    private final World world;
    private final Talks talks;
    private final Deals deals;
    private final List<String[]> known;

    Story(World world) {
        this.world = world;
        this.talks = new Talks(world);
        this.deals = new Deals(world);
        this.known = world.shape().known() ? Goods.RIVALS.rows("customers") : List.of();
    }

    /** The customer of this number; numbers are given in order, from 0. */
    Told tell(int number) {
        Dice dice = Dice.of(world.seed(), number);
        String[] name = knownAt(number);
        Instant created = world.created(number);
        Course course = name == null ? course(created, dice) : Course.CUSTOMER;
        Place place = name == null ? world.places().draw(dice) : world.places().named(name[6]);
        Firm firm =
                name == null
                        ? world.firms().draw(place, dice)
                        : new Firm(name[1], name[0], name[2]);
        Person person =
                name == null
                        ? world.people().draw(dice, firm.industry())
                        : world.people().known(name[8], name[9]);
        Member owner =
                name == null ? world.staff().seller(place, dice) : world.staff().named(name[7]);
        boolean pooled = name == null && dice.chance(course == Course.COLD ? 0.25 : 0.03);

        Told told = new Told();
        Values values = new Values();
        values.put("id", world.id(number));
        values.put("version", 1L);
        values.put("code", world.nextCode("CRM" + world.days().date(created).getYear()));
        who(values, firm, person, place, course, dice, name == null);
        values.put("ownerId", pooled ? null : world.user(owner));
        values.put("departmentId", pooled ? null : world.department(owner));
        if (name != null) {
            values.put("companySize", name[3]);
            values.put("grade", name[4]);
        }
        told.customer = new Made(values, Stamp.of(created, world.user(owner)));
        people(told, firm, person, created, dice);
        Product product = world.goods().main(firm.industry(), dice);
        wishes(values, product, course, dice);
        List<Talks.Said> said = talks.of(told, course, product, owner, dice);
        values.put("incomplete", said.isEmpty());
        if (course.deals(world.shape(), dice) || name != null) {
            deals.add(told, said, firm, product, owner, dice);
        }
        return told;
    }

    /** Who was met the other day cannot have bought yet. */
    private Course course(Instant created, Dice dice) {
        Course drawn = Course.draw(dice);
        Duration age = Duration.between(created, world.days().present());
        return age.compareTo(ACQUAINTED) < 0 ? Course.NEW : drawn;
    }

    /** The well-known ones came some months ago: they have a story to show. */
    private String[] knownAt(int number) {
        int back = world.shape().customers() * 3 / 4 - number;
        return back >= 0 && back % 30 == 0 && back / 30 < known.size()
                ? known.get(back / 30)
                : null;
    }

    private void who(
            Values values,
            Firm firm,
            Person person,
            Place place,
            Course course,
            Dice dice,
            boolean mayBePrivate) {
        boolean privately = mayBePrivate && dice.chance(0.05);
        String name = privately ? person.name() : firm.name();
        values.put("fullName", name);
        values.put("kind", privately ? "PERSON" : "COMPANY");
        values.put("industry", firm.industry());
        values.put("grade", course.grade(dice));
        values.put("lifecycle", course.lifecycle(dice));
        values.put("dormancy", course.dormancy(dice));
        values.put("source", SOURCES.get(dice.below(SOURCES.size())));
        values.put("region", place.region());
        values.put("province", place.province());
        values.put("city", place.city());
        if (dice.chance(0.82)) {
            values.put("address", world.places().address(place, dice));
        }
        if (!privately) {
            company(values, firm, place, course, dice);
        }
    }

    private void company(Values values, Firm firm, Place place, Course course, Dice dice) {
        values.put(
                "companySize",
                dice.of("MICRO", "SMALL", "SMALL", "SMALL", "MEDIUM", "MEDIUM", "LARGE"));
        if (dice.chance(0.6)) {
            values.put("shortName", firm.brand());
        }
        if (dice.chance(0.35)) {
            values.put("website", "https://www." + domain(firm, dice));
        }
        if (dice.chance(0.55)) {
            values.put("phone", world.places().phone(place, dice));
        }
        if (course == Course.CUSTOMER && dice.chance(0.7)) {
            values.put("invoiceTitle", firm.name());
            values.put("taxNumber", taxNumber(dice));
        }
        if (course == Course.CUSTOMER) {
            values.put("strategicValue", dice.of("HIGH", "MEDIUM", "MEDIUM", "LOW", "LOW"));
        }
    }

    private static String domain(Firm firm, Dice dice) {
        return People.pinyin(firm.brand())
                + dice.of(".com", ".cn", ".com.cn", "-tech.com", "group.cn");
    }

    private static String taxNumber(Dice dice) {
        String signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        StringBuilder text = new StringBuilder("91");
        for (int i = 0; i < 6; i++) {
            text.append(dice.below(10));
        }
        while (text.length() < 18) {
            text.append(signs.charAt(dice.below(signs.length())));
        }
        return text.toString();
    }

    private void wishes(Values values, Product product, Course course, Dice dice) {
        if (dice.chance(0.5)) {
            values.put(
                    "budgetRange",
                    dice.of(
                            "LT_100K",
                            "LT_100K",
                            "B100K_300K",
                            "B100K_300K",
                            "B300K_500K",
                            "GT_500K"));
        }
        if (course == Course.INTERESTED || course == Course.DECIDING) {
            values.put(
                    "expectedPurchaseDate",
                    world.days().date(world.days().present()).plusDays(dice.between(5, 160)));
        }
        if (course != Course.NEW && dice.chance(0.6)) {
            values.put("demands", world.demands(product, dice));
            values.put("demandsConfirmed", course == Course.CUSTOMER);
        }
        if (course == Course.CUSTOMER && dice.chance(0.12)) {
            values.put("budgetNote", world.talk().line("budget", dice));
            values.put("preferenceNote", world.talk().line("preference", dice));
        }
        var tags = new ArrayList<Long>();
        int wanted = course == Course.NEW ? dice.below(2) : dice.below(4);
        for (int i = 0; i < wanted; i++) {
            Long tag = world.tag(dice);
            if (tag != null && !tags.contains(tag)) {
                tags.add(tag);
            }
        }
        values.put("tags", List.copyOf(tags));
    }

    private void people(Told told, Firm firm, Person first, Instant created, Dice dice) {
        Values customer = told.customer.values();
        Values primary = contact(told, firm, first, true, created, dice);
        Values nested = new Values();
        for (String field : world.nestedFields()) {
            nested.put(field, primary.get(field));
        }
        nested.put("id", primary.id());
        customer.put("primaryContact", nested);
        customer.put("identityMobile", primary.text("mobile"));
        customer.put(
                "companyKey",
                OrganisationName.key(customer.text("kind"), customer.text("fullName")));
        int more = dice.chance(0.3) ? 1 : 0;
        if (world.shape().busy() >= 1) {
            more = "PERSON".equals(customer.text("kind")) ? 0 : dice.of(0, 0, 1, 1, 2, 3);
        }
        for (int i = 0; i < more; i++) {
            Person person = world.people().draw(dice, firm.industry());
            Instant later = created.plus(Duration.ofDays(dice.between(0, 90)));
            Instant at = later.isAfter(world.days().present()) ? created : later;
            contact(told, firm, person, false, world.days().working(at, dice), dice);
        }
    }

    private Values contact(
            Told told, Firm firm, Person person, boolean primary, Instant at, Dice dice) {
        Values customer = told.customer.values();
        Values values = new Values();
        long id = world.nextContact();
        values.put("id", id);
        values.put("version", 1L);
        values.put("customerId", customer.id());
        values.put("isPrimary", primary);
        values.put("name", person.name());
        values.put("gender", person.female() ? "FEMALE" : "MALE");
        values.put("title", person.title());
        values.put("role", role(person, primary, dice));
        values.put("mobile", People.mobile(id));
        if (dice.chance(0.75)) {
            String host = "PERSON".equals(customer.text("kind")) ? null : domain(firm, dice);
            values.put("email", world.people().mail(person, host, dice));
        }
        if (dice.chance(0.4)) {
            values.put("wechatId", People.pinyin(person.name()) + dice.between(10, 9999));
        }
        if (dice.chance(0.35)) {
            values.put("preferredChannel", dice.of("PHONE", "WECOM", "EMAIL", "SMS"));
        }
        if (dice.chance(0.25)) {
            values.put(
                    "birthday",
                    java.time.LocalDate.of(
                            dice.between(1965, 1999), dice.between(1, 12), dice.between(1, 28)));
        }
        values.put("ownerId", customer.get("ownerId"));
        values.put("departmentId", customer.get("departmentId"));
        told.contacts.add(new Made(values, Stamp.of(at, told.customer.stamp().createdBy())));
        return values;
    }

    private static String role(Person person, boolean primary, Dice dice) {
        if (person.title().contains("采购")) {
            return "PURCHASER";
        }
        return primary && dice.chance(0.8)
                ? "DECISION_MAKER"
                : dice.of("INFLUENCER", "USER", "USER", "DECISION_MAKER");
    }
}
