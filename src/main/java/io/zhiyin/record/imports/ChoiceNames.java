package io.zhiyin.record.imports;

import io.zhiyin.record.Choices;
import io.zhiyin.record.Field;
import io.zhiyin.record.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The codes of options by anything a cell may call them; lives as long as one run. */
final class ChoiceNames {
    private final Choices choices;
    private final Texts texts;
    private final Map<String, Map<String, String>> byList = new HashMap<>();

    ChoiceNames(Choices choices, Texts texts) {
        this.choices = choices;
        this.texts = texts;
    }

    /** The code, or null when no option is called so. */
    String code(Field.Choices of, String text) {
        return byList.computeIfAbsent(of.list(), list -> names(of)).get(Cells.folded(text));
    }

    private Map<String, String> names(Field.Choices of) {
        Map<String, String> codes = new HashMap<>();
        for (Locale language : List.of(Locale.CHINA, Locale.ENGLISH)) {
            for (Choices.Option option : choices.options(of, language)) {
                codes.put(Cells.folded(option.code()), option.code());
                codes.putIfAbsent(Cells.folded(option.label()), option.code());
                String aliases =
                        texts.optional("alias.option." + of.list() + "." + option.code(), language);
                for (String alias : aliases == null ? new String[0] : aliases.split("[,，]")) {
                    codes.putIfAbsent(Cells.folded(alias), option.code());
                }
            }
        }
        return codes;
    }
}
