package io.zhiyin.demo;

import io.zhiyin.demo.Places.Place;

/**
 * Names of companies as registers are full of them: place, word, trade, form. Words and trades are
 * drawn by weight, so that a few pieces (科技, 有限) stand in a large part of all names and most stand
 * in few.
 */
final class Firms {
    /** A company's name; {@code brand} is what people call it. */
    record Firm(String name, String brand, String industry) {}

    private final Words words = Words.read("companies.txt");
    private final Places places;

    Firms(Places places) {
        this.places = places;
    }

    Firm draw(Place place, Dice dice) {
        String industry = words.draw("industry", dice);
        String brand = brand(dice);
        return new Firm(name(place, industry, brand, dice), brand, industry);
    }

    private String brand(Dice dice) {
        if (dice.chance(0.06)) {
            return words.draw("rare", dice)
                    + words.draw(dice.chance(0.3) ? "rare" : "second", dice);
        }
        String two = words.draw("first", dice) + words.draw("second", dice);
        return dice.chance(0.09) ? two + words.draw("second", dice) : two;
    }

    private String name(Place place, String industry, String brand, Dice dice) {
        String whole = "whole:" + industry;
        if (words.has(whole) && dice.chance(0.45)) {
            return words.draw(whole, dice)
                    .replace("{city}", place.brief())
                    .replace("{district}", places.district(place, dice))
                    .replace("{brand}", brand);
        }
        String line = words.draw("line:" + industry, dice);
        if (industry.equals("RETAIL") && dice.chance(0.1)) {
            return place.city() + places.district(place, dice) + brand + words.draw("small", dice);
        }
        String form = words.draw("form", dice);
        return switch (dice.below(20)) {
            case 0, 1 -> brand + "（" + place.brief() + "）" + line + form;
            case 2 -> province(place) + brand + line + form;
            case 3 -> place.city() + brand + line + form;
            case 4 -> brand + line + form;
            default -> place.brief() + brand + line + form;
        };
    }

    private static String province(Place place) {
        return place.province().replaceAll("(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "");
    }
}
