package io.zhiyin.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;

/** The word lists beside this package, in sections; a line is a text and perhaps its weight. */
final class Words {
    private record Line(String text, double weight) {}

    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final Map<String, Bag<String>> bags = new LinkedHashMap<>();

    private Words() {}

    static Words read(String file) {
        Words words = new Words();
        String section = "";
        try (var stream = new ClassPathResource("demo/" + file).getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (line.startsWith("[") && line.endsWith("]")) {
                    section = line.substring(1, line.length() - 1);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    words.lines.computeIfAbsent(section, k -> new ArrayList<>()).add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** The lines of a section as they stand. */
    List<String> lines(String section) {
        return lines.getOrDefault(section, List.of());
    }

    /** The lines of a section cut at their bars; missing pieces at the end are empty. */
    List<String[]> rows(String section) {
        return lines(section).stream().map(l -> l.split("\\|", -1)).toList();
    }

    boolean has(String section) {
        return lines.containsKey(section);
    }

    /** One text of a section by weight. */
    String draw(String section, Dice dice) {
        return bag(section).draw(dice);
    }

    Bag<String> bag(String section) {
        return bags.computeIfAbsent(section, this::weighted);
    }

    private Bag<String> weighted(String section) {
        var weights = new LinkedHashMap<String, Double>();
        for (String line : lines(section)) {
            Line read = line(line);
            weights.merge(read.text(), read.weight(), Double::sum);
        }
        return new Bag<>(List.copyOf(weights.keySet()), weights::get);
    }

    private static Line line(String line) {
        int gap = line.lastIndexOf(' ');
        return gap < 0
                ? new Line(line, 1)
                : new Line(line.substring(0, gap), Double.parseDouble(line.substring(gap + 1)));
    }
}
