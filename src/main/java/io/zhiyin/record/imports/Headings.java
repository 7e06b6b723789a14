package io.zhiyin.record.imports;

import io.zhiyin.record.FieldType;
import io.zhiyin.record.sheet.SheetColumn;
import io.zhiyin.record.sheet.SheetRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Guesses which row holds the headings, and which field each column means. */
final class Headings {
    /** A column and the field it seems to mean; confidence from 0 to 1. */
    record Guess(int column, String field, double confidence) {}

    private static final double NEEDED = 0.5;
    private static final double SURE = 0.9;
    private static final int SEARCHED = 10;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern MOBILE = Pattern.compile("(\\+?86)?1[3-9]\\d{9}");
    private static final Pattern LANDLINE = Pattern.compile("(\\+?86)?0\\d{9,11}|[48]00\\d{7}");
    private static final Pattern WEB = Pattern.compile("(https?://|www\\.).+");

    private final Map<String, Target> exact = new HashMap<>();
    private final List<Target> targets;

    Headings(List<Target> targets) {
        this.targets = targets;
        for (Target target : targets) {
            target.names().forEach(name -> exact.putIfAbsent(fold(name), target));
        }
    }

    /** The place in the list of the row of headings: the one that names most fields. */
    int headerRow(List<SheetRow> head) {
        int best = -1;
        long most = 0;
        for (int i = 0; i < Math.min(SEARCHED, head.size()); i++) {
            long known =
                    head.get(i).cells().stream()
                            .map(Headings::bare)
                            .filter(exact::containsKey)
                            .distinct()
                            .count();
            if (known > most) {
                best = i;
                most = known;
            }
        }
        return best >= 0 ? best : firstWide(head);
    }

    /** Without a known name: the first row that is about as wide as the widest. */
    private static int firstWide(List<SheetRow> head) {
        long widest = head.stream().mapToLong(Headings::filled).max().orElse(0);
        for (int i = 0; i < Math.min(SEARCHED, head.size()); i++) {
            if (filled(head.get(i)) * 2 > widest) {
                return i;
            }
        }
        return 0;
    }

    private static long filled(SheetRow row) {
        return row.cells().stream().filter(c -> !c.isBlank()).count();
    }

    /** At most one field per column and one column per field, the surest first. */
    List<Guess> guess(List<SheetColumn> columns) {
        List<Guess> all = new ArrayList<>();
        for (SheetColumn column : columns) {
            for (Target target : targets) {
                double confidence = confidence(column, target);
                if (confidence >= NEEDED) {
                    all.add(new Guess(column.index(), target.path(), confidence));
                }
            }
        }
        all.sort(
                Comparator.comparingDouble(Guess::confidence)
                        .reversed()
                        .thenComparingInt(Guess::column));
        Set<Integer> columnsTaken = new HashSet<>();
        Set<String> fieldsTaken = new HashSet<>();
        List<Guess> chosen = new ArrayList<>();
        for (Guess guess : all) {
            if (!columnsTaken.contains(guess.column()) && fieldsTaken.add(guess.field())) {
                columnsTaken.add(guess.column());
                chosen.add(guess);
            }
        }
        chosen.sort(Comparator.comparingInt(Guess::column));
        return chosen;
    }

    private double confidence(SheetColumn column, Target target) {
        double byName = byName(column.header(), target);
        double content = content(column.samples(), target);
        if (byName >= SURE) {
            return content < 0 ? byName - 0.3 : byName;
        }
        if (byName > 0) {
            return Math.min(0.85, byName + 0.15 * content);
        }
        return column.header().isEmpty() && content >= 0.8 ? 0.5 : 0;
    }

    private double byName(String header, Target target) {
        String whole = fold(header);
        if (whole.isEmpty()) {
            return 0;
        }
        if (exact.get(whole) == target) {
            return 1;
        }
        String bare = bare(header);
        if (exact.get(bare) == target) {
            return 0.95;
        }
        if (exact.containsKey(whole) || exact.containsKey(bare)) {
            return 0;
        }
        double best = 0;
        for (String name : target.names()) {
            best = Math.max(best, overlap(bare, fold(name)));
        }
        return best;
    }

    /** A name of two characters or more within the other, by how much of it that is. */
    private static double overlap(String header, String name) {
        if (header.length() < 2 || name.length() < 2) {
            return 0;
        }
        String longer = header.length() >= name.length() ? header : name;
        String shorter = header.length() >= name.length() ? name : header;
        if (!longer.contains(shorter)) {
            return 0;
        }
        double share = shorter.length() / (double) longer.length();
        // the end of a Chinese compound says what it is: 公司手机 is a mobile, 手机品牌 is none
        return (longer.endsWith(shorter) ? 0.5 : 0.3) + 0.3 * share;
    }

    /** From −1 (the samples say it is something else) over 0 (no idea) to 1 (they fit). */
    private static double content(List<String> samples, Target target) {
        if (samples.isEmpty()) {
            return 0;
        }
        return switch (target.type()) {
            case EMAIL -> share(samples, EMAIL) >= 0.5 ? 1 : -1;
            case URL -> share(samples, WEB) >= 0.5 ? 1 : 0;
            case PHONE -> {
                double mobiles = share(samples, MOBILE);
                double others = share(samples, LANDLINE);
                boolean mobileWanted = target.path().toLowerCase(Locale.ROOT).endsWith("mobile");
                double wanted = mobileWanted ? mobiles : others;
                double unwanted = mobileWanted ? others : mobiles;
                yield wanted >= 0.5 ? 1 : unwanted >= 0.8 ? -1 : 0;
            }
            case DATE, INSTANT ->
                    samples.stream().filter(s -> Cells.date(s) != null).count() * 2
                                    >= samples.size()
                            ? 0.7
                            : -1;
            case INTEGER, NUMBER, MONEY, PERCENT ->
                    samples.stream().filter(s -> Cells.number(s) != null).count() * 2
                                    >= samples.size()
                            ? 0.5
                            : -1;
            default -> target.type() != FieldType.CHOICE && share(samples, MOBILE) > 0.8 ? -1 : 0;
        };
    }

    private static double share(List<String> samples, Pattern pattern) {
        long fitting =
                samples.stream()
                        .map(s -> pattern == EMAIL || pattern == WEB ? fold(s) : dense(s))
                        .filter(s -> pattern.matcher(s).matches())
                        .count();
        return fitting / (double) samples.size();
    }

    /** Half width, lower case, no spaces. */
    private static String dense(String number) {
        return fold(number).replaceAll("[-.()]", "");
    }

    private static String fold(String text) {
        return Cells.folded(text).replace("_", "");
    }

    /** Without what people add to a heading: 手机*（必填）： is 手机. */
    private static String bare(String header) {
        return fold(header)
                .replaceAll("\\([^)]*\\)|\\[[^\\]]*]|【[^】]*】|<[^>]*>", "")
                .replaceAll("^[*#\\d.、:]+|[*:：。.、]+$", "");
    }
}
