package io.zhiyin.demo;

import io.zhiyin.demo.Places.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The people of the company: who sells where, who serves. */
final class Staff {
    /** {@code parent} is the key of the department above, empty at the top. */
    record Department(String key, String parent, String name) {}

    /** {@code role} is a role's code; {@code manager} a username, empty at the top. */
    record Member(
            String username,
            String name,
            String department,
            String role,
            String title,
            String manager) {}

    private static final Map<String, List<String>> TEAMS =
            Map.of(
                    "EAST", List.of("EAST1", "EAST2"),
                    "SOUTH", List.of("SOUTH"),
                    "NORTH", List.of("NORTH"),
                    "NORTHEAST", List.of("NORTH"),
                    "CENTRAL", List.of("WEST"),
                    "SOUTHWEST", List.of("WEST"),
                    "NORTHWEST", List.of("WEST"));

    private final List<Department> departments;
    private final List<Member> members;
    private final Map<String, Bag<Member>> sellers = new HashMap<>();
    private final Bag<Member> everybody;
    private final List<Member> service;

    private Staff(List<Department> departments, List<Member> members) {
        this.departments = departments;
        this.members = members;
        List<Member> selling = members.stream().filter(Staff::sells).toList();
        everybody = Bag.skewed(selling, 0.8);
        var teams = new HashMap<String, List<Member>>();
        selling.forEach(m -> teams.computeIfAbsent(m.department(), k -> new ArrayList<>()).add(m));
        teams.forEach((team, people) -> sellers.put(team, Bag.skewed(people, 0.45)));
        List<Member> serving =
                members.stream().filter(m -> m.role().equals("SERVICE_REPRESENTATIVE")).toList();
        service = serving.isEmpty() ? selling : serving;
    }

    private static boolean sells(Member member) {
        return member.role().equals("SALES_REPRESENTATIVE");
    }

    static Staff company() {
        Words words = Words.read("company.txt");
        return new Staff(
                words.rows("departments").stream()
                        .map(r -> new Department(r[0], r[1], r[2]))
                        .toList(),
                words.rows("people").stream()
                        .map(r -> new Member(r[0], r[1], r[2], r[3], r[4], r[5]))
                        .toList());
    }

    /** Twenty departments of one manager and nine representatives each. */
    static Staff measured(Places places, People people, Dice dice) {
        var departments = new ArrayList<Department>();
        var members = new ArrayList<Member>();
        departments.add(
                new Department("HEAD", "", Words.read("company.txt").lines("name").getFirst()));
        for (int d = 1; d <= 20; d++) {
            Place place = places.draw(dice);
            String key = "D" + d;
            departments.add(new Department(key, "HEAD", place.brief() + "销售" + d + "部"));
            String manager = "m" + d;
            for (int m = 0; m < 10; m++) {
                People.Person person = people.draw(dice, "OTHER");
                boolean leads = m == 0;
                members.add(
                        new Member(
                                leads ? manager : "r" + d + "-" + m,
                                person.name(),
                                key,
                                leads ? "SALES_MANAGER" : "SALES_REPRESENTATIVE",
                                leads ? "销售经理" : "客户经理",
                                leads ? "" : manager));
            }
        }
        return new Staff(departments, members);
    }

    List<Department> departments() {
        return departments;
    }

    List<Member> members() {
        return members;
    }

    /** Who looks after a customer there; a few work harder than the rest. */
    Member seller(Place place, Dice dice) {
        List<String> teams = TEAMS.getOrDefault(place.region(), List.of());
        String team = teams.isEmpty() ? "" : teams.get(dice.below(teams.size()));
        Bag<Member> there = sellers.get(team);
        return there == null ? everybody.draw(dice) : there.draw(dice);
    }

    Member server(Dice dice) {
        return service.get(dice.below(service.size()));
    }

    Member named(String username) {
        return members.stream()
                .filter(m -> m.username().equals(username))
                .findFirst()
                .orElseThrow();
    }
}
