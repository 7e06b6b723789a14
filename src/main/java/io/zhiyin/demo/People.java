package io.zhiyin.demo;

import com.hankcs.hanlp.HanLP;
import java.util.Locale;

/** Names of people, their titles, mobile numbers and mail addresses. */
final class People {
    /** A person; {@code called} is how a colleague writes of him: 顾总, 陆经理. */
    record Person(String name, String surname, boolean female, String title, String called) {}

    private static final String[] MOBILE = {
        "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "150", "151", "152",
        "153", "155", "156", "157", "158", "159", "166", "176", "177", "178", "180", "181", "182",
        "183", "185", "186", "187", "188", "189", "198", "199"
    };
    private static final long SUBSCRIBERS = 100_000_000L;
    private static final long STEP = 38_196_601L; // no common divisor with the subscribers

    private final Words words = Words.read("people.txt");

    Person draw(Dice dice, String industry) {
        boolean female = dice.chance(0.42);
        String surname = words.draw("surname", dice);
        String level =
                words.has("title:" + industry) && dice.chance(0.7)
                        ? industry
                        : dice.of("HIGH", "HIGH", "MIDDLE", "MIDDLE", "MIDDLE", "LOW");
        String title = words.draw("title:" + level, dice);
        return person(surname, given(female, dice), female, title);
    }

    private static Person person(String surname, String given, boolean female, String title) {
        return new Person(surname + given, surname, female, title, called(surname, title));
    }

    /** Somebody named before: two signs of surname only where it is one of the double ones. */
    Person known(String name, String title) {
        int length =
                words.lines("surname").stream()
                                .anyMatch(l -> l.startsWith(name.substring(0, 2) + " "))
                        ? 2
                        : 1;
        return person(name.substring(0, length), name.substring(length), false, title);
    }

    private String given(boolean female, Dice dice) {
        String list = female ? "female" : "male";
        String first = words.draw(list, dice);
        if (dice.chance(0.16)) {
            return first;
        }
        String second = words.draw(list, dice);
        return first + (second.equals(first) && dice.chance(0.8) ? words.draw(list, dice) : second);
    }

    private static String called(String surname, String title) {
        if (title.endsWith("经理") && !title.contains("总")) {
            return surname + "经理";
        }
        for (String end : new String[] {"主任", "院长", "校长", "厂长", "科长", "主管", "工程师"}) {
            if (title.endsWith(end)) {
                return surname + (end.equals("工程师") ? "工" : end);
            }
        }
        return surname
                + (title.contains("总") || title.contains("长") || title.contains("人") ? "总" : "老师");
    }

    /** The mobile number of a serial number, E.164; no two serial numbers share one. */
    static String mobile(long serial) {
        long subscriber = Math.floorMod(serial * STEP + 27_182_818L, SUBSCRIBERS);
        long prefix = Math.floorMod(serial / SUBSCRIBERS + serial * 7, MOBILE.length);
        String digits = Long.toString(subscriber);
        return "+86" + MOBILE[(int) prefix] + "0".repeat(8 - digits.length()) + digits;
    }

    /** A mail address as companies give them: pinyin before their own or a public domain. */
    String mail(Person person, String domain, Dice dice) {
        String pinyin = pinyin(person.name());
        String host = domain != null && dice.chance(0.72) ? domain : words.draw("mail", dice);
        String local =
                switch (dice.below(4)) {
                    case 0 -> pinyin;
                    case 1 ->
                            pinyin(person.surname())
                                    + "."
                                    + pinyin(person.name().substring(person.surname().length()));
                    case 2 -> initials(person.name()) + dice.between(1970, 2003);
                    default -> pinyin + dice.between(1, 99);
                };
        return local + "@" + host;
    }

    static String pinyin(String text) {
        return HanLP.convertToPinyinString(text, "", false)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    private static String initials(String text) {
        return HanLP.convertToPinyinFirstCharString(text, "", false)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }
}
