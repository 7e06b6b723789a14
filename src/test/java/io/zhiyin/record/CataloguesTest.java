package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nothing is shown to a user that the catalogues do not say in both languages. */
class CataloguesTest extends ProgramTest {
    private static final Path CATALOGUES = Path.of("src/main/resources");
    private static final Path SOURCES = Path.of("src/main/java/io/zhiyin");
    private static final List<Locale> LANGUAGES = List.of(Locale.CHINA, Locale.ENGLISH);

    @Autowired private Entities entities;
    @Autowired private Texts texts;

    @Test
    void eachCatalogueSaysTheSameInBothLanguages() throws IOException {
        try (Stream<Path> files = Files.list(CATALOGUES)) {
            for (Path chinese : files.filter(CataloguesTest::chineseCatalogue).toList()) {
                String name = chinese.getFileName().toString().replace(".properties", "");
                Path english = CATALOGUES.resolve(name + "_en.properties");
                assertThat(english).exists();
                assertThat(keys(english)).as(name).isEqualTo(keys(chinese));
            }
        }
    }

    private static boolean chineseCatalogue(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("messages-")
                && name.endsWith(".properties")
                && !name.endsWith("_en.properties");
    }

    private static TreeSet<String> keys(Path file) throws IOException {
        var texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        texts.forEach((key, text) -> assertThat((String) text).as("%s", key).isNotBlank());
        var keys = new TreeSet<>(texts.stringPropertyNames());
        // what headings and cells may be called is read, never shown, and each language has its own
        keys.removeIf(key -> key.startsWith("alias."));
        return keys;
    }

    @Test
    void everythingAnEntityShowsHasANameInBothLanguages() {
        var missing = new TreeSet<String>();
        for (Locale language : LANGUAGES) {
            for (Entity entity : entities.all()) {
                need(missing, language, "entity." + entity.name());
                entity.allFields().forEach(f -> field(missing, language, entity.name(), f));
                for (Child child : entity.allChildren()) {
                    need(missing, language, "child." + entity.name() + "." + child.name());
                    String owner =
                            child.entity() == null
                                    ? entity.name() + "." + child.name()
                                    : child.entity();
                    child.fields().forEach(f -> field(missing, language, owner, f));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private void field(TreeSet<String> missing, Locale language, String owner, Field field) {
        if (field.isInternal() || field.isCustom()) {
            return;
        }
        any(missing, language, "field." + owner + "." + field.name(), "field." + field.name());
        String group = field.groupName();
        any(missing, language, "group." + owner + "." + group, "group." + group);
        if (field.choices() != null) {
            for (String code : field.choices().codes()) {
                need(missing, language, "option." + field.choices().list() + "." + code);
            }
        }
    }

    private void any(TreeSet<String> missing, Locale language, String own, String shared) {
        if (texts.optional(own, language) == null && texts.optional(shared, language) == null) {
            missing.add(language + " " + own);
        }
    }

    private void need(TreeSet<String> missing, Locale language, String key) {
        any(missing, language, key, key);
    }

    @Test
    void everyRefusalInTheSourcesHasAText() throws IOException {
        var missing = new TreeSet<String>();
        refusals(
                missing,
                "problem.",
                "(?:Problem\\.(?:malformed|conflict)\\(|new Problem\\(\\s*\\d+,)\\s*\"([A-Z_0-9]+)\"");
        refusals(
                missing,
                "error.",
                "(?:new (?:Codec\\.)?Unfit\\(\\s*|(?:new (?:Problem\\.)?FieldError|\\.reject|\\bonce|Problem\\.invalid)\\((?:[^;]*?),\\s*)\"([A-Z][A-Z_0-9]+)\"");
        assertThat(missing).isEmpty();
    }

    private void refusals(TreeSet<String> missing, String prefix, String written)
            throws IOException {
        Pattern pattern = Pattern.compile(written);
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher match = pattern.matcher(Files.readString(file));
                while (match.find()) {
                    found.add(match.group(1));
                }
            }
        }
        assertThat(found).isNotEmpty();
        for (Locale language : LANGUAGES) {
            found.forEach(code -> need(missing, language, prefix + code));
        }
    }
}
