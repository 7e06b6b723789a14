package io.zhiyin.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What representatives write down: an opening for the way, a body for the stage, an end for what
 * comes next.
 */
final class Talk {
    /** How far things have come with a customer. */
    enum Stage {
        FIRST,
        NEEDS,
        PROPOSAL,
        NEGOTIATION,
        CONTRACT,
        AFTER,
        COLD
    }

    /** Who was spoken to and what about; {@code amount} in yuan. */
    record Subject(String called, String product, String other, long amount, String industry) {}

    private static final Pattern SLOT = Pattern.compile("\\{([a-z0-9]+)}");

    private final Words words = Words.read("talk.txt");

    String sentence(String method, Stage stage, String nextAction, Subject subject, Dice dice) {
        String text = fill(words.draw("open:" + method, dice), subject, dice);
        String body = words.draw("body:" + stage, dice);
        text += fill(body, subject, dice);
        if (dice.chance(0.22)) {
            String more = words.draw("body:" + stage, dice);
            text += more.equals(body) ? "" : fill(more, subject, dice);
        }
        String end = fill(words.draw("close:" + nextAction, dice), subject, dice);
        return (text + end).strip();
    }

    /** What an opportunity is about: the second production line, the new plant. */
    String need(Dice dice) {
        return words.draw("need", dice);
    }

    /** A line of a list as it stands. */
    String line(String list, Dice dice) {
        return words.draw(list, dice);
    }

    private String fill(String pattern, Subject subject, Dice dice) {
        StringBuilder text = new StringBuilder();
        Matcher slot = SLOT.matcher(pattern);
        while (slot.find()) {
            slot.appendReplacement(
                    text, Matcher.quoteReplacement(value(slot.group(1), subject, dice)));
        }
        return slot.appendTail(text).toString();
    }

    private String value(String slot, Subject subject, Dice dice) {
        return switch (slot) {
            case "who" -> subject.called();
            case "product" -> subject.product();
            case "product2" -> subject.other();
            case "money" -> money(subject.amount());
            case "n" ->
                    String.valueOf(dice.of(6, 8, 10, 12, 15, 18, 20, 24, 30, 36, 45, 60, 80, 120));
            case "n2" -> String.valueOf(dice.between(2, 5));
            case "month" -> String.valueOf(dice.between(1, 3));
            case "rival" -> Goods.RIVALS.draw("rivals", dice);
            default -> {
                String own = slot + ":" + subject.industry();
                yield words.draw(words.has(own) ? own : slot, dice);
            }
        };
    }

    /** Amounts as people write them: 12.8 万. */
    static String money(long yuan) {
        if (yuan < 10_000) {
            return yuan + " 元";
        }
        long tenths = Math.round(yuan / 1000.0);
        return tenths % 10 == 0 ? tenths / 10 + " 万" : tenths / 10 + "." + tenths % 10 + " 万";
    }
}
