package io.zhiyin.demo;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;

/** Cities of China, big ones more often, and addresses in them. */
final class Places {
    /** A city: {@code brief} is its name as companies use it, without 市. */
    record Place(
            String province,
            String city,
            String region,
            String areaCode,
            double weight,
            List<String> districts) {
        String brief() {
            return city.substring(0, city.length() - 1);
        }
    }

    private final Bag<Place> places;
    private final Words streets = Words.read("streets.txt");

    Places() {
        places =
                new Bag<>(
                        Words.read("places.txt").rows("").stream().map(Places::place).toList(),
                        Place::weight);
    }

    private static Place place(String[] cells) {
        return new Place(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                Double.parseDouble(cells[4]),
                List.of(cells[5].split(" ")));
    }

    Place draw(Dice dice) {
        return places.draw(dice);
    }

    Place named(String city) {
        return places.items().stream().filter(p -> p.city().equals(city)).findFirst().orElseThrow();
    }

    String district(Place place, Dice dice) {
        return place.districts().get(dice.below(place.districts().size()));
    }

    /** District, road and number, sometimes a park with a building. */
    String address(Place place, Dice dice) {
        StringBuilder text = new StringBuilder(district(place, dice));
        text.append(streets.draw("road", dice)).append(dice.between(1, 1299)).append("号");
        if (dice.chance(0.45)) {
            if (dice.chance(0.5)) {
                text.append(place.brief());
            }
            text.append(streets.draw("park", dice)).append(dice.between(1, 28));
            text.append(dice.chance(0.6) ? "号楼" : "幢");
            if (dice.chance(0.7)) {
                text.append(dice.between(1, 26))
                        .append(dice.of("01", "02", "03", "05", "06", "08"));
                text.append("室");
            }
        }
        return text.toString();
    }

    /** A number of the fixed network in international form; cities differ in how long it is. */
    String phone(Place place, Dice dice) {
        for (int length = 8; length >= 7; length--) {
            for (int attempt = 0; attempt < 4; attempt++) {
                StringBuilder number = new StringBuilder("+86");
                number.append(place.areaCode().substring(1)).append(dice.between(2, 8));
                for (int i = 1; i < length; i++) {
                    number.append(dice.below(10));
                }
                if (valid(number.toString())) {
                    return number.toString();
                }
            }
        }
        return null;
    }

    private static boolean valid(String number) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            return util.isValidNumber(util.parse(number, "CN"));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
